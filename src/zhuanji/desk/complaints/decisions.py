"""One view for every decision: ask for its words, call its one action."""

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zhuanji.complaints import actions
from zhuanji.complaints.models import Complaint, Grade
from zhuanji.complaints.policies import sees_personal
from zhuanji.complaints.queries import get_complaint, openly_of, readable_ids
from zhuanji.customers.queries import files_of
from zhuanji.desk.categories import CategorySelect, grouped_categories
from zhuanji.desk.complaints.copied import with_copied
from zhuanji.desk.complaints.decision_forms import Arranged, Number, leaning
from zhuanji.desk.complaints.decisions_table import DECISIONS, Decision
from zhuanji.desk.complaints.uploads import uploaded
from zhuanji.desk.dispatch.suggested import people_to_choose, suggested
from zhuanji.desk.refusals import is_fragment
from zhuanji.desk.toasts import with_toast
from zhuanji.desk.triage.showing import proposed_categories
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import DomainError, NotAllowed
from zhuanji.staff.queries import departments
from zhuanji.staff.requests import SignedInRequest

_OFFERED = 6  # other complaints of the customer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: SignedInRequest, number: str, what: str) -> HttpResponse:
    if what not in DECISIONS:
        raise Http404
    chosen, complaint = DECISIONS[what], get_complaint(number, actor=request.user.actor)
    if request.method != "POST":
        if not chosen.may(request.user.actor, complaint):
            raise NotAllowed
        return _ask(request, complaint, chosen, _form(chosen, complaint, request))
    form = _form(chosen, complaint, request)
    if not form.is_valid():
        return _ask(request, complaint, chosen, form, status=422)
    try:
        told = chosen.act(
            by=request.user.actor, at=timezone.now(), complaint=complaint, **form.cleaned_data
        )
    except DomainError as refusal:
        _put_on(form, refusal)
        status = 422 if is_fragment(request) else refusal.status
        return _ask(request, complaint, chosen, form, status=status)
    words = told if isinstance(told, str) else _("Done: %(what)s") % {"what": chosen.label}
    if not readable_ids(request.user.actor, [complaint.pk]):
        return _gone(request, words)
    return done(request, complaint, words)


def _gone(request: SignedInRequest, words: str) -> HttpResponse:
    """Whoever stepped back, or gave it away, may not see it any more: the list is what is left."""
    messages.success(request, words)
    place = reverse("desk:complaints")
    if is_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": place})
    return redirect(place)


def done(
    request: SignedInRequest,
    complaint: Complaint,
    words: str,
    *,
    undo: str = "",
    events: tuple[str, ...] = (),
) -> HttpResponse:
    """The page renews its pieces by itself; a browser without scripts gets the page anew.

    `undo` is an address that takes it back; `events` are further ones for the page's scripts.
    """
    if not is_fragment(request):
        return redirect("desk:complaint", number=complaint.number)
    trigger = json.dumps(dict.fromkeys(("complaint-changed", *events), True))
    return with_toast(HttpResponse(status=204, headers={"HX-Trigger": trigger}), words, undo=undo)


@login_required
@require_POST
def evidence(request: SignedInRequest, number: str) -> HttpResponse:
    complaint = get_complaint(number, actor=request.user.actor)
    files = uploaded(request)
    actions.add_evidence(by=request.user.actor, at=timezone.now(), complaint=complaint, files=files)
    return done(request, complaint, _("The files are kept with the complaint."))


@login_required
@require_POST
def resend(request: SignedInRequest, number: str, message_id: int) -> HttpResponse:
    complaint = get_complaint(number, actor=request.user.actor)
    actions.resend_message(
        by=request.user.actor, at=timezone.now(), complaint=complaint, message_id=message_id
    )
    return done(request, complaint, _("The letter is on its way again."))


def _others(actor: Actor, complaint: Complaint) -> list[Complaint]:
    """The same customer's other complaints, of which one is probably meant."""
    customer = complaint.customer
    if customer is None or (complaint.confidential and not sees_personal(actor, complaint)):
        return []
    theirs = openly_of(actor).filter(customer__in=files_of(customer.merged_into or customer))
    theirs = theirs.select_related("customer__merged_into").exclude(pk=complaint.pk)
    return list(theirs.order_by("-received_at", "-pk")[:_OFFERED])


def _form(chosen: Decision, complaint: Complaint, request: SignedInRequest) -> forms.Form:
    posted = request.POST if request.method == "POST" else None
    initial = chosen.initial(complaint)
    if chosen.name == "findings":
        initial = with_copied(initial, request.GET.get("like", ""), request.user.actor)
    if chosen.name == "judge":
        initial = leaning(request.GET.get("verdict", ""))
    form = chosen.form(posted, initial=initial)
    if isinstance(form, Arranged):
        _offer(form.fields["value"], chosen, complaint)
    return form


def _offer(field: forms.Field, chosen: Decision, complaint: Complaint) -> None:
    """Say what may be chosen; of categories, what is proposed comes first."""
    field.label = str(chosen.label)
    if chosen.name == "category":
        field.widget = CategorySelect(is_open=True)
        field.choices = grouped_categories(proposed_categories(complaint))  # type: ignore[attr-defined]
    else:
        field.choices = _choices(chosen.name, complaint)  # type: ignore[attr-defined]


def _choices(name: str, complaint: Complaint) -> list[tuple[Any, Any]]:
    if name == "owner":
        return [("", "—"), *people_to_choose(complaint, at=timezone.now())]
    if name == "department":
        return [("", "—"), *((d.pk, d.name) for d in departments())]
    return list(Grade.choices)


def _put_on(form: forms.Form, refusal: DomainError) -> None:
    problems = getattr(refusal, "problems", {}) or {"": str(refusal)}
    for field, words in problems.items():
        form.add_error(field if field in form.fields else None, words)


def _ask(
    request: SignedInRequest,
    complaint: Complaint,
    chosen: Decision,
    form: forms.Form,
    *,
    status: int = 200,
) -> HttpResponse:
    in_dialog = is_fragment(request)
    suggests = chosen.name in {"owner", "keeper"} and complaint.is_open
    page = "_decision.html" if in_dialog else "decision.html"
    context = {
        "complaint": complaint,
        "decision": chosen,
        "form": form,
        "in_dialog": in_dialog,
        "suggested": suggested(complaint, at=timezone.now()) if suggests else [],
        "others": _others(request.user.actor, complaint) if isinstance(form, Number) else [],
    }
    return render(request, f"desk/complaints/{page}", context, status=status)
