"""A playbook as the rest of the house asks it: names, trees, votes and what its rules force."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import get_language

from zhuanji.language.folded_places import fold_with_places
from zhuanji.language.normalise import fold
from zhuanji.playbooks.body import GRADES, CategoryBody, PlaybookBody, RuleBody
from zhuanji.playbooks.matching import Found, Hit, Index, count
from zhuanji.playbooks.standing import Standing

NEAR = 40  # characters between a rule's word and one of those it must stand together with
FAMILY = 0.35  # how much of its relatives' weight speaks for a category
_FIRST_SENTENCE = re.compile(r".{6,60}?(?:[。！？!?\n]|$)", re.DOTALL)
_BETWEEN = re.compile(r"[\s›>/\\|:：、—–-]+")
_NOT = ("没", "没有", "未", "并未", "无", "没人", "没有人", "无人", "未造成", "没有造成", "不会")
_LONGEST_NOT = max(map(len, _NOT))
SEPARATOR = " › "

Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Category:
    """One category; `grade_floor` is "" or the grade that its complaints have at least."""

    key: str
    parent: str
    name: str
    name_zh: str
    department_code: str | None
    grade_floor: str
    keywords: tuple[str, ...]
    negative: tuple[str, ...]
    rules: tuple[RuleBody, ...]
    active: bool

    @property
    def said(self) -> str:
        """The name in the reader's language."""
        return self.name_zh if _chinese() else self.name

    @property
    def level(self) -> int:
        return self.key.count(".") + 1


@dataclass(frozen=True, slots=True)
class Vote:
    """What speaks for a category: weight, and the words with their places in the text given.

    `subject_spans` are places in the subject, when one was given.
    """

    category: str
    weight: float
    spans: tuple[Span, ...]
    subject_spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Forced:
    """A hard rule that a text met: at least this grade, whom it alarms, what is said about it."""

    rule: RuleBody
    spans: tuple[Span, ...]
    subject_spans: tuple[Span, ...] = ()

    @property
    def key(self) -> str:
        return self.rule.key

    @property
    def grade(self) -> str:
        return self.rule.grade

    @property
    def alert(self) -> str:
        return self.rule.alert

    @property
    def category(self) -> str:
        return self.rule.category

    @property
    def name(self) -> str:
        return self.rule.zh if _chinese() else self.rule.en

    @property
    def sentence(self) -> str:
        return self.rule.says_zh if _chinese() else self.rule.says_en


