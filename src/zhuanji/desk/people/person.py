"""One member of staff: what they may do, their way in, their leaving."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from zhuanji.complaints.actions import close_account
from zhuanji.complaints.queries import count_open_of
from zhuanji.desk.people.forms import PersonForm
from zhuanji.desk.people.link import show_link
from zhuanji.kernel.errors import DomainError, Invalid
from zhuanji.staff.actions import LastAdministrator, change_user, invite_user, reactivate_user
from zhuanji.staff.models import User
from zhuanji.staff.policies import require_may_administer
from zhuanji.staff.queries import get_person, people_who_can
from zhuanji.staff.requests import SignedInRequest
from zhuanji.staff.roles import Right

_NOBODY = "nobody"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """Look at somebody and change what they are called and may do."""
    require_may_administer(request.user.actor)
    user = get_person(pk)
    form = PersonForm(request.POST or None, initial=_initial(user), user=user)
    if form.is_valid() and _changed(request, user, form):
        messages.success(request, _("Saved. It holds from their next click on."))
        return redirect("desk:person", pk=pk)
    return _show(request, user, form)


@login_required
@require_POST
def invite(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make a one-time link for a new password."""
    require_may_administer(request.user.actor)
    user = get_person(pk)
    secret = invite_user(by=request.user.actor, at=timezone.now(), user=user)
    return show_link(request, user, secret)


@login_required
@require_POST
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Somebody leaves: their open complaints go to the colleague who is named, or to nobody."""
    actor = request.user.actor
    require_may_administer(actor)
    user, chosen = get_person(pk), request.POST.get("successor", "")
    try:
        successor = _successor(chosen, needed=count_open_of(pk) > 0)
        moved = close_account(by=actor, at=timezone.now(), user=user, successor=successor)
    except (Invalid, LastAdministrator) as refusal:
        form = PersonForm(initial=_initial(user), user=user)
        return _show(request, user, form, status=refusal.status, problem=str(refusal))
    messages.success(request, _closed(user, moved))
    return redirect("desk:person", pk=pk)


@login_required
@require_POST
def reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Somebody comes back; their password was forgotten, so a link is made."""
    actor = request.user.actor
    require_may_administer(actor)
    user = get_person(pk)
    reactivate_user(by=actor, at=timezone.now(), user=user)
    return show_link(request, user, invite_user(by=actor, at=timezone.now(), user=user))


def _changed(request: SignedInRequest, user: User, form: PersonForm) -> bool:
    try:
        change_user(by=request.user.actor, at=timezone.now(), user=user, **form.facts)
    except Invalid as wrong:
        form.refuse(wrong.problems)
    except LastAdministrator as refusal:
        form.refuse({"role": str(refusal)})
    return not form.errors


def _successor(chosen: str, *, needed: bool) -> User | None:
    """Raises Invalid when nobody is chosen although somebody must be, or a wrong one."""
    if chosen == _NOBODY or not (chosen or needed):
        return None
    if chosen.isascii() and chosen.isdigit() and len(chosen) <= 18:  # noqa: PLR2004
        try:
            return get_person(int(chosen))
        except DomainError:
            pass
    raise Invalid({"successor": _("Say who takes over the open complaints.")})


def _closed(user: User, moved: int) -> str:
    words = ngettext(
        "The account of %(name)s is closed; %(moved)s complaint was handed over.",
        "The account of %(name)s is closed; %(moved)s complaints were handed over.",
        moved,
    )
    return words % {"name": user.name, "moved": moved}


def _initial(user: User) -> dict[str, Any]:
    return {
        "name": user.name,
        "role": user.role,
        "department": user.department_id,
        "email": user.email,
    }


def _show(
    request: SignedInRequest, user: User, form: PersonForm, *, status: int = 0, problem: str = ""
) -> HttpResponse:
    context = {
        "user": user,
        "form": form,
        "problem": problem,
        "open": count_open_of(user.pk),
        "colleagues": [one for one in people_who_can(Right.WORK) if one.pk != user.pk],
    }
    status = status or (422 if form.errors else 200)
    return render(request, "desk/people/person.html", context, status=status)
