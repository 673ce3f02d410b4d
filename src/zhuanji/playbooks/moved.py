"""Which deadlines another playbook would move. Pure."""

from dataclasses import dataclass
from datetime import timedelta

from zhuanji.playbooks.body.fields import GRADES, KINDS
from zhuanji.playbooks.standing import Standing
from zhuanji.playbooks.terms import Term


@dataclass(frozen=True)
class Moved:
    """A term of a grade before and after; None where there is no such deadline."""

    grade: str
    kind: str
    before: Term | None
    after: Term | None

    @property
    def by(self) -> timedelta:
        """How much later, roughly; what is earlier is negative."""
        return _length(self.after) - _length(self.before)

    @property
    def is_earlier(self) -> bool:
        """Whether somebody has less time than before."""
        if self.before is None or self.after is None:
            return self.before is None
        return self.by < timedelta()


def moved(old: Standing, new: Standing) -> list[Moved]:
    """Every term that differs between two playbooks, by grade and kind."""
    found = []
    for grade in GRADES:
        before, after = old.deadlines(grade), new.deadlines(grade)
        found += [
            Moved(grade, kind, before.get(kind), after.get(kind))
            for kind in KINDS
            if before.get(kind) != after.get(kind)
        ]
    return found


def _length(term: Term | None) -> timedelta:
    return timedelta() if term is None else term.roughly
