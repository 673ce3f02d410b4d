"""Moving a card: by dragging it, or by the menu that keyboards and phones use."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhuanji.complaints.letters import refusal
from zhuanji.complaints.models import Complaint, Judgement, Verdict
from zhuanji.complaints.policies import require_may_work
from zhuanji.complaints.queries import get_complaint
from zhuanji.complaints.stages import Stage
from zhuanji.correspondence.queries import drafts_of
from zhuanji.desk.board.moves import move_to, moves_of, pending_of, why_not
from zhuanji.desk.complaints.decisions_table import DECISIONS, Decision
from zhuanji.desk.refusals import is_fragment
from zhuanji.kernel.errors import DomainError
from zhuanji.kernel.ids import random_letters
from zhuanji.staff.requests import SignedInRequest

_REFUSED = 409


@login_required
@require_POST
def move(request: SignedInRequest, number: str) -> HttpResponse:
    """Put a card into another column by the one action that leads there.

    {"asks": address} where words are needed first; {"refused": sentence} with 409 where it cannot be.
    """
    complaint = get_complaint(number, actor=request.user.actor)
    group, to = request.POST.get("group", "stage"), request.POST.get("to", "")
    if group in ("owner", "department"):
        return _give(request, complaint, DECISIONS[group], to)
    if to not in Stage.values:
        return _refused(_("There is no such column. Reload the page."))
    actor, pending = request.user.actor, pending_of(complaint)
    way = move_to(actor, complaint, Stage(to), pending)
    if way is None:
        return _refused(why_not(complaint, Stage(to), pending))
    if way.decision is None:
        return JsonResponse({"asks": reverse("desk:board_answer", args=[complaint.number])})
    if way.asks:
        address = reverse("desk:complaint_decide", args=[complaint.number, way.decision.name])
        return JsonResponse({"asks": address})
    return _decide(request, complaint, way.decision)


def _give(
    request: SignedInRequest, complaint: Complaint, decision: Decision, to: str
) -> HttpResponse:
    if not decision.is_open_to(request.user.actor, complaint):
        return _refused(_("Only a team leader gives complaints to others."))
    value = "" if to == "none" else to
    return _decide(request, complaint, decision, value=value)


def _decide(
    request: SignedInRequest, complaint: Complaint, decision: Decision, **words: Any
) -> HttpResponse:
    actor = request.user.actor
    try:
        decision.act(by=actor, at=timezone.now(), complaint=complaint, **words)
    except DomainError as refusal_:
        problems = getattr(refusal_, "problems", {})
        return _refused(" ".join(map(str, problems.values())) or str(refusal_))
    done = _("%(number)s: %(what)s") % {"number": complaint.number, "what": decision.label}
    return JsonResponse({"moved": done})


def _refused(words: str) -> JsonResponse:
    return JsonResponse({"refused": words}, status=_REFUSED)


@login_required
@require_safe
def moves(request: SignedInRequest, number: str) -> HttpResponse:
    """Where this complaint may go, each way by one button."""
    actor, complaint = request.user.actor, get_complaint(number, actor=request.user.actor)
    context = {"complaint": complaint, "moves": moves_of(actor, complaint, pending_of(complaint))}
    return _dialog(request, "moves", context)


@login_required
@require_safe
def answer(request: SignedInRequest, number: str) -> HttpResponse:
    """The company's answer, written where the card was dropped; its own action sends it."""
    complaint = get_complaint(number, actor=request.user.actor)
    require_may_work(request.user.actor, complaint)
    drafts = drafts_of(request.user, complaint.thread)
    context = {
        "complaint": complaint,
        "body": drafts.get("answer", "") or _letter(complaint),
        "token": random_letters(20),
    }
    return _dialog(request, "answer", context)


def _letter(complaint: Complaint) -> str:
    """A refusal's letter to begin with: it names every further right."""
    judgement = Judgement.objects.filter(
        complaint=complaint, state=Judgement.State.CONFIRMED, verdict=Verdict.NOT_UPHELD
    ).last()
    is_refusal = complaint.verdict == Verdict.NOT_UPHELD and judgement is not None
    return refusal(complaint, judgement)[1] if is_refusal and judgement else ""


def _dialog(request: SignedInRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    if name == "answer" and not is_fragment(request):
        return redirect("desk:complaint", number=context["complaint"].number)
    page = f"_{name}.html" if is_fragment(request) else f"{name}.html"
    return render(request, f"desk/board/{page}", {**context, "in_dialog": is_fragment(request)})
