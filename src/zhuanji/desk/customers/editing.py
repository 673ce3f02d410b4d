"""Opening and changing files, and the ways to reach somebody."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zhuanji.complaints.actions import customers as on_file
from zhuanji.complaints.queries import readable_customer
from zhuanji.customers import actions
from zhuanji.customers.actions import BelongsToAnother
from zhuanji.customers.models import Customer
from zhuanji.customers.policies import require_may_edit
from zhuanji.desk.customers.forms import FileForm, NewFileForm
from zhuanji.desk.customers.profile import show
from zhuanji.kernel.errors import Invalid
from zhuanji.staff.requests import SignedInRequest

_TAKEN = "contact_taken_away"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """Open a file; somebody who has one already is shown instead."""
    require_may_edit(request.user.actor)
    given = request.POST if request.method == "POST" else None
    form = NewFileForm(given, initial={"language": "zh-hans"})
    taken = 0
    if form.is_bound and form.is_valid():
        try:
            customer = actions.add_customer(
                by=request.user.actor,
                at=timezone.now(),
                contacts=form.contacts(),
                **form.cleaned_data,
            )
        except BelongsToAnother as refusal:
            form.add_error(None, str(refusal))
            taken = refusal.customer
        except Invalid as refusal:
            form.put(refusal)
        else:
            return redirect("desk:customer", pk=customer.pk)
    context = {"form": form, "taken": taken, "found": None}
    return render(request, "desk/customers/edit.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    actor, found = request.user.actor, readable_customer(pk, actor=request.user.actor)
    require_may_edit(actor)
    initial = {name: getattr(found, name) for name in FileForm.base_fields}
    form = FileForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            on_file.change_customer(
                by=actor, at=timezone.now(), customer=found, **form.cleaned_data
            )
        except Invalid as refusal:
            form.put(refusal)
        else:
            messages.success(request, _("The file is saved."))
            return redirect("desk:customer", pk=found.pk)
    context = {"form": form, "taken": 0, "found": found}
    return render(request, "desk/customers/edit.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def add_contact(request: SignedInRequest, pk: int) -> HttpResponse:
    found = readable_customer(pk, actor=request.user.actor)
    kind, value = request.POST.get("kind", ""), request.POST.get("value", "")
    try:
        _add(request, found, kind, value)
    except BelongsToAnother as refusal:
        typed = {"way_problem": str(refusal), "taken": refusal.customer}
        return show(request, found, status=422, kind=kind, value=value, **typed)
    except Invalid as refusal:
        return show(request, found, status=422, kind=kind, value=value, way_problem=str(refusal))
    messages.success(request, _("The contact is saved."))
    return redirect("desk:customer", pk=found.pk)


def _add(request: SignedInRequest, found: Customer, kind: str, value: str) -> None:
    on_file.add_contact(
        by=request.user.actor, at=timezone.now(), customer=found, kind=kind, value=value
    )


@login_required
@require_POST
def remove_contact(request: SignedInRequest, pk: int, contact_id: int) -> HttpResponse:
    """Take it away; the notice still shows it and offers to put it back."""
    found = readable_customer(pk, actor=request.user.actor)
    gone = on_file.remove_contact(
        by=request.user.actor, at=timezone.now(), customer=found, contact_id=contact_id
    )
    # Kept with the session: neither the history nor an address shall hold the number.
    request.session[_TAKEN] = {"customer": found.pk, "kind": gone.kind, "value": gone.value}
    words = _("Taken away: %(contact)s") % {"contact": gone.value}
    undo = reverse("desk:customer_contact_restore", kwargs={"pk": found.pk})
    messages.success(request, words, extra_tags=undo)
    return redirect("desk:customer", pk=found.pk)


@login_required
@require_POST
def restore_contact(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put back what this person took away last from this file; twice changes nothing."""
    found = readable_customer(pk, actor=request.user.actor)
    taken = request.session.get(_TAKEN) or {}
    if taken.get("customer") != found.pk:
        messages.error(request, _("That was too long ago to be undone. Add the contact again."))
        return redirect("desk:customer", pk=found.pk)
    try:
        _add(request, found, taken["kind"], taken["value"])
    except BelongsToAnother as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Put back: %(contact)s") % {"contact": taken["value"]})
    return redirect("desk:customer", pk=found.pk)
