"""The page of one complaint, and the pieces of it that renew themselves."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from zhuanji.complaints import policies, queries
from zhuanji.complaints.letters import refusal
from zhuanji.complaints.models import Complaint, Judgement, Verdict
from zhuanji.complaints.numbers import query_code
from zhuanji.complaints.queries.handing import is_stuck
from zhuanji.complaints.queries.one import REVEAL_LENGTH
from zhuanji.complaints.queries.timeline import GROUPS, Item
from zhuanji.complaints.stages import Stage
from zhuanji.complaints.task_policies import may_ask
from zhuanji.complaints.veil import may_see_code, veil_of
from zhuanji.customers.queries import files_of, purchases_of, seen_customers
from zhuanji.desk.complaints.deadline_words import pause_name
from zhuanji.desk.complaints.decisions_table import DECISIONS, open_to, steps_for
from zhuanji.desk.complaints.folding import folded
from zhuanji.desk.complaints.sentences import FIELDS, Names, icon_of, names_in, sentence_of
from zhuanji.desk.complaints.shown_deadlines import shown_deadlines
from zhuanji.desk.complaints.tasks import accepted_of, shown_tasks
from zhuanji.desk.dispatch.suggested import away_words
from zhuanji.desk.triage.showing import shown_triage
from zhuanji.dispatch.queries import absence_of
from zhuanji.dispatch.words import chosen_line, reasons
from zhuanji.kernel.ids import random_letters
from zhuanji.staff.requests import SignedInRequest
from zhuanji.staff.roles import Right
from zhuanji.triage.deciding.validity import ENOUGH

_BEFORE_ANSWER = (Stage.JUDGED, Stage.HANDLING)


@login_required
@require_safe
def complaint(request: SignedInRequest, number: str) -> HttpResponse:
    found = queries.get_complaint(number, actor=request.user.actor)
    return show(request, found)


def show(
    request: SignedInRequest, found: Complaint, *, status: int = 200, **typed: str
) -> HttpResponse:
    """The whole page; `typed` is what a refused composer keeps, by kind, and its `problem`."""
    story = _story(request, found, timezone.now())
    context = {
        **story,
        **_side(request, story),
        "typed": {"problem": "", "reply": "", "note": "", "answer": "", **typed},
        "letter": _letter(found, story),
        "token": random_letters(20),
        "registered": "registered" in request.GET,
    }
    return render(request, "desk/complaints/page.html", context, status=status)


@login_required
@require_safe
def timeline(request: SignedInRequest, number: str) -> HttpResponse:
    found = queries.get_complaint(number, actor=request.user.actor)
    context = _story(request, found, timezone.now())
    return render(request, "desk/complaints/_timeline.html", context)


@login_required
@require_safe
def side(request: SignedInRequest, number: str) -> HttpResponse:
    found = queries.get_complaint(number, actor=request.user.actor)
    story = _story(request, found, timezone.now())
    return render(request, "desk/complaints/_side_renewed.html", {**story, **_side(request, story)})


@login_required
@require_safe
def around(request: SignedInRequest, number: str) -> HttpResponse:
    """Evidence, links, the customer's other complaints and purchases."""
    actor, found = request.user.actor, queries.get_complaint(number, actor=request.user.actor)
    context: dict[str, Any] = {
        "complaint": found,
        "evidence": found.evidence.select_related("attachment").order_by("added_at", "pk"),
        "links": queries.linked_to(found, actor=actor),
        "others": [],
        "purchases": [],
        "may_work": policies.may_work(actor, found),
    }
    known = not found.confidential or policies.sees_personal(actor, found)
    if (customer := found.customer) and known:
        kept = customer.merged_into or customer
        files = files_of(kept)
        theirs = queries.openly_of(actor).filter(customer__in=files)
        theirs = theirs.select_related("customer__merged_into")
        context["others"] = theirs.exclude(pk=found.pk).order_by("-received_at", "-pk")[:10]
        context["purchases"] = purchases_of(files)[:10] if actor.has(Right.READ_ALL) else []
    return render(request, "desk/complaints/_around.html", context)


