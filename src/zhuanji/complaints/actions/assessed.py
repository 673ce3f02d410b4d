"""Keeping on each complaint what lists filter by, once triage has read it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from zhuanji.complaints.models import Complaint
from zhuanji.complaints.queries.waiting import to_assess

_UPDATE = """
update complaints_complaint as c
set to_assess = false, triage = n.triage, proposed_grade = n.grade, mood = n.mood, threat = n.threat
from unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[])
     as n(id, triage, grade, mood, threat)
where c.id = n.id
"""


@dataclass(frozen=True)
class Found:
    """What triage found about the complaint with this id."""

    pk: int
    triage: str
    grade: str
    mood: str
    threat: str


def take_unassessed(*, most: int) -> list[Complaint]:
    """Lock complaints whose words are newer than their assessment, but for those others work on.

    Part of a larger action, whose transaction holds the locks.
    """
    return list(to_assess().select_for_update(skip_locked=True, of=("self",), no_key=True)[:most])


def note_assessments(found: Sequence[Found]) -> None:
    """They are assessed now. Part of a larger action, which holds their locks and writes history."""
    if not found:
        return
    columns = [[getattr(one, name) for one in found] for name in Found.__dataclass_fields__]
    with connection.cursor() as cursor:
        cursor.execute(_UPDATE, columns)
