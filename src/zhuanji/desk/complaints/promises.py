"""A promise that was kept, and the word that a customer hears every day."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zhuanji.complaints import actions
from zhuanji.complaints.heartbeats import heartbeat_words
from zhuanji.complaints.models import Complaint, Promise
from zhuanji.complaints.policies import require_may_work
from zhuanji.complaints.queries import get_complaint
from zhuanji.desk.complaints.decisions import done
from zhuanji.kernel.errors import NotFound
from zhuanji.staff.requests import SignedInRequest


@login_required
@require_POST
def kept(request: SignedInRequest, number: str, promise_id: int) -> HttpResponse:
    complaint = get_complaint(number, actor=request.user.actor)
    promise = _promise(complaint, promise_id)
    actions.keep_promise(by=request.user.actor, at=timezone.now(), promise=promise)
    return done(request, complaint, _("The promise is kept."))


@login_required
@require_POST
def withdraw(request: SignedInRequest, number: str, promise_id: int) -> HttpResponse:
    """What was recorded wrongly is no longer owed."""
    complaint = get_complaint(number, actor=request.user.actor)
    promise, reason = _promise(complaint, promise_id), request.POST.get("reason", "")
    actions.withdraw_promise(
        by=request.user.actor, at=timezone.now(), promise=promise, reason=reason
    )
    return done(request, complaint, _("The promise is withdrawn."))


def _promise(complaint: Complaint, pk: int) -> Promise:
    promise = complaint.promises.filter(pk=pk).select_related("complaint", "deadline").first()
    if promise is None:
        raise NotFound
    return promise


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def heartbeat(request: SignedInRequest, number: str) -> HttpResponse:
    """The prepared word to the customer: look at it, change it, send it."""
    complaint = get_complaint(number, actor=request.user.actor)
    require_may_work(request.user.actor, complaint)
    now = timezone.now()
    if request.method != "POST":
        words = heartbeat_words(complaint, at=now)
        return render(
            request, "desk/complaints/_heartbeat.html", {"complaint": complaint, "words": words}
        )
    body = request.POST.get("body", "")
    actions.send_heartbeat(by=request.user.actor, at=now, complaint=complaint, body=body)
    return done(request, complaint, _("The customer has heard from us."))
