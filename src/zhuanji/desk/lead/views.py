"""/desk/lead/: what a team leader sees over; every number leads to the list it counts."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhuanji.complaints.queries.clock_health import clock_health
from zhuanji.complaints.queries.handing import is_stuck
from zhuanji.complaints.queries.lead import Late, overview
from zhuanji.desk.complaints.deadline_words import cause_name, pause_name
from zhuanji.desk.queue.rows import rows_for
from zhuanji.desk.refusals import is_fragment
from zhuanji.desk.times import duration
from zhuanji.desk.today.noting import shown_to_note
from zhuanji.desk.today.views import Tile
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotAllowed
from zhuanji.staff.requests import SignedInRequest
from zhuanji.staff.roles import Right

_MINUTE = 60  # seconds
_QUERIES = {"cause": "delay", "owner": "delay_owner", "department": "delay_department"}


@login_required
@require_safe
def lead(request: SignedInRequest) -> HttpResponse:
    """What is late or soon will be, who waits for whom, who carries how much."""
    actor, now = request.user.actor, timezone.now()
    _require_leads(actor)
    found = overview(actor, at=now)
    waiting = [
        Tile(
            _("%(place)s · %(reason)s")
            % {"place": one.name or _("no department"), "reason": pause_name(one.reason)},
            one.count,
            f"department={one.department}&waits_for={one.reason}&open=1",
        )
        for one in found.waiting
    ]
    context = {
        "found": found,
        "tiles": [
            Tile(_("Due within 2 hours"), found.soon, "due=soon&order=due"),
            Tile(_("Overdue"), found.overdue, "due=overdue&order=due"),
            Tile(_("Unassigned"), found.unassigned, "owner=none&open=1"),
            Tile(_("Escalations to note"), found.escalated, "escalated=1"),
            Tile(_("Open"), found.open, "open=1"),
        ],
        "urgent": rows_for(found.urgent, actor),
        "handed": [(row, is_stuck(row)) for row in found.handed],
        "to_note": shown_to_note(found.escalations),
        "waiting": waiting,
        "late": [(_title(by), [_tile(by, one) for one in found.late[by]]) for by in _QUERIES],
    }
    return render(request, "desk/lead/lead.html", context)


@login_required
@require_safe
def clock(request: SignedInRequest) -> HttpResponse:
    """How well the clock keeps up, as a piece of the page that renews itself."""
    _require_leads(request.user.actor)
    now = timezone.now()
    health = clock_health(at=now)
    lags = [
        (_("half within"), health.p50),
        (_("95 % within"), health.p95),
        (_("at most"), health.most),
    ]
    context = {
        "health": health,
        "lags": [(words, _seconds(lag.total_seconds())) for words, lag in lags if lag is not None],
        "behind": duration(now - health.oldest) if health.oldest else "",
        "in_page": is_fragment(request),
    }
    return render(request, "desk/lead/clock.html", context)


def _require_leads(actor: Actor) -> None:
    if not actor.has(Right.ASSIGN):
        raise NotAllowed


def _title(by: str) -> str:
    return {"cause": _("By cause"), "owner": _("By owner"), "department": _("By department")}[by]


def _tile(by: str, one: Late) -> Tile:
    if one.key == "none":
        name = _("not explained") if by == "cause" else _("nobody")
    else:
        name = cause_name(one.key) if by == "cause" else one.name
    return Tile(name, one.count, f"{_QUERIES[by]}={one.key}")


def _seconds(seconds: float) -> str:
    if seconds >= _MINUTE:
        return duration(timedelta(seconds=seconds))
    return _("%(seconds)s s") % {"seconds": f"{seconds:.1f}"}
