from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from zhuanji.complaints.models import Grade, Task
from zhuanji.complaints.policies import sees_personal
from zhuanji.complaints.queries.today import Numbers, today_of
from zhuanji.complaints.stages import Stage
from zhuanji.complaints.veil import Veil, person_veil
from zhuanji.desk.complaints.tasks import shown_task
from zhuanji.desk.notices.shown import bell_of_request
from zhuanji.desk.queue.rows import rows_for
from zhuanji.desk.today.noting import shown_to_note
from zhuanji.kernel.actors import Actor
from zhuanji.staff.requests import SignedInRequest


@dataclass(frozen=True)
class Tile:
    """A number, and the query of the list it counts."""

    label: str | Promise
    count: int
    query: str


@login_required
@require_safe
def today(request: SignedInRequest) -> HttpResponse:
    """What waits for whoever looks."""
    actor, now = request.user.actor, timezone.now()
    found = today_of(actor, at=now)
    context = {
        "today": found,
        "news": bell_of_request(request).rows,
        "to_note": shown_to_note(found.escalations),
        "tasks": [shown_task(one, _veil(one, actor), at=now) for one in found.tasks],
        "mine": rows_for(found.mine or [], actor),
        "urgent": [
            (_("Letters that could not be sent"), rows_for(found.unsent or [], actor)),
            (_("The customer wrote and waits for you"), rows_for(found.heard or [], actor)),
        ],
        "department": rows_for(found.department or [], actor),
        "unassigned": rows_for(found.unassigned or [], actor),
        "tiles": _tiles(found.numbers, now) if found.numbers else [],
        "counts": _counts(found.numbers) if found.numbers else [],
    }
    return render(request, "desk/today/today.html", context)


def _veil(task: Task, actor: Actor) -> Veil:
    return person_veil(task.complaint, clear=sees_personal(actor, task.complaint))


def _tiles(numbers: Numbers, now: datetime) -> list[Tile]:
    day = timezone.localdate(now).isoformat()
    return [
        Tile(_("Open"), numbers.open, "open=1"),
        Tile(_("Overdue"), numbers.overdue, "due=overdue&order=due"),
        Tile(_("Due within 2 hours"), numbers.soon, "due=soon&order=due"),
        Tile(_("Unassigned"), numbers.unassigned, "owner=none&open=1"),
        Tile(_("A person must decide"), numbers.unsure, "triage=unsure&open=1"),
        Tile(_("New today"), numbers.new, f"received_from={day}"),
    ]


def _counts(numbers: Numbers) -> list[tuple[str | Promise, list[Tile]]]:
    grades = [Tile(g.label, numbers.grades.get(g, 0), f"grade={g}&open=1") for g in Grade]
    stages = [
        Tile(s.label, numbers.stages[s], f"stage={s}&open=1") for s in Stage if s in numbers.stages
    ]
    return [(_("Open by grade"), grades), (_("Open by stage"), stages)]
