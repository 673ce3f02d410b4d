"""Weekly hours and own days: everybody reads them, administrators change them."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zhuanji.complaints.queries.recalculating import last_recalculation
from zhuanji.desk.working_time.forms import CLOSED, OwnDaysForm, WeekForm
from zhuanji.desk.working_time.reading import common
from zhuanji.kernel.errors import DomainError, Invalid, NotFound
from zhuanji.staff.requests import SignedInRequest
from zhuanji.working_hours import actions, queries
from zhuanji.working_hours.policies import require_may_write_working_hours


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: SignedInRequest) -> HttpResponse:
    """The hours of a week, one line for each day."""
    if request.method != "POST":
        return _show(request)
    require_may_write_working_hours(request.user.actor)
    form = WeekForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.write_week(
                by=request.user.actor,
                at=timezone.now(),
                week=form.week(),
                make_up=given["make_up"],
                instead_of=given["version"],
            )
        except Invalid as refusal:
            form.put(refusal.problems)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            words = _("Saved. The new hours hold from now on.") if made else _("Nothing changed.")
            messages.success(request, words)
            return redirect("desk:working_time_hours")
    return _show(request, week=form)


@login_required
@require_POST
def days(request: SignedInRequest) -> HttpResponse:
    """Enter days with hours of their own."""
    require_may_write_working_hours(request.user.actor)
    form = OwnDaysForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.add_own_days(
                by=request.user.actor,
                at=timezone.now(),
                first=given["first"],
                last=given["last"],
                hours=form.said(),
                name=given["name"],
            )
        except Invalid as refusal:
            form.put(refusal.problems)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:working_time_hours")
    return _show(request, own=form)


@login_required
@require_POST
def remove(request: SignedInRequest) -> HttpResponse:
    """Let the week speak again for own days."""
    try:
        first = date.fromisoformat(request.POST.get("first", ""))
    except ValueError as error:
        raise NotFound from error
    actions.remove_own_days(by=request.user.actor, at=timezone.now(), first=first)
    messages.success(request, _("Removed. The week and the holidays hold again for those days."))
    return redirect("desk:working_time_hours")


def _show(
    request: SignedInRequest, *, week: WeekForm | None = None, own: OwnDaysForm | None = None
) -> HttpResponse:
    number, body = queries.newest_version()
    context: dict[str, Any] = {
        **common(request),
        "week": week or WeekForm.filled(body, number),
        "own": own or OwnDaysForm(initial={"kind": CLOSED}),
        "own_days": body.own_days,
        "recalculation": last_recalculation(of_playbook=False),
    }
    status = 422 if week or own else 200
    return render(request, "desk/working_time/hours.html", context, status=status)