def _story(request: SignedInRequest, found: Complaint, at: datetime) -> dict[str, Any]:
    items = queries.timeline_of(found)
    group = request.GET.get("group", "")
    shown = [i for i in items if group not in GROUPS or i.kind in GROUPS[group]]
    clear = _sees_person(request, found, items, at)
    choice = chosen_line(items, found)
    names = names_in([*shown, *([choice] if choice else [])], people=found.barred)
    return {
        "complaint": found,
        "lines": [
            (item, _sentence(item, names, more), icon_of(item)) for item, more in folded(shown)
        ],
        "fields": FIELDS,
        "now": at,
        "actor": request.user.actor,
        "group": group,
        "groups": list(GROUPS),
        "chosen": reasons(choice.entry.details["why"], names) if choice else None,
        "partial": [names.get(("owner", str(pk)), "") for pk in found.barred],
        "stuck": is_stuck(found),
        "pending": _pending(items),
        "in_force": _in_force(items),
        "clear": clear,
        "hide": veil_of(request.user.actor, found, clear=clear),
        "may_work": policies.may_work(request.user.actor, found),
        "may_note": policies.may_note(request.user.actor, found),
    }


def _sentence(item: Item, names: Names, more: int) -> str:
    words = sentence_of(item, names)
    if not more:
        return words
    before = ngettext("%(count)s before it", "%(count)s before it", more) % {"count": more}
    return f"{words} · {before}"


def _sees_person(
    request: SignedInRequest, found: Complaint, items: list[Item], at: datetime
) -> bool:
    """As queries.sees_person, from lines that are already here."""
    actor = request.user.actor
    since = at - REVEAL_LENGTH
    return policies.sees_personal(actor, found) or any(
        item.kind == "person_revealed" and item.entry.by == actor.key and item.entry.at > since
        for item in items
    )


def _pending(items: list[Item]) -> Judgement | None:
    waiting = (i.judgement for i in items if i.judgement and i.judgement.state == "proposed")
    return next(waiting, None)


def _letter(found: Complaint, story: dict[str, Any]) -> str:
    """The refusal's letter to begin with, once a second person agreed: it names every further right."""
    judgement = story["in_force"]
    if not story["may_work"] or found.stage not in _BEFORE_ANSWER or judgement is None:
        return ""
    return refusal(found, judgement)[1] if judgement.verdict == Verdict.NOT_UPHELD else ""


def _in_force(items: list[Item]) -> Judgement | None:
    confirmed = (i.judgement for i in reversed(items) if i.judgement)
    return next((one for one in confirmed if one.state == Judgement.State.CONFIRMED), None)


def _side(request: SignedInRequest, story: dict[str, Any]) -> dict[str, Any]:
    actor, found, pending = request.user.actor, story["complaint"], story["pending"]
    customer = found.customer and (found.customer.merged_into or found.customer)
    tasks = shown_tasks(found, story["hide"], at=timezone.now())
    return {
        "steps": steps_for(actor, found, pending),
        "decisions": DECISIONS,
        "allowed": open_to(actor, found, pending),
        "deadlines": shown_deadlines(found, at=timezone.now()),
        "tasks": tasks,
        "tasks_accepted": accepted_of(tasks),
        "may_ask": found.is_open and may_ask(actor, found),
        "stage": Stage(found.stage),
        "enough": ENOUGH,
        "triage": shown_triage(actor, found, clear=story["clear"]),
        "code": query_code(found.number)
        if may_see_code(actor, found, clear=story["clear"])
        else "",
        "customer": seen_customers([customer], clear=story["clear"])[0] if customer else None,
        "away": _away(found, timezone.now()),
        "waits_for": pause_name(found.waits_for),
        "pause": found.pauses.filter(ended_at=None).first() if found.waits_for else None,
        "answerable": found.stage in _BEFORE_ANSWER,
    }


def _away(found: Complaint, at: datetime) -> str:
    """That the owner of an open complaint is away, until when, who stands in."""
    absence = absence_of(found.owner_id, at) if found.owner_id and found.is_open else None
    return away_words(absence) if absence else ""
