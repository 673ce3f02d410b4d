"""Accepting or correcting what is proposed about a complaint: one click, one action."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhuanji.complaints.queries import get_complaint
from zhuanji.desk.complaints.decisions import done
from zhuanji.desk.triage.words import HEADS
from zhuanji.staff.requests import SignedInRequest
from zhuanji.triage.actions import settle_proposal, tell_legal


@login_required
@require_POST
def settle(request: SignedInRequest, number: str) -> HttpResponse:
    """Put the label that was clicked into its field."""
    complaint = get_complaint(number, actor=request.user.actor)
    head = request.POST.get("head", "")
    settle_proposal(
        by=request.user.actor,
        at=timezone.now(),
        complaint=complaint,
        head=head,
        label=request.POST.get("label", "")[:80],
    )
    return done(request, complaint, _("Done: %(what)s") % {"what": HEADS[head]})


@login_required
@require_POST
def legal(request: SignedInRequest, number: str) -> HttpResponse:
    """Tell legal counsel why this is a matter for them."""
    complaint = get_complaint(number, actor=request.user.actor)
    tell_legal(by=request.user.actor, at=timezone.now(), complaint=complaint)
    return done(request, complaint, _("Legal counsel is told."))
