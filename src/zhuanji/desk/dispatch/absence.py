"""/desk/absence/: when I am away, who stands in, and what was handed over meanwhile."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zhuanji.desk.dispatch.forms import AbsenceForm, refuse
from zhuanji.desk.dispatch.shown import shown_absences
from zhuanji.dispatch.actions import end_absence, enter_absence
from zhuanji.dispatch.policies import may_enter_absence
from zhuanji.dispatch.queries import absences_of, get_absence
from zhuanji.kernel.errors import DomainError, NotFound
from zhuanji.staff.models import User
from zhuanji.staff.requests import SignedInRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: SignedInRequest) -> HttpResponse:
    """Enter an absence of one's own; see the past ones with what was handed over."""
    form = AbsenceForm(request.POST or None, user=request.user)
    if form.is_valid() and entered(request, request.user, form):
        return redirect("desk:absence")
    context: dict[str, Any] = {
        "form": form,
        "absences": shown_absences(absences_of(request.user.pk), request.user.actor),
        "now": timezone.now(),
    }
    status = 422 if form.errors else 200
    return render(request, "desk/dispatch/absence.html", context, status=status)


def entered(request: SignedInRequest, user: User, form: AbsenceForm) -> bool:
    """Enter it, or put what is wrong into the form."""
    try:
        enter_absence(by=request.user.actor, at=timezone.now(), user=user, **form.facts)
    except DomainError as refusal:
        refuse(form, refusal)
        return False
    messages.success(
        request, _("Entered. When it begins, the open complaints are handed over by themselves.")
    )
    return True


@login_required
@require_POST
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Call it off, or come back earlier; another's does not exist for whoever may not end it."""
    absence = get_absence(pk)
    if not may_enter_absence(request.user.actor, absence.user):
        raise NotFound
    end_absence(by=request.user.actor, at=timezone.now(), absence=absence)
    messages.success(request, _("Ended. What was handed over stays where it is."))
    if absence.user_id == request.user.pk:
        return redirect("desk:absence")
    return redirect("desk:team_member", pk=absence.user_id)
