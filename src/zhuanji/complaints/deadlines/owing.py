"""Which deadlines a complaint has: by its grade, by its stage, and the heartbeat."""

from collections.abc import Iterable
from datetime import datetime

from zhuanji.calendars.working_days import WorkingCalendar
from zhuanji.complaints.deadlines.terms import Kind, terms_of
from zhuanji.complaints.models import Complaint, Deadline
from zhuanji.playbooks.queries import playbook_of
from zhuanji.playbooks.terms import Term

OF_THE_GRADE = (Kind.ACKNOWLEDGEMENT, Kind.FIRST_ANSWER, Kind.RESOLUTION, Kind.ESCALATION)


def of_the_grade(
    complaint: Complaint,
    calendar: WorkingCalendar,
    *,
    but: Iterable[Kind] = (),
    known: Iterable[Deadline] = (),
) -> list[Deadline]:
    """All of them count from when the complaint was received, but those known to begin later.

    That is a resolution of a reopened complaint.
    """
    begun = {row.kind: row.starts_at for row in known}
    terms = terms_of(complaint.grade, complaint.playbook)
    source = f"playbook/{complaint.playbook}"
    return [
        _row(
            complaint,
            kind,
            terms[kind],
            begun.get(kind, complaint.received_at),
            calendar,
            source=source,
        )
        for kind in OF_THE_GRADE
        if kind in terms and kind not in but
    ]


def of_the_stage(
    complaint: Complaint, calendar: WorkingCalendar, *, at: datetime
) -> list[Deadline]:
    """The stage it stands at should be over by then, where the playbook says so."""
    rule = playbook_of(complaint.playbook).stage_rules.get(complaint.stage)
    if rule is None or rule.within is None or not complaint.is_open:
        return []
    source = f"playbook/{complaint.playbook}"
    return [
        _row(complaint, Kind.STAGE, rule.within, at, calendar, key=complaint.stage, source=source)
    ]


def heartbeat(complaint: Complaint, calendar: WorkingCalendar, *, at: datetime) -> list[Deadline]:
    """From then on the customer hears something at least that often."""
    every = terms_of(complaint.grade, complaint.playbook).get(Kind.HEARTBEAT)
    if every is None:
        return []
    source = f"playbook/{complaint.playbook}"
    return [_row(complaint, Kind.HEARTBEAT, every, at, calendar, source=source)]


def _row(
    complaint: Complaint,
    kind: Kind,
    term: Term,
    start: datetime,
    calendar: WorkingCalendar,
    *,
    key: str = "",
    source: str,
) -> Deadline:
    return Deadline(
        complaint=complaint,
        kind=kind,
        key=key,
        term=str(term),
        source=source,
        starts_at=start,
        due_at=max(term.after(start, calendar), start),
    )
