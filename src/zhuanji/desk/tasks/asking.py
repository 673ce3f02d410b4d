"""Asking departments from a complaint's page: one form, several departments, each by its moment."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhuanji.complaints import actions
from zhuanji.complaints.models import Complaint, Task, TaskResource
from zhuanji.complaints.queries import get_complaint, open_tasks_of
from zhuanji.complaints.task_policies import require_may_ask
from zhuanji.complaints.tasking import Asked, Needed
from zhuanji.desk.complaints.decisions import done
from zhuanji.desk.refusals import is_fragment
from zhuanji.desk.tasks.acts import with_field
from zhuanji.desk.tasks.due import read_due
from zhuanji.desk.tasks.forms import Ask
from zhuanji.desk.tasks.offering import put_on
from zhuanji.kernel.errors import DomainError, Invalid
from zhuanji.kernel.ids import random_letters
from zhuanji.staff.models import Department, User
from zhuanji.staff.queries import departments, people_who_can
from zhuanji.staff.requests import SignedInRequest
from zhuanji.staff.roles import Right

_LINES = 3
_FEN = 100
_COUNT = re.compile(r"[0-9]{1,9}")
_YUAN = re.compile(r"[0-9]{1,10}(?:\.[0-9]{1,2})?")


@dataclass(frozen=True)
class Place:
    """A department as the form offers it, with what was typed for it."""

    department: Department
    people: list[User]
    chosen: bool
    due: str
    owner: str


@dataclass(frozen=True)
class Line:
    """A line of what is needed, as it was typed."""

    kind: str = ""
    words: str = ""
    quantity: str = ""
    amount: str = ""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: SignedInRequest, number: str) -> HttpResponse:
    complaint = get_complaint(number, actor=request.user.actor)
    require_may_ask(request.user.actor, complaint)
    form = Ask(request.POST if request.method == "POST" else None)
    places, tasks = _places(request.POST), open_tasks_of(complaint)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _ask(request, complaint, form.cleaned_data, places, tasks)
            except DomainError as refusal:
                status = refusal.status if not is_fragment(request) else 422
                put_on(form, refusal)
            else:
                return done(request, complaint, _("Asked. The departments are told."))
    in_dialog = is_fragment(request)
    context = {
        "complaint": complaint,
        "form": form,
        "places": places,
        "tasks": tasks,
        "first": set(request.POST.getlist("waits_for")),
        "lines": _lines(request.POST),
        "kinds": TaskResource.Kind.choices,
        "token": request.POST.get("token") or random_letters(20),
        "in_dialog": in_dialog,
    }
    page = "_ask" if in_dialog else "ask"
    return render(request, f"desk/tasks/{page}.html", context, status=status)


def _ask(
    request: SignedInRequest,
    complaint: Complaint,
    words: Mapping[str, Any],
    places: list[Place],
    tasks: list[Task],
) -> None:
    at, first = timezone.now(), set(request.POST.getlist("waits_for"))
    token = request.POST.get("token", "")[:40]
    said = {name: words[name] for name in ("title", "criterion", "what", "needs_files")}
    with_field(
        "due",
        actions.ask_tasks,
        by=request.user.actor,
        at=at,
        complaint=complaint,
        to=[_asked(place, words["due"], at) for place in places if place.chosen],
        resources=[_needed(line) for line in _lines(request.POST) if line != Line(kind=line.kind)],
        waits_for=[task for task in tasks if str(task.pk) in first],
        source_key=f"desk:{request.user.pk}:{token}" if token else None,
        **said,
    )


def _asked(place: Place, due: str, at: datetime) -> Asked:
    moment, term = read_due(place.due or due, at)
    owner = next((one for one in place.people if str(one.pk) == place.owner), None)
    return Asked(place.department, moment, term, owner)


def _places(typed: QueryDict) -> list[Place]:
    people: dict[int, list[User]] = {}
    for person in people_who_can(Right.WORK):
        people.setdefault(person.department_id or 0, []).append(person)
    chosen = set(typed.getlist("department"))
    return [
        Place(
            one,
            people.get(one.pk, []),
            chosen=str(one.pk) in chosen,
            due=typed.get(f"due_{one.pk}", "")[:60],
            owner=typed.get(f"owner_{one.pk}", ""),
        )
        for one in departments()
    ]


def _lines(typed: QueryDict) -> list[Line]:
    return [
        Line(
            *(
                typed.get(f"{name}_{n}", "")[:200]
                for name in ("kind", "words", "quantity", "amount")
            )
        )
        for n in range(_LINES)
    ]


def _needed(line: Line) -> Needed:
    """Yuan become fen; raises Invalid for what is no number."""
    quantity, amount = line.quantity.strip(), line.amount.strip().removeprefix("¥").strip()
    if (quantity and not _COUNT.fullmatch(quantity)) or (amount and not _YUAN.fullmatch(amount)):
        words = _("Write how many as 2, and money in yuan as 128.50.")
        raise Invalid({"resources": words})
    fen = int(Decimal(amount) * _FEN) if amount else None
    return Needed(line.kind, line.words, int(quantity) if quantity else None, fen)
