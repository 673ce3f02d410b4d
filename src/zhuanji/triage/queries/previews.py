"""What a preview of a playbook found, as one reader may see it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from zhuanji.complaints.models import Complaint
from zhuanji.complaints.policies import sees_personal
from zhuanji.complaints.queries.visible import visible_to
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotFound
from zhuanji.language.personal_data import mask_personal_data
from zhuanji.playbooks.body import PlaybookBody
from zhuanji.playbooks.playbook import Playbook, Span
from zhuanji.playbooks.policies import require_may_write_playbook
from zhuanji.playbooks.queries import get_version
from zhuanji.triage.models import PlaybookPreview
from zhuanji.triage.queries.learning import model_in_use

MOST_CHANGES = 60
_AROUND = 36  # characters shown before the first and after the last word
_LONGEST = 160


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `side` says whose word it is: before, after or ""."""

    text: str
    side: str = ""


@dataclass(frozen=True)
class Example:
    number: str
    subject: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Moved:
    """Complaints whose words speak for another category than now; "" is none."""

    before: str
    after: str
    count: int
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class Met:
    """Complaints that meet a rule which they did not, or no longer do."""

    rule: str
    newly: bool
    count: int
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class Shared:
    """A word that more categories claim than before: it counts less for each of them."""

    word: str
    categories: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """`before` and `after` name what the keys mean; `learned` are the model's own categories."""

    before: Playbook
    after: Playbook
    moved: list[Moved]
    met: list[Met]
    shared: list[Shared]
    learned: frozenset[str]

    @property
    def changed(self) -> int:
        return sum(one.count for one in self.moved)


def get_preview(actor: Actor, key: UUID) -> PlaybookPreview:
    """Raises NotAllowed, NotFound."""
    require_may_write_playbook(actor)
    found = PlaybookPreview.objects.filter(key=key).first()
    if found is None:
        raise NotFound
    return found


def last_preview() -> PlaybookPreview | None:
    return PlaybookPreview.objects.order_by("-pk").first()


def result_of(actor: Actor, preview: PlaybookPreview) -> Result:
    """The largest changes first, with examples that the actor may read, in a few queries."""
    before = get_version(preview.version)
    after = Playbook(preview.version + 1, PlaybookBody.model_validate(preview.body))
    ids = {pk for examples in preview.examples.values() for pk in examples}
    found = visible_to(actor).filter(pk__in=ids).in_bulk()
    teller = _Teller(actor, found, before, after)
    moved = []
    for name, count in _largest(preview.moved):
        was, _space, will = name.partition(" ")
        examples = teller.moved(preview.examples[name], was, will)
        moved.append(Moved(was, will, count, examples))
    met = [
        Met(name[1:], name[0] == "+", count, teller.met(preview.examples[name], name))
        for name, count in _largest(preview.met)
    ]
    used = model_in_use("category")
    learned = frozenset(used.model.labels if used else ())
    return Result(before, after, moved, met, shared_words(before, after), learned)


def shared_words(before: Playbook, after: Playbook) -> list[Shared]:
    """Return the words that the newer playbook gives to more categories than the older, by word."""
    old, new = _claims(before), _claims(after)
    more = {word: keys for word, keys in new.items() if len(keys) > max(len(old[word]), 1)}
    return [Shared(word, tuple(keys)) for word, keys in sorted(more.items())][:MOST_CHANGES]


def _claims(book: Playbook) -> defaultdict[str, list[str]]:
    claims: defaultdict[str, list[str]] = defaultdict(list)
    for one in book.offered:
        for word in one.keywords:
            claims[word].append(one.key)
    return claims


def _largest(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:MOST_CHANGES]


@dataclass(frozen=True)
class _Teller:
    """Shows examples as the actor may see them, with the words that decide."""

    actor: Actor
    found: dict[int, Complaint]
    before: Playbook
    after: Playbook

    def moved(self, ids: Iterable[int], was: str, will: str) -> tuple[Example, ...]:
        return tuple(
            self._example(
                one, _spoken(self.before, text, was), _spoken(self.after, text, will), text
            )
            for one, text in self._texts(ids)
        )

    def met(self, ids: Iterable[int], name: str) -> tuple[Example, ...]:
        newly, key = name[0] == "+", name[1:]
        book = self.after if newly else self.before
        examples = []
        for one, text in self._texts(ids):
            spans = next((met.spans for met in book.forced(text) if met.key == key), ())
            before, after = ((), spans) if newly else (spans, ())
            examples.append(self._example(one, before, after, text))
        return tuple(examples)

    def _texts(self, ids: Iterable[int]) -> list[tuple[Complaint, str]]:
        return [(one, self._seen(one, one.account)) for pk in ids if (one := self.found.get(pk))]

    def _seen(self, one: Complaint, text: str) -> str:
        return text if sees_personal(self.actor, one) else mask_personal_data(text)

    def _example(
        self, one: Complaint, before: Iterable[Span], after: Iterable[Span], text: str
    ) -> Example:
        return Example(one.number, self._seen(one, one.subject), pieces_of(text, before, after))


def _spoken(book: Playbook, text: str, category: str) -> tuple[Span, ...]:
    return next((vote.spans for vote in book.votes(text) if vote.category == category), ())


def pieces_of(text: str, before: Iterable[Span], after: Iterable[Span]) -> tuple[Piece, ...]:
    """The stretch around the words that decide, cut into pieces; of two that overlap the newer."""
    newer = [(start, end, "after") for start, end, _words in after]
    older = [(start, end, "before") for start, end, _words in before]
    marks: list[tuple[int, int, str]] = []
    for start, end, side in sorted([*newer, *older], key=lambda mark: (mark[0], mark[2])):
        if not marks or start >= marks[-1][1]:
            marks.append((start, end, side))
    first = max(marks[0][0] - _AROUND, 0) if marks else 0
    last = min(len(text), first + _LONGEST)
    pieces, at = [Piece("…")] if first else [], first
    for start, end, side in marks:
        if end > last:
            break
        pieces += [Piece(text[at:start]), Piece(text[start:end], side)]
        at = end
    return (*pieces, Piece(text[at:last] + ("…" if last < len(text) else "")))
