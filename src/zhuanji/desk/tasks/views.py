"""/desk/tasks/: what departments have in hand, and the page of one task for whoever does it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from zhuanji.complaints.actions import reveal_for_task
from zhuanji.complaints.models import Task
from zhuanji.complaints.policies import may_read
from zhuanji.complaints.queries import get_task
from zhuanji.complaints.queries.tasks import (
    Wanted,
    list_tasks,
    read_wanted,
    sees_person_of,
    with_proofs,
)
from zhuanji.complaints.task_policies import may_reveal_for
from zhuanji.complaints.veil import person_veil
from zhuanji.customers.queries import seen_customers
from zhuanji.desk.complaints.tasks import shown_task, slip_words
from zhuanji.desk.complaints.uploads import uploaded
from zhuanji.desk.tasks import forms as asked
from zhuanji.desk.tasks.acts import ACTS, Act, acts_for
from zhuanji.desk.tasks.offering import form_for, is_useful, put_on
from zhuanji.kernel.errors import DomainError, NotFound
from zhuanji.staff.queries import departments
from zhuanji.staff.requests import SignedInRequest
from zhuanji.staff.roles import Right

WHOSE = {
    "mine": gettext_lazy("Mine"),
    "department": gettext_lazy("My department's"),
    "asked": gettext_lazy("Asked by me"),
    "all": gettext_lazy("All"),
}
STATES = {
    "unsettled": gettext_lazy("Unsettled"),
    "in_work": gettext_lazy("Still to be done"),
    **dict(Task.State.choices),
    "any": gettext_lazy("All states"),
}
DUE = {
    "": gettext_lazy("Any time"),
    "overdue": gettext_lazy("Overdue"),
    "soon": gettext_lazy("Due within 2 hours"),
    "today": gettext_lazy("Due today"),
}


@login_required
@require_safe
def tasks(request: SignedInRequest) -> HttpResponse:
    """Mine, my department's, those I asked for: the soonest due first."""
    actor, now = request.user.actor, timezone.now()
    wanted = read_wanted(request.GET.dict(), default=_default(request))
    page = list_tasks(actor, wanted, at=now, cursor=request.GET.get("cursor", ""))
    rows = [
        shown_task(
            task,
            person_veil(
                task.complaint,
                clear=actor.has(Right.READ_PERSONAL) and not task.complaint.confidential,
            ),
            at=now,
        )
        for task in page.rows
    ]
    context = {
        "page": page,
        "rows": rows,
        "wanted": wanted,
        "whose": WHOSE,
        "states": STATES,
        "due": DUE,
        "places": departments() if actor.has(Right.READ_ALL) else [],
        "is_filtered": wanted != Wanted(whose=wanted.whose),
    }
    return render(request, "desk/tasks/list.html", context)


def _default(request: SignedInRequest) -> str:
    """Where most of one's work is: a department's handler does tasks, an agent asks for them."""
    if request.user.department_id:
        return "department"
    return "asked" if request.user.actor.has(Right.WORK) else "all"


@login_required
@require_safe
def task(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, get_task(pk, actor=request.user.actor))


@login_required
@require_POST
def act(request: SignedInRequest, pk: int, what: str) -> HttpResponse:
    """Do one thing; what is refused stands on the page with what was typed."""
    if what not in ACTS:
        raise Http404
    chosen, found = ACTS[what], get_task(pk, actor=request.user.actor)
    form = form_for(chosen, found, request.POST)
    if not form.is_valid():
        return _page(request, found, form=(what, form), status=422)
    try:
        more = {"files": uploaded(request)} if chosen.takes_files else {}
        chosen.act(
            by=request.user.actor, at=timezone.now(), task=found, **form.cleaned_data, **more
        )
    except NotFound:
        raise
    except DomainError as refusal:
        put_on(form, refusal)
        fresh = get_task(pk, actor=request.user.actor)
        return _page(request, fresh, form=(what, form), status=refusal.status)
    messages.success(request, str(chosen.done))
    return redirect("desk:task", pk)


@login_required
@require_POST
def reveal(request: SignedInRequest, pk: int) -> HttpResponse:
    """See for half an hour who complained, with the reason on record."""
    found, form = get_task(pk, actor=request.user.actor), asked.Reason(request.POST)
    reason = request.POST.get("reason", "")
    try:
        reveal_for_task(by=request.user.actor, at=timezone.now(), task=found, reason=reason)
    except NotFound:
        raise
    except DomainError as refusal:
        form.is_valid()
        put_on(form, refusal)
        return _page(request, found, form=("reveal", form), status=refusal.status)
    return redirect("desk:task", pk)


def _page(
    request: SignedInRequest,
    found: Task,
    *,
    form: tuple[str, Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    actor, now, complaint = request.user.actor, timezone.now(), found.complaint
    clear = sees_person_of(actor, found, at=now)
    hide, whole = person_veil(complaint, clear=clear), with_proofs(found)
    bound = dict([form]) if form else {}
    acts = acts_for(actor, found)
    forms = [(one, bound.get(one.name) or form_for(one, found)) for one in acts]
    customer = complaint.customer and (complaint.customer.merged_into or complaint.customer)
    context: dict[str, Any] = {
        "task": whole,
        "shown": shown_task(whole, hide, at=now),
        "complaint": complaint,
        "hide": hide,
        "clear": clear,
        "customer": seen_customers([customer], clear=clear)[0] if customer else None,
        "acts": [pair for pair in forms if is_useful(pair[1])],
        "problem": _lost(bound, acts),
        "slips": slip_words(whole.moves.all()),
        "may_read": may_read(actor, complaint),
        "may_reveal": not clear and may_reveal_for(actor, found),
        "reveal": bound.get("reveal") or asked.Reason(),
        "evidence": _evidence(found),
    }
    return render(request, "desk/tasks/task.html", context, status=status)


def _lost(bound: dict[str, Form], acts: list[Act]) -> str:
    """What is said of an act that is not open any more, whose form is gone."""
    here = {one.name for one in acts} | {"reveal"}
    return " ".join(
        str(error)
        for name, form in bound.items()
        if name not in here
        for error in form.non_field_errors()
    )


def _evidence(found: Task) -> list[Any]:
    """What the complaint has to show, without the proofs, which stand by themselves."""
    if found.complaint.confidential:
        return []
    rows = found.complaint.evidence.filter(attachment__proofs=None).select_related("attachment")
    return list(rows.order_by("added_at", "pk")[:20])
