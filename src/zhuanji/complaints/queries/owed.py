"""The deadlines of complaints as they are reckoned with: each with its complaint, by complaint."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from zhuanji.calendars.working_days import WorkingCalendar
from zhuanji.complaints.deadlines import rest_anew
from zhuanji.complaints.models import Complaint, Deadline, Pause

OWED = (Deadline.State.RUNNING, Deadline.State.PAUSED)


def owed_by(complaints: Iterable[Complaint]) -> dict[int, list[Deadline]]:
    """Return by complaint the deadlines that run or rest."""
    return _by_complaint(complaints, OWED)


def known_of(complaints: Iterable[Complaint]) -> dict[int, list[Deadline]]:
    """Return by complaint the deadlines that run or rest, and those that were met."""
    return _by_complaint(complaints, (*OWED, Deadline.State.MET))


def measure_rests(known: Mapping[int, list[Deadline]], calendar: WorkingCalendar) -> None:
    """Let what rested have rested for as much working time as this calendar says, unsaved."""
    rested = [row for rows in known.values() for row in rows if row.is_owed and row.rested]
    pauses: dict[int, list[Pause]] = defaultdict(list)
    for pause in Pause.objects.filter(complaint__in=[row.complaint_id for row in rested]):
        pauses[pause.complaint_id].append(pause)
    for row in rested:
        rest_anew(row, pauses[row.complaint_id], calendar)


def _by_complaint(
    complaints: Iterable[Complaint], states: Iterable[str]
) -> dict[int, list[Deadline]]:
    by_pk = {complaint.pk: complaint for complaint in complaints}
    rows: dict[int, list[Deadline]] = {pk: [] for pk in by_pk}
    for row in Deadline.objects.filter(complaint__in=by_pk, state__in=states).order_by("pk"):
        row.complaint = by_pk[row.complaint_id]
        rows[row.complaint_id].append(row)
    return rows
