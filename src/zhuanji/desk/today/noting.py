"""Taking note of what was put before one: from the lead page and from Today, one or all."""

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from zhuanji.complaints.actions import acknowledge_escalation, acknowledge_escalations
from zhuanji.complaints.models import Escalation
from zhuanji.desk.complaints.deadline_words import before_whom, deadline_name
from zhuanji.desk.refusals import is_fragment
from zhuanji.desk.toasts import with_toast
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotFound
from zhuanji.staff.requests import SignedInRequest
from zhuanji.staff.roles import Right


def shown_to_note(rows: Iterable[Escalation]) -> list[tuple[Escalation, str]]:
    """Each with why it was put before whom."""
    return [(row, _said(row)) for row in rows]


@login_required
@require_POST
def noted(request: SignedInRequest, escalation_id: int) -> HttpResponse:
    """Take note of an escalation from the list, by one click."""
    row = Escalation.objects.filter(pk=escalation_id).select_related("complaint").first()
    if row is None:
        raise NotFound
    acknowledge_escalation(by=request.user.actor, at=timezone.now(), escalation=row)
    words = _("Noted: %(number)s") % {"number": row.complaint.number}
    if is_fragment(request):
        return with_toast(HttpResponse(), words)
    messages.success(request, words)
    return _back(request.user.actor)


@login_required
@require_POST
def all_noted(request: SignedInRequest) -> HttpResponse:
    """Take note of everything that waits for whoever asks."""
    count = acknowledge_escalations(by=request.user.actor, at=timezone.now())
    words = ngettext("Noted: %(count)s escalation", "Noted: %(count)s escalations", count)
    messages.success(request, words % {"count": count})
    return _back(request.user.actor)


def _back(actor: Actor) -> HttpResponse:
    return redirect("desk:lead" if actor.has(Right.ASSIGN) else "desk:today")


def _said(row: Escalation) -> str:
    deadline = row.deadline
    why = row.words or (deadline_name(deadline.kind, deadline.key) if deadline else "")
    whom = before_whom([row.to])
    return f"{why or row.get_cause_display()} → {whom}"
