"""What everybody may read: the year, what a term comes to, and who changed what."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from zhuanji.calendars.timeline import NoWorkingTime
from zhuanji.calendars.working_days import Kind, WorkingCalendar
from zhuanji.desk.working_time.forms import ReckonForm
from zhuanji.desk.working_time.months import months_of, runs_of
from zhuanji.desk.working_time.reckoning import End, Unit
from zhuanji.desk.working_time.reckoning import reckon as reckoned
from zhuanji.desk.working_time.words import CHANGES, KINDS, MARKS
from zhuanji.staff.requests import SignedInRequest
from zhuanji.working_hours import queries
from zhuanji.working_hours.policies import may_write_working_hours

PAGE = 20
_REST = frozenset({Kind.WORKDAY, Kind.REST})


@login_required
@require_safe
def year(request: SignedInRequest) -> HttpResponse:
    """Twelve months at a glance."""
    now = timezone.localtime()
    years = range(now.year - queries.YEARS_BACK, now.year + queries.YEARS_AHEAD + 1)
    chosen = _number(request.GET.get("year", ""), now.year)
    chosen = chosen if chosen in years else now.year
    calendar = queries.calendar_in_use(now)
    months = months_of(calendar, chosen)
    days = list(calendar.days(date(chosen, 1, 1), date(chosen, 12, 31)))
    context = {
        **common(request),
        "chosen": chosen,
        "years": years,
        "today": now.date(),
        "months": months,
        "worked": sum(month.worked for month in months),
        "announced": chosen in calendar.confirmed_years,
        "runs": [run for run in runs_of(days) if run.kind not in _REST],
        "now_open": calendar.is_open(now),
        "next_opening": None if calendar.is_open(now) else _next_opening(calendar),
    }
    return render(request, "desk/working_time/year.html", context)


@login_required
@require_safe
def reckon(request: SignedInRequest) -> HttpResponse:
    """From a moment, add a term: when does it end, and why then."""
    asked = bool(request.GET)
    form = ReckonForm(request.GET) if asked else ReckonForm(initial=_usual())
    context: dict[str, Any] = {**common(request), "form": form}
    if asked and form.is_valid():
        given = form.cleaned_data
        calendar = queries.calendar_in_use(timezone.now())
        calendar = calendar.official() if given["official"] else calendar
        try:
            context["found"] = reckoned(
                calendar,
                given["start"],
                float(given["number"]),
                Unit(given["unit"]),
                End(given["ends"] or End.SAME),
            )
        except NoWorkingTime as refusal:
            form.add_error("number", str(refusal))
    status = 422 if asked and form.errors else 200
    return render(request, "desk/working_time/reckon.html", context, status=status)


@login_required
@require_safe
def versions(request: SignedInRequest) -> HttpResponse:
    """Every change of the calendar, the newest first."""
    before = _number(request.GET.get("before", ""), 0)
    rows = queries.versions()
    found = list((rows.filter(number__lt=before) if before else rows)[: PAGE + 1])
    older = found[PAGE - 1].number if len(found) > PAGE else 0
    context = {**common(request), "rows": found[:PAGE], "older": older, "changes": CHANGES}
    return render(request, "desk/working_time/versions.html", context)


def common(request: SignedInRequest) -> dict[str, Any]:
    """What every page of this part shows."""
    return {
        "may_write": may_write_working_hours(request.user.actor),
        "kinds": KINDS,
        "marks": MARKS,
    }


def _usual() -> dict[str, object]:
    now = timezone.localtime().replace(second=0, microsecond=0)
    return {"start": now, "number": 7, "unit": Unit.WORKING_DAYS, "ends": End.SAME}


def _next_opening(calendar: WorkingCalendar) -> object:
    try:
        return calendar.next_opening(timezone.now() + timedelta(0))
    except NoWorkingTime:
        return None


def _number(words: str, otherwise: int) -> int:
    is_number = words.isascii() and words.isdigit() and len(words) < 9  # noqa: PLR2004 - an integer's
    return int(words) if is_number else otherwise
