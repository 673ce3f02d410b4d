"""研判质量: how well complaints are understood, what was learned, and who decides about it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhuanji.desk.categories import path_of
from zhuanji.desk.quality import charts
from zhuanji.kernel.errors import DomainError
from zhuanji.staff.requests import SignedInRequest
from zhuanji.triage import actions
from zhuanji.triage.actions.learning import PRECISIONS
from zhuanji.triage.models import ModelVersion
from zhuanji.triage.policies import may_choose_models
from zhuanji.triage.queries.learning import EACH
from zhuanji.triage.queries.quality import Quality, Share, quality_of, versions_of

_HEAD = "category"
_CHANGED, _MOVED = 0.25, 0.1  # of the stability index
_LISTED = 15


@login_required
@require_safe
def quality(request: SignedInRequest) -> HttpResponse:
    """Everything about the one head that is learned."""
    actor, now = request.user.actor, timezone.now()
    found = quality_of(actor, _HEAD, at=now)
    floor = charts.floor_of([right for _, right in found.curve])
    context = {
        "found": found,
        "months": charts.bars([_column(one) for one in found.months]),
        "curve": charts.points([(x, y, _told(x, y)) for x, y in found.curve], floor),
        "floor": floor,
        "reliability": charts.points([(p, y, f"{y:.0%} · {n}") for p, y, n in found.reliability]),
        "charts": charts,
        "precisions": [(one, f"{one:.0%}") for one in PRECISIONS],
        "versions": [_version(one) for one in versions_of(actor, _HEAD)],
        "may_choose": may_choose_models(actor),
        "path_of": path_of,
        "categories": found.categories[:_LISTED],
        "learned": _learned(found),
        "drift": _drift(found),
        "each": EACH,
        "ready": sum(n >= EACH for n in found.decided.values()),
        "outcomes": _outcomes(),
    }
    return render(request, "desk/quality/quality.html", context)


@login_required
@require_POST
def train(request: SignedInRequest) -> HttpResponse:
    """Have a model trained now."""
    try:
        actions.ask_training(by=request.user.actor, at=timezone.now(), head=_HEAD)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("A model is being trained in the background."))
    return redirect("desk:quality")


@login_required
@require_POST
def use(request: SignedInRequest) -> HttpResponse:
    """Let another version propose, or the playbook's words alone."""
    typed = request.POST.get("number", "")
    number = int(typed) if typed.isdecimal() and len(typed) < 9 else 0  # noqa: PLR2004 - an integer's
    try:
        actions.use_model(
            by=request.user.actor, at=timezone.now(), head=_HEAD, number=number if typed else None
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Saved. It holds for what is assessed from now on."))
    return redirect("desk:quality")


@login_required
@require_POST
def precision(request: SignedInRequest) -> HttpResponse:
    """Say how right proposals must be."""
    typed = request.POST.get("precision", "")
    chosen = next((one for one in PRECISIONS if str(one) == typed), -1.0)
    try:
        actions.choose_precision(
            by=request.user.actor, at=timezone.now(), head=_HEAD, precision=chosen
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Saved. It holds for what is assessed from now on."))
    return redirect("desk:quality")


def _column(one: Share) -> tuple[str, float, str]:
    words = _("%(share)s of %(cases)s right") % {"share": f"{one.share:.0%}", "cases": one.cases}
    return one.name[5:].lstrip("0"), one.share, f"{one.name}: {words}"


def _told(coverage: float, right: float) -> str:
    return _("%(coverage)s answered, %(right)s of them right") % {
        "coverage": f"{coverage:.0%}",
        "right": f"{right:.0%}",
    }


def _version(one: ModelVersion) -> dict[str, Any]:
    card = one.card
    return {
        "number": one.number,
        "made_at": one.made_at,
        "in_use": one.in_use,
        "cases": sum(card.get("texts", {}).values()),
        "held_out": card.get("held_out", 0),
        "new": card.get("new", {}),
        "old": card.get("old", {}),
    }


def _learned(found: Quality) -> list[tuple[str, list[str]]]:
    words = found.used.card.get("words", {}) if found.used else {}
    return [(path_of(label) or label, said) for label, said in words.items() if said]


def _drift(found: Quality) -> tuple[str, str]:
    """A word for how far the mix of proposals moved, and how urgent that is."""
    if found.drift >= _CHANGED:
        return _("clearly changed"), "over"
    if found.drift >= _MOVED:
        return _("moved"), "soon"
    return _("steady"), "calm"


def _outcomes() -> dict[str, str]:
    return {
        "better": _("The last training found a better model; it is in use."),
        "not_better": _("The last training found nothing better than what is in use."),
        "too_few": _("The last training found too few confirmed complaints."),
    }
