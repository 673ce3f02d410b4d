"""/desk/team/: what people can, how much they carry, when they are away."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhuanji.desk.categories import path_of
from zhuanji.desk.dispatch.absence import entered
from zhuanji.desk.dispatch.forms import AbsenceForm, CapacityForm, SkillForm, refuse
from zhuanji.desk.dispatch.shown import shown_absences
from zhuanji.desk.dispatch.suggested import away_words
from zhuanji.dispatch.actions import set_capacity, set_skill
from zhuanji.dispatch.models import Skill
from zhuanji.dispatch.policies import require_may_keep_people
from zhuanji.dispatch.queries import absences_of, away_now, capacities, loads_of, skills_of
from zhuanji.kernel.errors import DomainError
from zhuanji.playbooks.queries import playbook_in_use
from zhuanji.staff.models import User
from zhuanji.staff.queries import PeopleWanted, get_person, people_page
from zhuanji.staff.requests import SignedInRequest
from zhuanji.staff.roles import Right


@login_required
@require_safe
def team(request: SignedInRequest) -> HttpResponse:
    """Everybody, a page at a time."""
    require_may_keep_people(request.user.actor)
    search = request.GET.get("search", "").strip().replace("\0", "")[:60]
    page = people_page(PeopleWanted(search=search), cursor=request.GET.get("cursor", ""))
    ids, away = [user.pk for user in page.rows], away_now(timezone.now())
    skills, able, loads = skills_of(ids), capacities(ids), loads_of(ids)
    standard = playbook_in_use().dispatch.capacity
    rows = [
        {
            "user": user,
            "works": user.actor.has(Right.WORK),
            "skills": _skills(skills.get(user.pk, {})),
            "load": loads.get(user.pk, 0.0),
            "capacity": able.get(user.pk, standard),
            "away": away_words(away[user.pk]) if user.pk in away else "",
        }
        for user in page.rows
    ]
    context = {"page": page, "rows": rows, "search": search}
    return render(request, "desk/dispatch/team.html", context)


@login_required
@require_safe
def member(request: SignedInRequest, pk: int) -> HttpResponse:
    """One colleague."""
    require_may_keep_people(request.user.actor)
    return _show(request, get_person(pk))


@login_required
@require_POST
def skill(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say how well they know something, or no more."""
    require_may_keep_people(request.user.actor)
    user, form = get_person(pk), SkillForm(request.POST)
    if "drop" in request.POST:
        subject = request.POST["drop"][:80]
        set_skill(by=request.user.actor, at=timezone.now(), user=user, subject=subject, level=0)
        return _saved(request, user)
    if not form.is_valid():
        return _show(request, user, skill=form)
    set_skill(by=request.user.actor, at=timezone.now(), user=user, **form.cleaned_data)
    return _saved(request, user)


@login_required
@require_POST
def capacity(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what they carry well; nothing: as everybody."""
    require_may_keep_people(request.user.actor)
    user, form = get_person(pk), CapacityForm(request.POST)
    if form.is_valid():
        try:
            set_capacity(by=request.user.actor, at=timezone.now(), user=user, **form.cleaned_data)
        except DomainError as refusal:
            refuse(form, refusal)
    return _show(request, user, capacity=form) if form.errors else _saved(request, user)


@login_required
@require_POST
def absence(request: SignedInRequest, pk: int) -> HttpResponse:
    """Enter an absence for them, say of somebody who is ill."""
    require_may_keep_people(request.user.actor)
    user = get_person(pk)
    form = AbsenceForm(request.POST, user=user)
    if form.is_valid() and entered(request, user, form):
        return redirect("desk:team_member", pk=user.pk)
    return _show(request, user, absence=form)


def _saved(request: SignedInRequest, user: User) -> HttpResponse:
    messages.success(request, _("Saved. It counts from the next choice on."))
    return redirect("desk:team_member", pk=user.pk)


def _show(request: SignedInRequest, user: User, **wrong: forms.Form) -> HttpResponse:
    able = capacities([user.pk]).get(user.pk)
    context: dict[str, Any] = {
        "person": user,
        "works": user.actor.has(Right.WORK) and user.is_active,
        "skills": _skills(skills_of([user.pk]).get(user.pk, {})),
        "load": loads_of([user.pk]).get(user.pk, 0.0),
        "standard": playbook_in_use().dispatch.capacity,
        "skill_form": wrong.get("skill") or SkillForm(),
        "capacity_form": wrong.get("capacity") or CapacityForm(initial={"effort": able}),
        "absence_form": wrong.get("absence") or AbsenceForm(user=user),
        "absences": shown_absences(absences_of(user.pk), request.user.actor),
        "now": timezone.now(),
    }
    status = 422 if wrong else 200
    return render(request, "desk/dispatch/member.html", context, status=status)


def _skills(levels: dict[str, int]) -> list[tuple[str, str, str]]:
    """Key, name and level in words, the best first; a category that is gone keeps its key."""
    return [
        (key, path_of(key) or key, str(Skill.Level(level).label)) for key, level in levels.items()
    ]
