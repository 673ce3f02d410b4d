"""One change to many complaints of the list: asked, previewed, made, taken back."""

import json
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from zhuanji.complaints.models import BulkChange, Complaint
from zhuanji.complaints.queries import Plan, all_matching, plan_change, read_filter, these
from zhuanji.complaints.queries.bulk import COLUMNS, held
from zhuanji.complaints.queries.lists import COUNT_CAP
from zhuanji.desk.queue.bulk_choices import CHANGES, Change, choices_for, present, words_for
from zhuanji.desk.refusals import is_fragment
from zhuanji.desk.toasts import with_toast
from zhuanji.kernel.errors import Invalid, NotFound
from zhuanji.staff.requests import SignedInRequest
from zhuanji.triage.actions import change_many, undo_change

_NAMED = 5


@login_required
@require_POST
def ask(request: SignedInRequest) -> HttpResponse:
    """What would change: how many, which not and why. Nothing is changed here."""
    return _show(request, _change(request), _chosen(request))


@login_required
@require_POST
def change(request: SignedInRequest) -> HttpResponse:
    """Make the change that was previewed, to the complaints as they were seen then."""
    wanted, value = _change(request), request.POST.get("value", "")
    seen = _seen(request.POST.get("seen", ""))
    if wanted.asks and "value" not in request.POST:
        return _show(request, wanted, these(request.user.actor, seen), status=422)
    outcome = change_many(
        by=request.user, at=timezone.now(), what=wanted.name, value=value, seen=seen
    )
    words = "".join(_sentences(outcome.plan, _changed(len(outcome.plan.changed))))
    undo = reverse("desk:bulk_undo", args=[outcome.change.pk]) if outcome.change else ""
    return _done(request, words, undo=undo, kind="success" if undo else "warning")


@login_required
@require_POST
def undo(request: SignedInRequest, change_id: int) -> HttpResponse:
    """Take a change back where nobody changed the complaint since; the others are named."""
    made = BulkChange.objects.filter(pk=change_id, by=request.user).first()
    if made is None:
        raise NotFound
    plan = undo_change(by=request.user, at=timezone.now(), change=made)
    back = ngettext(
        "%(count)s complaint is as it was before.",
        "%(count)s complaints are as they were before.",
        len(plan.changed),
    ) % {"count": len(plan.changed)}
    return _done(
        request, "".join(_sentences(plan, back)), kind="warning" if plan.skipped else "success"
    )


def _change(request: SignedInRequest) -> Change:
    found = CHANGES.get(request.POST.get("what", ""))
    if found is None:
        raise Invalid({"what": _("Choose what to change.")})
    return found


def _chosen(request: SignedInRequest) -> list[Complaint]:
    """The rows that were picked, or everything that the list's filter finds."""
    actor = request.user.actor
    if request.POST.get("all") == "1":
        wanted = read_filter(dict(QueryDict(request.POST.get("query", "")).lists()))
        return all_matching(actor, wanted, at=timezone.now())
    if "seen" in request.POST:
        return these(actor, _seen(request.POST["seen"]))
    ids = (pk for pk in request.POST.getlist("id") if pk.isascii() and pk.isdigit())
    return these(actor, [int(pk) for pk in ids if len(pk) < len(str(2**63))][:COUNT_CAP])


def _seen(text: str) -> dict[int, str]:
    try:
        return {int(pk): str(value) for pk, value in json.loads(text).items()}
    except (ValueError, AttributeError) as error:
        raise Invalid({"seen": _("Select the complaints again.")}) from error


def _show(
    request: SignedInRequest, wanted: Change, complaints: list[Complaint], *, status: int = 200
) -> HttpResponse:
    actor, value = request.user.actor, request.POST.get("value")
    seen = _seen(request.POST["seen"]) if "seen" in request.POST else None
    plan = None
    if value is not None or not wanted.asks:
        plan = plan_change(actor, complaints, what=wanted.name, value=value or "", seen=seen)
    column = COLUMNS[wanted.name]
    context: dict[str, Any] = {
        "change": wanted,
        "count": len(complaints),
        "at_cap": len(complaints) >= COUNT_CAP,
        "cap": COUNT_CAP,
        "choices": choices_for(wanted.name, request.user),
        "value": value,
        "words": words_for(wanted, len(complaints)),
        "plan": plan,
        "named": _NAMED,
        "present": present(plan.changed if plan else complaints, wanted.name, most=_NAMED),
        "seen": json.dumps(seen or {c.pk: held(c, column) for c in complaints}),
    }
    page = "_bulk.html" if is_fragment(request) else "bulk.html"
    return render(request, f"desk/queue/{page}", context, status=status)


def _changed(count: int) -> str:
    return ngettext("%(count)s complaint changed.", "%(count)s complaints changed.", count) % {
        "count": count
    }


def _sentences(plan: Plan, first: str) -> Iterator[str]:
    """How many changed; then by reason which did not, the first few by number."""
    yield first
    for why, complaints in plan.skipped.items():
        numbers = "、".join(c.number for c in complaints[:_NAMED])
        more = _(" and %(count)s more") % {"count": len(complaints) - _NAMED}
        yield " " + _("Not changed (%(why)s): %(numbers)s%(more)s.") % {
            "why": why.label,
            "numbers": numbers,
            "more": more if len(complaints) > _NAMED else "",
        }


def _done(request: SignedInRequest, words: str, *, kind: str, undo: str = "") -> HttpResponse:
    if not is_fragment(request):
        (messages.success if kind == "success" else messages.warning)(request, words)
        return redirect("desk:complaints")
    trigger = json.dumps({"list-changed": True})
    answer = HttpResponse(status=204, headers={"HX-Trigger": trigger})
    return with_toast(answer, words, kind=kind, undo=undo)
