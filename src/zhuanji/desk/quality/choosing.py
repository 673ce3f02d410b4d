"""What a lead decides on the quality page: one call down each, refusals as sentences."""

from collections.abc import Callable
from math import nan
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhuanji.kernel.errors import DomainError
from zhuanji.staff.requests import SignedInRequest
from zhuanji.triage import actions
from zhuanji.triage.queries.learning import number_in_use

_HEAD = "category"
_OWN = "own"


@login_required
@require_POST
def train(request: SignedInRequest) -> HttpResponse:
    """Have a model trained now."""
    _try(request, actions.ask_training, _("A model is being trained in the background."))
    return redirect("desk:quality")


@login_required
@require_POST
def use(request: SignedInRequest) -> HttpResponse:
    """Let another version propose, or the playbook's words alone."""
    typed = request.POST.get("number", "")
    number = int(typed) if typed.isdecimal() and len(typed) < 9 else 0  # noqa: PLR2004 - an integer's
    wanted = number if typed else None
    if wanted == number_in_use(_HEAD):
        messages.info(request, _("This is what is in use; nothing changes."))
        return redirect("desk:quality")
    _try(request, actions.use_model, _applies(), number=wanted)
    return redirect("desk:quality")


@login_required
@require_POST
def precision(request: SignedInRequest) -> HttpResponse:
    """Say how right proposals must be: one of the shares offered, or one's own in per cent."""
    chosen = request.POST.get("precision", "")
    typed = request.POST.get(_OWN, "") if chosen == _OWN else chosen
    if _try(request, actions.choose_precision, _applies(), precision=_share(typed)):
        return redirect(f"{reverse('desk:quality')}#threshold")
    return redirect(f"{reverse('desk:quality')}?{urlencode({_OWN: typed[:20]})}#threshold")


@login_required
@require_POST
def share(request: SignedInRequest) -> HttpResponse:
    """Say how many new complaints are drawn for review."""
    part, least = (request.POST.get(name, "").strip() for name in ("share", "least"))
    number = int(least) if least.isdecimal() and len(least) < 9 else -1  # noqa: PLR2004 - an integer's
    words = _("Saved. It holds for complaints that come from now on.")
    if _try(request, actions.choose_sample, words, share=_share(part), least=number):
        return redirect(f"{reverse('desk:quality')}#sample")
    kept = urlencode({"share": part[:20], "least": least[:20]})
    return redirect(f"{reverse('desk:quality')}?{kept}#sample")


def _try(request: SignedInRequest, act: Callable[..., Any], words: str, **more: Any) -> bool:
    try:
        act(by=request.user.actor, at=timezone.now(), head=_HEAD, **more)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, words)
    return True


def _applies() -> str:
    return _("Saved. Open complaints that nobody settled are assessed again in the background.")


def _share(typed: str) -> float:
    """What somebody wrote in per cent, as a share; what is no number is none."""
    try:
        return round(float(typed.strip().rstrip("%％").strip() or nan) / 100, 4)
    except ValueError:
        return nan
