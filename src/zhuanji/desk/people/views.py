from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhuanji.desk.people.forms import NewPersonForm
from zhuanji.desk.people.link import show_link
from zhuanji.kernel.errors import Invalid
from zhuanji.staff.actions import add_user, invite_user
from zhuanji.staff.models import User
from zhuanji.staff.policies import require_may_administer
from zhuanji.staff.queries import PeopleWanted, departments_ever, people_page
from zhuanji.staff.requests import SignedInRequest
from zhuanji.staff.roles import Role


@login_required
@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    """Who works here, or no longer does."""
    require_may_administer(request.user.actor)
    wanted = _wanted(request.GET.dict())
    context: dict[str, Any] = {
        "wanted": wanted,
        "is_filtered": wanted != PeopleWanted(gone=wanted.gone),
        "page": people_page(wanted, cursor=request.GET.get("cursor", "")),
        "roles": Role.choices,
        "departments": departments_ever(),
    }
    return render(request, "desk/people/people.html", context)


@login_required
@require_safe
def listed(request: SignedInRequest) -> HttpResponse:
    """Where an address shortened by hand leads: to the list."""
    require_may_administer(request.user.actor)
    return redirect("desk:people")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """Somebody comes; without a first password the answer is a one-time link for them."""
    require_may_administer(request.user.actor)
    form = NewPersonForm(request.POST or None)
    if form.is_valid() and (user := _added(request, form)):
        if user.has_usable_password():
            messages.success(request, _("%(name)s can sign in now.") % {"name": user.name})
            return redirect("desk:person", pk=user.pk)
        secret = invite_user(by=request.user.actor, at=timezone.now(), user=user)
        return show_link(request, user, secret)
    return render(
        request, "desk/people/add.html", {"form": form}, status=422 if form.errors else 200
    )


def _added(request: SignedInRequest, form: NewPersonForm) -> User | None:
    try:
        return add_user(by=request.user.actor, at=timezone.now(), **form.facts)
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return None


def _wanted(given: dict[str, str]) -> PeopleWanted:
    """Values that make no sense restrict nothing."""
    role, department = given.get("role", ""), given.get("department", "")
    is_id = department.isascii() and department.isdigit() and len(department) <= 18  # noqa: PLR2004
    return PeopleWanted(
        search=given.get("search", "").strip().replace("\0", "")[:60],
        role=role if role in Role.values else "",
        department=department if is_id else "",
        gone=given.get("gone") == "1",
    )
