"""Whom a complaint may be given to: the most suitable first, and what speaks against the others."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from zhuanji.complaints.models import Complaint
from zhuanji.dispatch.models import Absence
from zhuanji.dispatch.queries import away_now, suggestions
from zhuanji.dispatch.words import Reasons, reasons
from zhuanji.staff.queries import people_who_can
from zhuanji.staff.roles import Right

_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Suggested:
    """One of the most suitable, with what speaks for them."""

    person: int
    name: str
    reasons: Reasons


def suggested(complaint: Complaint, *, at: datetime) -> list[Suggested]:
    """The best three, the best first."""
    found = suggestions(complaint, at=at)
    return [
        Suggested(one.person, one.name, reasons({**one.why, "next": None}, {})) for one in found
    ]


def people_to_choose(complaint: Complaint, *, at: datetime) -> list[tuple[int, str]]:
    """Everybody who may own it by hand; of whoever is away, until when and who stands in."""
    away = away_now(at)
    return [
        (
            person.pk,
            f"{person.name} · {away_words(away[person.pk])}" if person.pk in away else person.name,
        )
        for person in people_who_can(Right.WORK)
        if person.pk not in complaint.barred
    ]


def last_day(absence: Absence) -> str:
    """The last day of it: an absence ends where the next day begins."""
    return f"{localtime(absence.ends_at - _MOMENT):%Y-%m-%d}"


def away_words(absence: Absence) -> str:
    """Until when somebody is away, and who stands in."""
    until = last_day(absence)
    if absence.deputy is None:
        return _("away until %(until)s") % {"until": until}
    return _("away until %(until)s, %(deputy)s stands in") % {
        "until": until,
        "deputy": absence.deputy.name,
    }
