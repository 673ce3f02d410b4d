"""The page of one customer."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhuanji.complaints.queries import complaints_of, count_of, readable_customer
from zhuanji.customers import actions, policies
from zhuanji.customers.models import ContactPoint, Customer
from zhuanji.customers.queries import (
    files_of,
    merges_of,
    purchases_of,
    seen_contacts,
    seen_customers,
    sees_personal,
    story_of_customer,
)
from zhuanji.desk.customers.sentences import line_of
from zhuanji.kernel.errors import Invalid
from zhuanji.language.personal_data import mask_personal_data
from zhuanji.staff.requests import SignedInRequest

_NOTHING_TYPED: dict[str, Any] = {
    "problem": "",
    "reason": "",
    "kind": "phone",
    "value": "",
    "way_problem": "",
    "taken": 0,
}


@login_required
@require_safe
def customer(request: SignedInRequest, pk: int) -> HttpResponse:
    """The file; one that was merged leads to the file it was merged into."""
    found = readable_customer(pk, actor=request.user.actor)
    if found.pk != pk:
        return redirect("desk:customer", pk=found.pk)
    return show(request, found)


def show(
    request: SignedInRequest, found: Customer, *, status: int = 200, **typed: Any
) -> HttpResponse:
    """The whole page; `typed` is what a refused form keeps, and its `problem`."""
    merges = merges_of(found)
    actor, files = request.user.actor, files_of(found)
    clear = sees_personal(actor, found, at=timezone.now())
    context = {
        "found": found,
        "customer": seen_customers([found], clear=clear)[0],
        "clear": clear,
        "language_name": str(dict(settings.LANGUAGES).get(found.language, found.language)),
        "hide": str if clear else mask_personal_data,
        "contacts": seen_contacts(found, clear=clear),
        "files": files,
        "count": count_of(files, actor=actor),
        "complaints": complaints_of(files, actor=actor),
        "purchases": purchases_of(files) if policies.may_read(actor) else [],
        "merges": merges,
        "lines": [line_of(entry) for entry in story_of_customer(files)],
        "may_edit": policies.may_edit(actor),
        "may_merge": policies.may_merge(actor),
        "may_reveal": policies.may_reveal(actor) and not clear,
        "typed": {**_NOTHING_TYPED, **typed},
        "kinds": ContactPoint.Kind.choices,
        "newest_merge": max((merge.pk for merge in merges), default=0),
    }
    return render(request, "desk/customers/profile.html", context, status=status)


@login_required
@require_POST
def reveal(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the personal data for half an hour; the reason is kept in the file's story."""
    found, reason = readable_customer(pk, actor=request.user.actor), request.POST.get("reason", "")
    try:
        actions.reveal_customer(
            by=request.user.actor, at=timezone.now(), customer=found, reason=reason
        )
    except Invalid as refusal:
        return show(request, found, status=422, problem=str(refusal), reason=reason)
    messages.success(request, _("Shown for half an hour; your reason is on record."))
    return redirect("desk:customer", pk=found.pk)
