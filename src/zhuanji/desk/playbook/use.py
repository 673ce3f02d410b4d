"""A draft comes into use; what was in use before can be looked at, compared and put back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhuanji.complaints.models import Grade
from zhuanji.complaints.queries import open_by_grade
from zhuanji.desk.playbook.not_here import not_here
from zhuanji.desk.playbook.sections import COLUMNS, SECTIONS, in_words, title_of
from zhuanji.desk.playbook.words import ALERTS, FIELDS, WHAT, name_of
from zhuanji.kernel.errors import DomainError, Invalid, Stale
from zhuanji.playbooks import actions, queries
from zhuanji.playbooks.comparing import compare
from zhuanji.playbooks.moved import moved
from zhuanji.playbooks.policies import may_write_playbook, require_may_write_playbook
from zhuanji.playbooks.terms import said
from zhuanji.staff.requests import SignedInRequest

_NAMES = {
    "fields": {**COLUMNS, **FIELDS},
    "what": WHAT,
    "alerts": ALERTS,
    "name_of": name_of,
    "sections": {one.name: one for one in SECTIONS},
    "in_words": in_words,
    "title_of": title_of,
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def use(request: SignedInRequest) -> HttpResponse:
    """Show what changes, ask why, put the draft into use."""
    require_may_write_playbook(request.user.actor)
    reason, with_strangers = request.POST.get("reason", ""), bool(request.POST.get("strangers"))
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            made = actions.put_draft_into_use(
                by=request.user.actor,
                at=timezone.now(),
                reason=reason,
                with_strangers=with_strangers,
            )
        except Invalid as refusal:
            problems = dict(refusal.problems)
        except Stale as refusal:
            problems = {"reason": str(refusal)}
        else:
            words = _("Version %(number)s is in use.") % {"number": made.number}
            messages.success(request, words)
            return redirect("desk:playbook")
    desk = queries.desk_of(request.user.actor)
    if desk.draft is None:
        return redirect("desk:playbook")
    context = {
        "desk": desk,
        "reason": reason,
        "with_strangers": with_strangers,
        "problems": problems,
        "strangers": not_here(desk.book),
        **_NAMES,
        **_moves(request, desk),
    }
    return render(request, "desk/playbook/use.html", context, status=422 if problems else 200)


def _moves(request: SignedInRequest, desk: queries.Desk) -> dict[str, Any]:
    """Which deadlines the draft moves, and how many open complaints there are of each grade."""
    if desk.valid is None:
        return {"moved": []}
    after = queries.Playbook(0, desk.valid)
    counts = open_by_grade(request.user.actor)
    return {
        "moved": moved(queries.playbook_in_use(), after),
        "open_by_grade": counts,
        "open_count": sum(counts.values()),
        "grade_names": dict(Grade.choices),
        "columns": COLUMNS,
        "said_term": said,
    }


@login_required
@require_POST
def begin(request: SignedInRequest) -> HttpResponse:
    """The first playbook of an organisation, in one click."""
    name = request.POST.get("name", "")
    made = actions.begin_with_trade(by=request.user.actor, at=timezone.now(), name=name)
    messages.success(request, _("Version %(number)s is in use.") % {"number": made.number})
    return redirect("desk:playbook")


@login_required
@require_POST
def rest(request: SignedInRequest) -> HttpResponse:
    """The draft was compared with what came into use in the meantime."""
    actions.rest_draft_on_newest(by=request.user.actor, at=timezone.now())
    return redirect("desk:playbook_use")


@login_required
@require_safe
def versions(request: SignedInRequest) -> HttpResponse:
    context = {
        "versions": queries.versions()[:200],
        "may_write": may_write_playbook(request.user.actor),
    }
    return render(request, "desk/playbook/versions.html", context)


@login_required
@require_safe
def version(request: SignedInRequest, number: int) -> HttpResponse:
    """One version beside another: the one before it, unless `with` names one."""
    return _compared(request, number)


def _compared(
    request: SignedInRequest, number: int, *, reason: str = "", problem: str = ""
) -> HttpResponse:
    one = queries.get_version(number)
    newest = queries.newest_version()
    asked = request.GET.get("with", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 9  # noqa: PLR2004
    other = queries.get_version(int(asked) if is_number else max(number - 1, 0))
    before, after = (one.body.model_dump(mode="json") for one in (other, one))
    context = {
        "one": one,
        "row": queries.versions().filter(number=number).first(),
        "other": other,
        "numbers": range(newest, -1, -1),
        "newest": newest,
        "changes": compare(before, after),
        "may_write": may_write_playbook(request.user.actor),
        "reason": reason or _("Back to version %(number)s") % {"number": number},
        "problem": problem,
        **_NAMES,
    }
    return render(request, "desk/playbook/version.html", context, status=422 if problem else 200)


@login_required
@require_POST
def back(request: SignedInRequest, number: int) -> HttpResponse:
    """Put an older version into use again."""
    reason = request.POST.get("reason", "")
    try:
        made = actions.roll_playbook_back(
            by=request.user.actor, at=timezone.now(), number=number, reason=reason
        )
    except Invalid as refusal:
        return _compared(request, number, reason=reason, problem=_first(refusal))
    words = _("Version %(old)s is in use again, as version %(number)s.")
    messages.success(request, words % {"old": number, "number": made.number})
    return redirect("desk:playbook_versions")


def _first(refusal: DomainError) -> str:
    return str(refusal)
