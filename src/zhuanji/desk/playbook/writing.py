"""What is typed on the playbook's pages goes into the draft as it is typed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhuanji.desk.playbook.page import of_category, of_overview, one_rule, shown
from zhuanji.desk.playbook.words import branches
from zhuanji.desk.refusals import is_fragment
from zhuanji.kernel.errors import Invalid, NotFound
from zhuanji.playbooks import actions
from zhuanji.playbooks.queries import desk_of
from zhuanji.playbooks.shipped import TRADES
from zhuanji.playbooks.words import read_words
from zhuanji.staff.requests import SignedInRequest

_BOXES = ("words", "less", "together", "unless")
_LONGEST = 400  # of a line: what is too long is kept and told, what is endless is not


def _said(given: QueryDict, *names: str) -> dict[str, Any]:
    """What was typed into these fields, as a draft keeps it; what was not sent stays."""
    said: dict[str, Any] = {}
    for name in names:
        if name in given:
            typed = str(given[name])
            said[name] = (
                read_words(typed[:20_000]) if name in _BOXES else " ".join(typed.split())[:_LONGEST]
            )
    return said


@login_required
@require_POST
def write(request: SignedInRequest, key: str) -> HttpResponse:
    """Keep what one category's form holds."""
    said = _said(request.POST, "zh", "en", "department", "grade", "words", "less")
    actions.write_category(by=request.user.actor, at=timezone.now(), key=key, said=said)
    if not is_fragment(request):
        return redirect("desk:playbook_category", key=key)
    desk = desk_of(request.user.actor)
    context = {**of_category(desk, key), "desk": desk, "tree": branches(desk), "form": "category"}
    return render(request, "desk/playbook/_saved.html", context)


@login_required
@require_POST
def write_a_rule(request: SignedInRequest, key: str) -> HttpResponse:
    """Keep what one rule's form holds; a box that is not ticked is not sent."""
    names = ("zh", "en", "says_zh", "says_en", "grade", "alert", "words", "together", "unless")
    said = {**_said(request.POST, *names), "active": request.POST.get("active") == "1"}
    actions.write_rule(by=request.user.actor, at=timezone.now(), key=key, said=said)
    desk = desk_of(request.user.actor)
    rule = one_rule(desk, key)
    if not is_fragment(request):
        return _back_to(rule["row"].get("category") or "")
    context = {"desk": desk, "tree": branches(desk), "form": "rule", "chosen": "", **rule}
    return render(request, "desk/playbook/_saved.html", context)


@login_required
@require_POST
def add(request: SignedInRequest) -> HttpResponse:
    parent, zh, en = (request.POST.get(name, "") for name in ("parent", "zh", "en"))
    try:
        key = actions.add_category(
            by=request.user.actor, at=timezone.now(), parent=parent, zh=zh, en=en
        )
    except Invalid as refusal:
        desk = desk_of(request.user.actor)
        typed = {"adding": refusal.problems, "typed": {"zh": zh, "en": en}}
        part, more = (
            ("category", of_category(desk, parent)) if parent else ("overview", of_overview(desk))
        )
        return shown(request, desk, part, {**more, **typed}, status=422)
    return redirect("desk:playbook_category", key=key)


@login_required
@require_POST
def add_a_rule(request: SignedInRequest) -> HttpResponse:
    category = request.POST.get("category", "")
    try:
        actions.add_rule(
            by=request.user.actor,
            at=timezone.now(),
            category=category,
            zh=request.POST.get("zh", ""),
        )
    except Invalid as refusal:
        messages.error(request, str(refusal))
    return _back_to(category)


@login_required
@require_POST
def shift(request: SignedInRequest, key: str) -> HttpResponse:
    step = {"up": -1, "down": 1}.get(request.POST.get("way", ""), 0)
    actions.shift_category(by=request.user.actor, at=timezone.now(), key=key, by_places=step)
    return redirect("desk:playbook_category", key=key)


@login_required
@require_POST
def move(request: SignedInRequest, key: str) -> HttpResponse:
    parent = request.POST.get("parent", "")
    try:
        new = actions.move_category(
            by=request.user.actor, at=timezone.now(), key=key, parent=parent
        )
    except Invalid as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:playbook_category", key=key)
    messages.success(
        request, _("It goes on under a new key. Complaints that bear the old one keep it.")
    )
    return redirect("desk:playbook_category", key=new)


@login_required
@require_POST
def retire(request: SignedInRequest, key: str) -> HttpResponse:
    """Offer a category for nothing new, or offer it again."""
    active = request.POST.get("active") == "1"
    actions.write_category(
        by=request.user.actor, at=timezone.now(), key=key, said={"active": active}
    )
    return redirect("desk:playbook_category", key=key)


@login_required
@require_POST
def trade(request: SignedInRequest) -> HttpResponse:
    name = request.POST.get("name", "")
    if name not in TRADES:
        raise NotFound
    try:
        actions.add_trade(by=request.user.actor, at=timezone.now(), name=name)
        messages.success(request, _("The trade's categories are in the draft."))
    except Invalid as refusal:
        messages.error(request, str(refusal))
    return redirect("desk:playbook")


@login_required
@require_POST
def discard(request: SignedInRequest) -> HttpResponse:
    actions.discard_draft(by=request.user.actor, at=timezone.now())
    messages.success(request, _("The draft is gone; the playbook in use is as it was."))
    return redirect("desk:playbook")


def _back_to(category: str) -> HttpResponse:
    if category:
        return redirect("desk:playbook_category", key=category)
    return redirect("desk:playbook_rules")
