"""The playbook that is being written."""

from dataclasses import dataclass, field
from typing import Any

from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotFound
from zhuanji.playbooks.body import PlaybookBody, filled
from zhuanji.playbooks.checking import Problem, checked
from zhuanji.playbooks.comparing import Change, compare
from zhuanji.playbooks.models import PlaybookDraft
from zhuanji.playbooks.policies import may_write_playbook
from zhuanji.playbooks.queries.in_use import playbook_in_use


@dataclass(frozen=True)
class Desk:
    """What somebody sees of the playbook: the draft if they may write and there is one.

    `book` is as it is stored; `valid` is what it becomes, if nothing is wrong with it.
    """

    book: dict[str, Any]
    draft: PlaybookDraft | None
    version: int
    may_write: bool
    valid: PlaybookBody | None
    problems: list[Problem] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def category(self, key: str) -> dict[str, Any]:
        """One category as it was typed. Raises NotFound."""
        return _row(self.book["categories"], key)

    def rule(self, key: str) -> dict[str, Any]:
        return _row(self.book["rules"], key)


def current_draft() -> PlaybookDraft | None:
    return PlaybookDraft.objects.first()


def desk_of(actor: Actor) -> Desk:
    """The playbook as this person may read or write it."""
    used, may_write = playbook_in_use(), may_write_playbook(actor)
    before = used.body.model_dump(mode="json")
    draft = current_draft() if may_write else None
    if draft is None:
        return Desk(before, None, used.version, may_write, used.body)
    valid, problems = checked(draft.body)
    book = filled(draft.body)
    changes = compare(before, book)
    return Desk(book, draft, used.version, may_write, valid, problems, changes)


def _row(rows: list[dict[str, Any]], key: str) -> dict[str, Any]:
    for row in rows:
        if row["key"] == key:
            return row
    raise NotFound
