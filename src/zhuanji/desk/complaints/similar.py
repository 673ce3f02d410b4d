"""相似案例: past cases to learn from, and what may be the same matter as the complaint at hand."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from zhuanji.complaints import policies
from zhuanji.complaints.queries import get_complaint
from zhuanji.complaints.stages import OPEN
from zhuanji.desk.complaints.decisions import done
from zhuanji.staff.requests import SignedInRequest
from zhuanji.triage.actions import refuse_neighbour
from zhuanji.triage.neighbours.outcomes import Outcome
from zhuanji.triage.queries import marked_neighbours, nearest_confirmed, similar_cases

REASONS: dict[str, str | Promise] = {
    "same_order": gettext_lazy("same order"),
    "same_customer": gettext_lazy("same customer"),
    "same_name": gettext_lazy("same name"),
    "same_product": gettext_lazy("same product"),
    "says_again": gettext_lazy("says it is not the first time"),
    "same_words": gettext_lazy("nearly the same words"),
    "like_words": gettext_lazy("similar words"),
}
OUTCOMES: dict[Outcome, str | Promise] = {
    Outcome.ACCEPTED: pgettext_lazy("outcome", "Accepted"),
    Outcome.REJECTED: pgettext_lazy("outcome", "Rejected"),
    Outcome.REOPENED: pgettext_lazy("outcome", "Reopened"),
    Outcome.CLOSED: pgettext_lazy("outcome", "Closed"),
    Outcome.WITHDRAWN: pgettext_lazy("outcome", "Withdrawn"),
    Outcome.WAITING: pgettext_lazy("outcome", "Answered"),
}


@login_required
@require_safe
def similar(request: SignedInRequest, number: str) -> HttpResponse:
    actor, at = request.user.actor, timezone.now()
    complaint = get_complaint(number, actor=actor)
    context: dict[str, Any] = {
        "complaint": complaint,
        "marked": marked_neighbours(actor, complaint),
        "cases": similar_cases(actor, complaint, at=at),
        "reasons": REASONS,
        "outcomes": OUTCOMES,
        "may_work": policies.may_work(actor, complaint),
        "may_copy": complaint.stage in OPEN and policies.may_work(actor, complaint),
        "may_merge": policies.may_merge(actor, complaint),
    }
    return render(request, "desk/complaints/_similar.html", context)


@login_required
@require_safe
def nearest(request: SignedInRequest, number: str) -> HttpResponse:
    """The likest cases that a person put into a category: what a proposal may be held against."""
    complaint = get_complaint(number, actor=request.user.actor)
    cases = nearest_confirmed(request.user.actor, complaint)
    return render(request, "desk/complaints/_nearest.html", {"cases": cases})


@login_required
@require_POST
def refuse(request: SignedInRequest, number: str) -> HttpResponse:
    """These are two matters, says whoever looked."""
    actor = request.user.actor
    complaint = get_complaint(number, actor=actor)
    other = get_complaint(request.POST.get("number", ""), actor=actor)
    refuse_neighbour(by=actor, at=timezone.now(), complaint=complaint, other=other)
    return done(request, complaint, _("Noted: these are two matters."))
