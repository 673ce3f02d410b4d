"""A rule of the playbook speaks at once: the grade rises, and whoever must know hears of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pgbulk

from zhuanji.complaints.actions.deadlines import reckon_anew
from zhuanji.complaints.actions.escalating import escalate_by_grade, escalate_by_rules
from zhuanji.complaints.models import Complaint, Grade
from zhuanji.history.actions import record_many
from zhuanji.staff.roles import SYSTEM

AT_ONCE = (Grade.MAJOR, Grade.EMERGENCY)
"""Grades that rules give by themselves. A lower one would lengthen deadlines: a person decides."""


@dataclass(frozen=True)
class Alarm:
    """Rules that a complaint's words met: their grade at least ("" where people decided), for whom.

    `to` are roles; `rules` the rules' keys, the gravest first.
    """

    complaint: Complaint
    grade: str
    rules: tuple[str, ...]
    to: tuple[str, ...]

    @property
    def raises(self) -> bool:
        grades = list(Grade)
        given, held = self.grade, self.complaint.grade
        return given in AT_ONCE and grades.index(Grade(given)) > grades.index(Grade(held))


def raise_alarms(alarms: Iterable[Alarm], *, at: datetime) -> None:
    """Part of a larger action, which holds the locks; a constant number of queries.

    Nobody is alarmed twice by the same rule, and no grade is lowered.
    """
    heard = [one for one in alarms if one.complaint.is_open]
    _raise_grades([one for one in heard if one.raises], at=at)
    escalate_by_rules([(one.complaint, to, one.rules[0]) for one in heard for to in one.to], at=at)


def _raise_grades(alarms: Sequence[Alarm], *, at: datetime) -> None:
    if not alarms:
        return
    lines: dict[str, dict[str, Any]] = {}
    for one in alarms:
        lines[one.complaint.about] = {
            "field": "grade",
            "before": one.complaint.grade,
            "after": one.grade,
            "rules": list(one.rules),
        }
        one.complaint.grade = one.grade
    complaints = [one.complaint for one in alarms]
    moved = reckon_anew(*complaints, at=at)
    for pk, rows in moved.items():
        lines[f"complaint/{pk}"]["moved"] = rows
    pgbulk.update(Complaint, complaints, ["grade", "due_at"])
    record_many(kind="complaint.classified", lines=lines, by=SYSTEM, at=at)
    escalate_by_grade(complaints, by=SYSTEM, at=at)
