"""By which ways one's own notices leave the desk, and when they do not."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zhuanji.desk.notices.forms import RobotForm, WaysForm
from zhuanji.kernel.errors import Invalid, NotFound
from zhuanji.notices import actions
from zhuanji.notices.models import Channel
from zhuanji.notices.queries import get_channel, last_deliveries, ways_of, wishes_of
from zhuanji.notices.verdicts import Outcome, Verdict
from zhuanji.notices.ways import EXAMPLES, ROBOTS, Way
from zhuanji.staff.requests import SignedInRequest
from zhuanji.staff.roles import Right


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: SignedInRequest) -> HttpResponse:
    """Levels by ways, quiet hours, the morning's figures; and the robots that are set up."""
    found = ways_of(request.user)
    if request.method != "POST":
        return _show(request, found)
    form = WaysForm(request.POST, ways=list(found))
    if form.is_valid():
        try:
            _choose(request, form)
        except Invalid as refusal:
            form.put(refusal.problems)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:notices_settings")
    return _show(request, found, form=form, status=422)


def _choose(request: SignedInRequest, form: WaysForm) -> None:
    given = form.cleaned_data
    leads = request.user.actor.has(Right.ASSIGN)
    actions.choose_ways(
        by=request.user,
        at=timezone.now(),
        levels=form.levels,
        quiet_from=given["quiet_from"],
        quiet_until=given["quiet_until"],
        digest=given["digest"] if leads else True,
    )


@login_required
@require_POST
def robot(request: SignedInRequest, way: str) -> HttpResponse:
    """Set a robot of one's own up, or enter it anew."""
    if way not in ROBOTS:
        raise NotFound
    form = RobotForm(request.POST)
    if form.is_valid() and form.opener:
        try:
            actions.set_own_robot(by=request.user, at=timezone.now(), way=way, opener=form.opener)
        except Invalid as refusal:
            form.put(refusal.problems)
        else:
            messages.success(request, _("It is set up. Send a test to see whether it arrives."))
            return redirect("desk:notices_settings")
    return _show(request, ways_of(request.user), robots={way: form}, status=422)


def _show(
    request: SignedInRequest,
    found: dict[str, Channel],
    *,
    form: WaysForm | None = None,
    robots: dict[str, RobotForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    filled = WaysForm.filled(found, wishes_of(request.user))
    context: dict[str, Any] = {
        "form": form or WaysForm(initial=filled, ways=list(found)),
        "ways": [(way, found.get(way)) for way in Way],
        "robots": [(way, found.get(way), (robots or {}).get(way) or _empty(way)) for way in ROBOTS],
        "examples": EXAMPLES,
        "verdicts": dict(Verdict.choices),
        "leads": request.user.actor.has(Right.ASSIGN),
        "deliveries": last_deliveries(request.user),
    }
    return render(request, "desk/notices/settings.html", context, status=status)


def _empty(way: str) -> RobotForm:
    """Three forms on one page: each has ids of its own."""
    return RobotForm(auto_id=f"{way}_%s")


@login_required
@require_POST
def test(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send a test and say in a sentence what happened."""
    found = get_channel(pk, actor=request.user.actor)
    outcome = actions.try_channel(by=request.user.actor, at=timezone.now(), channel=found)
    say = messages.success if outcome.is_taken else messages.error
    say(request, sentence_of(found, outcome))
    return back_to(found)


def sentence_of(channel: Channel, outcome: Outcome) -> str:
    words = _("%(way)s: %(what)s") % {
        "way": channel.get_way_display(),
        "what": Verdict(outcome.verdict).label,
    }
    more = outcome.words if not outcome.is_taken else ""
    return f"{words} {more[:200]}".strip()


@login_required
@require_POST
def switch(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_channel(pk, actor=request.user.actor)
    active = request.POST.get("active") == "1"
    actions.switch_channel(by=request.user.actor, at=timezone.now(), channel=found, active=active)
    messages.success(request, _("It is turned on.") if active else _("It is turned off."))
    return back_to(found)


@login_required
@require_POST
def delete(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_channel(pk, actor=request.user.actor)
    actions.delete_channel(by=request.user.actor, at=timezone.now(), channel=found)
    messages.success(request, _("It is deleted, and what opened the robot is forgotten."))
    return redirect("desk:notices_settings" if found.is_personal else "desk:groups")


def back_to(channel: Channel) -> HttpResponse:
    if channel.is_personal:
        return redirect("desk:notices_settings")
    return redirect("desk:group", channel.pk)