@dataclass(frozen=True)
class Playbook(Standing):
    """One version. Version 0 is the playbook that is shipped."""

    version: int
    body: PlaybookBody

    @cached_property
    def categories(self) -> Mapping[str, Category]:
        """Every category by its key, a parent before its children, retired ones too."""
        return {one.key: self._category(one) for one in self.body.categories}

    @cached_property
    def rules(self) -> tuple[RuleBody, ...]:
        """The rules in force."""
        return tuple(rule for rule in self.body.rules if rule.active)

    @cached_property
    def offered(self) -> tuple[Category, ...]:
        """The categories a new complaint may have: neither they nor one above them is retired."""
        kept: dict[str, Category] = {}
        for key, one in self.categories.items():
            if one.active and (not one.parent or one.parent in kept):
                kept[key] = one
        return tuple(kept.values())

    @cached_property
    def offered_keys(self) -> frozenset[str]:
        return frozenset(one.key for one in self.offered)

    def name(self, key: str) -> str:
        """What a category is called in the reader's language; a key nobody knows names itself."""
        one = self.categories.get(key)
        return one.said if one else key

    def path(self, key: str) -> str:
        """The names from the first level down: 产品质量 › 漏水渗水."""
        return SEPARATOR.join(self.name(part) for part in above(key))

    def meant_by(self, words: str) -> str | None:
        """The category that somebody means by a key, a name or a path, in either language."""
        return self._meanings.get(_bare(words))

    def with_children(self, keys: Iterable[str]) -> tuple[str, ...]:
        """These categories and everything below them, in the playbook's order."""
        wanted = tuple(keys)
        below = tuple(f"{key}." for key in wanted)
        return tuple(key for key in self.categories if key in wanted or key.startswith(below))

    def votes(self, text: str, *, subject: str = "") -> list[Vote]:
        """What the words of a text speak for, the most likely category first.

        One pass, in time that grows with the text alone. The first sentence and the subject count
        double, a relative's words count a little; a category that more speaks against than for is
        left out.
        """
        read, titled = self._read(text), self._read(subject)
        own = {key: self._weight(key, read, titled) for key in self._voters(read, titled)}
        own = {key: weight for key, weight in own.items() if weight > 0}
        families: dict[str, float] = {}
        for key, weight in own.items():
            first = key.partition(".")[0]
            families[first] = families.get(first, 0) + weight
        votes = [
            Vote(
                key,
                round(weight + FAMILY * (families[key.partition(".")[0]] - weight), 3),
                read.spans(self._spoken_for(key, read)),
                titled.spans(self._spoken_for(key, titled)),
            )
            for key, weight in own.items()
        ]
        return sorted(votes, key=lambda vote: (-vote.weight, -vote.category.count(".")))

    def forced(self, text: str, *, subject: str = "") -> list[Forced]:
        """The hard rules that a text meets, the gravest first, with the words that met them."""
        read, titled = self._read(text), self._read(subject)
        met = []
        for rule in self.rules:
            here, there = _hits_of(rule, read), _hits_of(rule, titled)
            if here or there:
                met.append(Forced(rule, read.spans(here), titled.spans(there)))
        return sorted(met, key=lambda one: -GRADES.index(one.grade or GRADES[0]))

    @cached_property
    def _meanings(self) -> Mapping[str, str]:
        """A name that several categories have means none of them; their paths do."""
        found: dict[str, set[str]] = {}
        for key, one in self.categories.items():
            chain = [self.categories[part] for part in above(key)]
            paths = ("".join(part.name_zh for part in chain), "".join(part.name for part in chain))
            for words in {key, one.name_zh, one.name, *paths}:
                found.setdefault(_bare(words), set()).add(key)
        return {words: next(iter(keys)) for words, keys in found.items() if len(keys) == 1}

    @cached_property
    def _index(self) -> Index:
        owners: dict[str, tuple[str, ...]] = {
            one.key: (*one.keywords, *one.negative) for one in self.offered
        }
        for rule in self.rules:
            owners[f"!{rule.key}"] = (*rule.words, *rule.unless)
            owners[f"&{rule.key}"] = rule.together
        return Index(owners)

    @cached_property
    def _less(self) -> Mapping[str, frozenset[str]]:
        return {one.key: frozenset(map(fold, one.negative)) for one in self.offered}

    def _category(self, one: CategoryBody) -> Category:
        return Category(
            key=one.key,
            parent=one.key.rpartition(".")[0],
            name=one.en,
            name_zh=one.zh,
            department_code=one.department or None,
            grade_floor=one.grade,
            keywords=one.words,
            negative=one.less,
            rules=tuple(rule for rule in self.body.rules if rule.category == one.key),
            active=one.active,
        )

    def _read(self, text: str) -> "_Read":
        if not text:
            return _Read("", "", range(0), {})
        folded, places = fold_with_places(text)
        return _Read(text, folded, places, self._index.find(folded))

    def _voters(self, *readings: "_Read") -> list[str]:
        """In the playbook's order, so that equal weights always come out the same way."""
        found = {owner for read in readings for owner in read.found}
        return [key for key in self.categories if key in found]

    def _weight(self, key: str, read: "_Read", titled: "_Read") -> float:
        less, index = self._less[key], self._index
        here = count(read.found.get(key, ()), index, less=less, first=read.first_sentence)
        return here + count(titled.found.get(key, ()), index, less=less, first=len(titled.folded))

    def _spoken_for(self, key: str, read: "_Read") -> list[Hit]:
        return [hit for hit in read.found.get(key, ()) if hit.word not in self._less[key]]


@dataclass(frozen=True)
class _Read:
    """A text and what was found in it."""

    text: str
    folded: str
    places: Sequence[int]
    found: Found

    @cached_property
    def first_sentence(self) -> int:
        """Where it ends in the folded text."""
        first = _FIRST_SENTENCE.match(self.folded)
        return first.end() if first else 0

    def spans(self, hits: Iterable[Hit]) -> tuple[Span, ...]:
        """Places in the text as it was given, with the words that stand there."""
        return tuple(self._span(hit) for hit in hits)

    def _span(self, hit: Hit) -> Span:
        start, end = self.places[hit.start], self.places[hit.end - 1] + 1
        return start, end, self.text[start:end]


def above(key: str) -> list[str]:
    """A key and those above it, the first level first: quality, quality.leak."""
    parts = key.split(".")
    return [".".join(parts[: level + 1]) for level in range(len(parts))]


def _hits_of(rule: RuleBody, read: _Read) -> list[Hit]:
    hits = read.found.get(f"!{rule.key}", ())
    if not hits:
        return []
    words = frozenset(map(fold, rule.words))
    said = [hit for hit in hits if hit.word in words and not _is_denied(hit, read.folded)]
    if not rule.together:
        return said
    others = [hit.start for hit in read.found.get(f"&{rule.key}", ())]
    return [hit for hit in said if _is_near(hit, others)]


def _is_near(hit: Hit, others: list[int]) -> bool:
    at = bisect_left(others, hit.start - NEAR)
    return at < len(others) and others[at] <= hit.end + NEAR


def _is_denied(hit: Hit, folded: str) -> bool:
    return folded[max(hit.start - _LONGEST_NOT, 0) : hit.start].endswith(_NOT)


def _bare(words: str) -> str:
    """A name as it is compared: case, width, spaces and what separates levels do not count."""
    return _BETWEEN.sub("", fold(words))


def _chinese() -> bool:
    return (get_language() or "zh").startswith("zh")
