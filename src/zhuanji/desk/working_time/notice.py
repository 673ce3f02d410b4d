"""The official notice of a year: pasted, looked over, confirmed."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zhuanji.calendars.notices import Notice, UnusableNotice, number_of, read_notice, with_notices
from zhuanji.desk.working_time.forms import NoticeForm
from zhuanji.desk.working_time.months import runs_of
from zhuanji.desk.working_time.reading import common
from zhuanji.kernel.errors import Invalid
from zhuanji.staff.requests import SignedInRequest
from zhuanji.working_hours import actions, queries
from zhuanji.working_hours.policies import require_may_write_working_hours

_YEARS_AHEAD = 2


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: SignedInRequest) -> HttpResponse:
    """Show which years are confirmed by what; take a notice over in two steps."""
    if request.method != "POST":
        return _show(request, NoticeForm())
    require_may_write_working_hours(request.user.actor)
    form = NoticeForm(_with_source(request.POST.dict()))
    form.is_valid()
    text, source = form.cleaned_data.get("text", ""), form.cleaned_data.get("source", "")
    try:
        if request.POST.get("do") != "take":
            return _show(request, form, read=read_notice(text))
        actions.take_notice(by=request.user.actor, at=timezone.now(), text=text, source=source)
    except UnusableNotice as refusal:
        return _show(request, form, problems=list(refusal.problems.values()))
    except Invalid as refusal:
        form.put(refusal.problems)
        return _show(request, form, read=read_notice(text))
    year = read_notice(text).year
    messages.success(request, _("The notice of %(year)s is in use.") % {"year": year})
    return redirect("desk:working_time_notice")


@login_required
@require_POST
def drop(request: SignedInRequest, year: int) -> HttpResponse:
    """Let the library speak again about a year."""
    actions.drop_notice(by=request.user.actor, at=timezone.now(), year=year)
    messages.success(request, _("The notice of %(year)s is removed.") % {"year": year})
    return redirect("desk:working_time_notice")


def _with_source(given: dict[str, Any]) -> dict[str, Any]:
    """The notice's own number is its source, unless somebody named another."""
    if not str(given.get("source", "")).strip():
        given["source"] = number_of(str(given.get("text", "")))
    return given


def _show(
    request: SignedInRequest,
    form: NoticeForm,
    *,
    read: Notice | None = None,
    problems: list[str] | None = None,
) -> HttpResponse:
    now = timezone.localtime()
    calendar = queries.calendar_in_use(now)
    _number, body = queries.newest_version()
    context: dict[str, Any] = {
        **common(request),
        "form": form,
        "problems": problems or [],
        "read": read,
        "years": [
            (year, year in calendar.confirmed_years, body.notices.get(year))
            for year in range(now.year - 1, now.year + _YEARS_AHEAD + 1)
        ],
    }
    if read:
        after = with_notices(calendar, [read])
        every = list(after.days(date(read.year, 1, 1), date(read.year, 12, 31)))
        named = {day.on for day in read.days}
        context["runs"] = runs_of(after.day(on) for on in sorted(named))
        context["moved"] = sum(calendar.is_working_day(day.on) != day.worked for day in every)
        context["worked"] = sum(day.worked for day in every)
    status = 422 if problems or form.errors else 200
    return render(request, "desk/working_time/notice.html", context, status=status)
