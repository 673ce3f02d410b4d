"""The list of customers, found while typing."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhuanji.complaints.queries import Count, counts_of, readable_customers
from zhuanji.customers.policies import may_edit, may_read, may_read_personal
from zhuanji.customers.queries import (
    SeenCustomer,
    list_customers,
    seen_customers,
    suggest_customers,
)
from zhuanji.language.normalise import clean_text
from zhuanji.staff.requests import SignedInRequest

_LONGEST = 200
_OFFERED = 5


@dataclass(frozen=True)
class Row:
    customer: SeenCustomer
    count: Count


@login_required
@require_safe
def suggested(request: SignedInRequest) -> HttpResponse:
    """Files that a few words typed into the command bar may mean, as links."""
    actor = request.user.actor
    words = clean_text(request.GET.get("words", ""))[:_LONGEST].strip()
    found = suggest_customers(words, limit=_OFFERED) if len(words) > 1 else []
    mine = readable_customers(actor).filter(pk__in=[one.pk for one in found])
    seen = seen_customers(list(mine), clear=may_read_personal(actor))
    return render(request, "desk/customers/_suggested.html", {"customers": seen})


@login_required
@require_safe
def customers(request: SignedInRequest) -> HttpResponse:
    """Files one may open, the newest first; masked by role."""
    actor = request.user.actor
    search = clean_text(request.GET.get("search", ""))[:_LONGEST].strip()
    cursor = request.GET.get("cursor", "")
    page = list_customers(readable_customers(actor), search=search, cursor=cursor)
    counts = counts_of(page.rows, actor=actor)
    seen = seen_customers(page.rows, clear=may_read_personal(actor))
    context = {
        "page": page,
        "rows": [Row(one, counts[one.id]) for one in seen],
        "search": search,
        "browses": may_read(actor),
        "may_edit": may_edit(actor),
    }
    return render(request, "desk/customers/list.html", context)
