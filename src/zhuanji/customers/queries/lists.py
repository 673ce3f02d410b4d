"""Lists of customers, searched or not, in pages that cost the same at any size."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from zhuanji.customers.models import ContactPoint, Customer, Purchase
from zhuanji.customers.queries.finding import meant_contacts, meant_names

PAGE_SIZE = 50
_ID_DIGITS = 18  # fit a bigint


@dataclass(frozen=True)
class CustomerPage:
    """One page, the newest file first; `next` and `previous` are cursors, empty at the ends."""

    rows: list[Customer]
    next: str = ""
    previous: str = ""


def list_customers(
    among: QuerySet[Customer], *, search: str = "", cursor: str = "", size: int = PAGE_SIZE
) -> CustomerPage:
    """One page of `among` (files that are not merged into another).

    Searched as suggest_customers does; a file is also found by what a file merged into it says.
    A cursor that cannot be read starts from the beginning.
    """
    place, backwards = _read_cursor(cursor)
    if search.strip():
        wanted = [_keys(s, place, backwards, size) for s in _sources(among, search.strip())]
        found = wanted[0].union(*wanted[1:]).order_by("key" if backwards else "-key")
        ids = list(found[: size + 1])
        rows = sorted(Customer.objects.filter(pk__in=ids), key=lambda c: ids.index(c.pk))
    else:
        start = among.filter(_beyond("pk", place, backwards))
        rows = list(start.order_by("pk" if backwards else "-pk")[: size + 1])
    return _page(rows, size, started=place is not None, backwards=backwards)


def _sources(among: QuerySet[Customer], words: str) -> list[QuerySet[Any]]:
    """Where the words may stand, each yielding as `key` the file they belong to now."""
    theirs = {"customer__in": among.values("pk")}
    bought = Purchase.objects.filter(order_number=words)
    return [
        among.filter(meant_names(words)).annotate(key=F("pk")),
        Customer.objects.filter(meant_names(words), merged_into__in=among.values("pk")).annotate(
            key=F("merged_into_id")
        ),
        ContactPoint.objects.filter(meant_contacts(words), **theirs).annotate(key=F("customer_id")),
        bought.filter(**theirs).annotate(key=F("customer_id")),
        bought.filter(customer__merged_into__in=among.values("pk")).annotate(
            key=F("customer__merged_into_id")
        ),
    ]


def _keys(
    source: QuerySet[Any],
    place: int | None,
    backwards: bool,
    size: int,
) -> QuerySet[Any]:
    start = source.filter(_beyond("key", place, backwards))
    order = "key" if backwards else "-key"
    return start.order_by(order).values_list("key", flat=True).distinct()[: size + 1]


def _beyond(column: str, place: int | None, backwards: bool) -> Q:
    return Q() if place is None else Q(**{f"{column}__{'gt' if backwards else 'lt'}": place})


def _page(rows: list[Customer], size: int, *, started: bool, backwards: bool) -> CustomerPage:
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    has_next, has_previous = (True, more) if backwards else (more, started)
    return CustomerPage(
        rows,
        next=str(rows[-1].pk) if rows and has_next else "",
        previous=f"-{rows[0].pk}" if rows and has_previous else "",
    )


def _read_cursor(cursor: str) -> tuple[int | None, bool]:
    """A file's number: its successors follow; with a minus before it, its predecessors."""
    digits = cursor.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _ID_DIGITS):
        return None, False
    return int(digits), cursor.startswith("-")
