"""Absences as a page shows them: their state, and what was handed over because of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.timezone import localtime

from zhuanji.complaints.models import Complaint
from zhuanji.complaints.queries import visible_to
from zhuanji.desk.dispatch.suggested import last_day
from zhuanji.dispatch.models import Absence
from zhuanji.dispatch.queries import handed_in
from zhuanji.kernel.actors import Actor

_ABOUT = "complaint/"


@dataclass(frozen=True)
class ShownAbsence:
    """One absence; `complaints` are those handed over that the reader may still see."""

    absence: Absence
    first: str
    last: str
    complaints: list[Complaint]


def shown_absences(absences: Sequence[Absence], actor: Actor) -> list[ShownAbsence]:
    """In two questions, however many there are."""
    handed = handed_in([absence.pk for absence in absences if absence.handed])
    ids = {int(about.removeprefix(_ABOUT)) for rows in handed.values() for about in rows}
    known = visible_to(actor).filter(pk__in=ids).select_related("owner") if ids else ()
    found = {complaint.about: complaint for complaint in known}
    return [
        ShownAbsence(
            absence,
            f"{localtime(absence.begins_at):%Y-%m-%d}",
            last_day(absence),
            [found[about] for about in handed.get(absence.pk, ()) if about in found],
        )
        for absence in absences
    ]
