"""复核抽样: complaints drawn by lot, one after the other, one key each."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhuanji.complaints.queries import sees_person
from zhuanji.complaints.veil import veil_of
from zhuanji.desk.categories import grouped_categories, path_of
from zhuanji.kernel.errors import DomainError
from zhuanji.playbooks.queries import playbook_in_use
from zhuanji.staff.requests import SignedInRequest
from zhuanji.triage import actions
from zhuanji.triage.models import AuditCase
from zhuanji.triage.queries.sampled import count_waiting, get_case, waiting_cases

_HEAD = "category"
_LISTED = 20


@login_required
@require_safe
def sample(request: SignedInRequest) -> HttpResponse:
    """The case at hand, whole, and the next ones."""
    actor, typed = request.user.actor, request.GET.get("case", "")
    waiting = waiting_cases(actor, _HEAD, most=_LISTED)
    here = next((one for one in waiting if str(one.pk) == typed), next(iter(waiting), None))
    context: dict[str, Any] = {
        "waiting": waiting,
        "count": count_waiting(actor, _HEAD),
        "here": here,
        "next": _after(waiting, here),
        "path_of": path_of,
        "groups": grouped_categories()[1:],
        "chosen": request.GET.get("label", "")[:120],
        "guesses": _guesses(here) if here else [],
    }
    if here:
        clear = sees_person(actor, here.complaint, at=timezone.now())
        context["hide"] = veil_of(actor, here.complaint, clear=clear)
    return render(request, "desk/quality/sample.html", context)


@login_required
@require_POST
def review(request: SignedInRequest, key: int) -> HttpResponse:
    """Say what it is about, and go on to the next."""
    case = get_case(request.user.actor, key)
    typed = request.POST.get("label", "")[:120].strip()
    label, held = playbook_in_use().meant_by(typed) or typed[:80], case.complaint.category
    try:
        actions.review_case(by=request.user.actor, at=timezone.now(), case=case, label=label)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        kept = urlencode({"case": str(key), "label": typed})
        return redirect(f"{reverse('desk:quality_sample')}?{kept}")
    messages.success(request, _revealed(case, label, held))
    return redirect("desk:quality_sample")


def _guesses(case: AuditCase) -> list[str]:
    """What may be meant, in the playbook's order: nothing says what was proposed, or is held."""
    meant = {case.proposed, case.second, case.complaint.category}
    return [one.key for one in playbook_in_use().offered if one.key in meant]


def _revealed(case: AuditCase, label: str, held: str) -> str:
    """What was judged, and only now what had been proposed and was held."""
    told = {
        "number": case.complaint.number,
        "category": path_of(label),
        "proposed": path_of(case.proposed) if case.proposed else _("nothing"),
        "held": path_of(held) if held else _("nothing"),
    }
    return _("%(number)s judged: %(category)s. Proposed was %(proposed)s, held %(held)s.") % told


def _after(waiting: list[AuditCase], here: AuditCase | None) -> AuditCase | None:
    """The one to skip to; from the last back to the first."""
    if here is None or len(waiting) == 1:
        return None
    return waiting[(waiting.index(here) + 1) % len(waiting)]
