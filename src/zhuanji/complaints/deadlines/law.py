"""Deadlines that the law sets, in the version that was in force when the complaint was received."""

from datetime import datetime

from django.utils import timezone

from zhuanji.calendars.working_days import WorkingCalendar
from zhuanji.complaints.deadlines.terms import Kind
from zhuanji.complaints.models import Complaint, Deadline
from zhuanji.playbooks.duties import Duty, duties, duties_for
from zhuanji.playbooks.queries import playbook_of

RECEIVED = "received"
_LAW, _EVENT = "law/", "#event"


def applying(complaint: Complaint) -> list[Duty]:
    """The duties with a term that the law knows for such a complaint.

    In a house of several trades a trade's duty holds where its categories say so: nobody knows of
    every complaint which trade it is about.
    """
    trades = playbook_of(complaint.playbook).industries
    found = duties_for(
        category=complaint.category,
        channel=complaint.channel,
        industry=trades,
        grade=complaint.grade,
        on=timezone.localdate(complaint.received_at),
    )
    return [one for one in found if not one.industries or one.categories or len(trades) == 1]


def of_the_law(complaint: Complaint, calendar: WorkingCalendar) -> list[Deadline]:
    """Those that run from the day of receipt; others begin with what they reckon from."""
    start = complaint.received_at
    return [
        duty_row(complaint, duty, start, calendar)
        for duty in applying(complaint)
        if duty.reckons_from == RECEIVED
    ]


def events_for(complaint: Complaint) -> list[Duty]:
    """Those that begin when something happens."""
    return [duty for duty in applying(complaint) if duty.reckons_from != RECEIVED]


def duty_row(
    complaint: Complaint, duty: Duty, start: datetime, calendar: WorkingCalendar
) -> Deadline:
    """Return the deadline of a duty that has a term, not yet begun."""
    event = "" if duty.reckons_from == RECEIVED else _EVENT
    return Deadline(
        complaint=complaint,
        kind=Kind.STATUTE,
        key=duty.key,
        term=str(duty.term),
        source=f"{_LAW}{duty.key}@{duty.version}{event}",
        starts_at=start,
        due_at=duty.term.after(start, calendar) if duty.term else start,
    )


def by_the_event(row: Deadline, calendar: WorkingCalendar) -> list[Deadline]:
    """Return a deadline that began with an event as its duty has it now; none that is not known."""
    known = [one for one in events_for(row.complaint) if one.key == row.key]
    return [duty_row(row.complaint, one, row.starts_at, calendar) for one in known]


def began_with_an_event(deadline: Deadline) -> bool:
    return deadline.source.endswith(_EVENT)


def duty_of(deadline: Deadline) -> Duty | None:
    """The duty that a legal deadline is about, in its version; None when it is no longer shipped."""
    key, _at, version = deadline.source.removeprefix(_LAW).removesuffix(_EVENT).partition("@")
    return next((one for one in duties() if (one.key, one.version) == (key, version)), None)
