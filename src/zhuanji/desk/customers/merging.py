"""Making one file of two: find the other, choose each field, see what moves, and back."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhuanji.complaints.actions import customers as on_file
from zhuanji.complaints.queries import counts_of, readable_customer, readable_customers
from zhuanji.customers.models import Customer, Merge
from zhuanji.customers.policies import may_read_personal, require_may_merge
from zhuanji.customers.queries import (
    list_customers,
    purchases_of,
    seen_contacts,
    seen_customers,
)
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import DomainError
from zhuanji.language.normalise import clean_text
from zhuanji.staff.requests import SignedInRequest

_MOST = 20

FIELDS: dict[str, str | Promise] = {
    "name": gettext_lazy("Name"),
    "tier": gettext_lazy("Tier"),
    "language": gettext_lazy("Language"),
    "preferred_channel": gettext_lazy("Preferred way of contact"),
    "special_needs": gettext_lazy("Special needs"),
    "preferences": gettext_lazy("Preferences"),
    "notes": gettext_lazy("Notes"),
}


@dataclass(frozen=True)
class Choice:
    """One field of both files, in words; `takes` when the other's is proposed."""

    field: str
    label: str
    ours: str
    theirs: str
    takes: bool


@login_required
@require_safe
def find_other(request: SignedInRequest, pk: int) -> HttpResponse:
    """Look for the file that means the same customer; those of the same name come first."""
    actor, found = request.user.actor, readable_customer(pk, actor=request.user.actor)
    require_may_merge(actor)
    search = clean_text(request.GET.get("search", found.name))[:200].strip()
    page = list_customers(readable_customers(actor), search=search, size=_MOST)
    others = [one for one in page.rows if one.pk != found.pk]
    counts, clear = counts_of(others, actor=actor), may_read_personal(actor)
    context = {
        "found": found,
        "customer": seen_customers([found], clear=clear)[0],
        "search": search if "search" in request.GET or clear else "",
        "rows": [(one, counts[one.id]) for one in seen_customers(others, clear=clear)],
    }
    return render(request, "desk/customers/merge_find.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: SignedInRequest, pk: int, other_pk: int) -> HttpResponse:
    """Choose each field and see what moves; then make one file of both."""
    actor = request.user.actor
    require_may_merge(actor)
    kept, other = readable_customer(pk, actor=actor), readable_customer(other_pk, actor=actor)
    if kept.pk == other.pk:
        return redirect("desk:customer", pk=kept.pk)
    if request.method != "POST":
        return _ask(request, kept, other)
    take = frozenset(name for name in FIELDS if request.POST.get(name) == "theirs")
    try:
        made = on_file.merge_customers(
            by=actor, at=timezone.now(), kept=kept, absorbed=other, take=take
        )
    except DomainError as refusal:
        return _ask(request, kept, other, take=take, problem=str(refusal), status=refusal.status)
    undo = reverse("desk:customer_unmerge", kwargs={"pk": kept.pk, "merge_id": made.pk})
    messages.success(request, _("One file now. Nothing was lost."), extra_tags=undo)
    return redirect("desk:customer", pk=kept.pk)


def _ask(
    request: SignedInRequest,
    kept: Customer,
    other: Customer,
    *,
    take: frozenset[str] | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "kept": kept,
        "other": other,
        "choices": _choices(kept, other, take),
        "moves": _moves(other, request.user.actor),
        "contacts": seen_contacts(kept, clear=may_read_personal(request.user.actor)),
        "problem": problem,
    }
    return render(request, "desk/customers/merge.html", context, status=status)


def _moves(other: Customer, actor: Actor) -> dict[str, Any]:
    return {
        "contacts": seen_contacts(other, clear=may_read_personal(actor)),
        "complaints": counts_of([other], actor=actor)[other.pk].total,
        "purchases": len(purchases_of([other.pk])),
    }


def _choices(kept: Customer, other: Customer, take: frozenset[str] | None) -> list[Choice]:
    """The fields that differ; where ours is empty theirs is proposed."""
    differing = [name for name in FIELDS if getattr(kept, name) != getattr(other, name)]
    if take is None:
        take = frozenset(name for name in differing if not getattr(kept, name))
    return [
        Choice(name, str(FIELDS[name]), _words(kept, name), _words(other, name), name in take)
        for name in differing
    ]


def _words(customer: Customer, name: str) -> str:
    if name == "language":
        return str(dict(settings.LANGUAGES).get(customer.language, customer.language))
    spoken = getattr(customer, f"get_{name}_display", None)
    return str(spoken() if spoken else getattr(customer, name))


@login_required
@require_POST
def unmerge(request: SignedInRequest, pk: int, merge_id: int) -> HttpResponse:
    """Make two files of one again."""
    found = readable_customer(pk, actor=request.user.actor)
    made = Merge.objects.filter(pk=merge_id, kept=found).first()
    if made is None:
        raise Http404
    on_file.undo_merge_of_customers(by=request.user.actor, at=timezone.now(), merge=made)
    messages.success(request, _("The merge is undone: there are two files again."))
    return redirect("desk:customer", pk=found.pk)
