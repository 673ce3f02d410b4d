"""Customers by their complaints: whose files one may open, and what they complained of."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from zhuanji.complaints.models import Complaint
from zhuanji.complaints.queries.visible import visible_to
from zhuanji.complaints.stages import OPEN
from zhuanji.customers.models import Customer
from zhuanji.customers.policies import may_read
from zhuanji.customers.queries import get_customer
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotFound


@dataclass(frozen=True)
class Count:
    """How many complaints a customer has: not finished, and ever."""

    open: int = 0
    total: int = 0


def openly_of(actor: Actor) -> QuerySet[Complaint]:
    """What an actor may read of somebody known by name: a confidential one shows to its owner."""
    return visible_to(actor).filter(Q(confidential=False) | Q(owner=actor.user_id or 0))


def readable_customers(actor: Actor) -> QuerySet[Customer]:
    """Files one may open: every one, or those of complaints one may read. Never merged ones."""
    files = Customer.objects.filter(merged_into=None)
    if may_read(actor):
        return files
    theirs = openly_of(actor).filter(customer=OuterRef("pk"))
    absorbed = openly_of(actor).filter(customer__merged_into=OuterRef("pk"))
    return files.filter(Exists(theirs) | Exists(absorbed))


def readable_customer(pk: int, *, actor: Actor) -> Customer:
    """The file, or the one it was merged into. Raises NotFound, also where one may not read it."""
    customer = get_customer(pk)
    if not may_read(actor) and not readable_customers(actor).filter(pk=customer.pk).exists():
        raise NotFound
    return customer


def complaints_of(files: list[int], *, actor: Actor, most: int = 50) -> list[Complaint]:
    """The newest complaints of these files that the actor may read beside the customer's name."""
    theirs = (
        openly_of(actor)
        .filter(customer__in=files)
        .select_related("customer__merged_into", "owner", "department")
    )
    return list(theirs.order_by("-received_at", "-pk")[:most])


def counts_of(customers: list[Customer], *, actor: Actor) -> dict[int, Count]:
    """Complaints per customer, those of files merged into it included; two queries for all."""
    kept = {customer.pk: customer.pk for customer in customers}
    for absorbed in Customer.objects.filter(merged_into__in=list(kept)).only("merged_into"):
        kept[absorbed.pk] = absorbed.merged_into_id or absorbed.pk
    counts = {customer.pk: Count() for customer in customers}
    for file, still_open, total in _counted(list(kept), actor):
        before = counts[kept[file]]
        counts[kept[file]] = Count(before.open + still_open, before.total + total)
    return counts


def count_of(files: list[int], *, actor: Actor) -> Count:
    """Complaints of the files that make one customer."""
    rows = _counted(files, actor)
    return Count(sum(row[1] for row in rows), sum(row[2] for row in rows))


def _counted(files: list[int], actor: Actor) -> list[tuple[int, int, int]]:
    theirs = openly_of(actor).filter(customer__in=files).order_by().values_list("customer")
    unfinished = models.Count("pk", filter=Q(stage__in=sorted(OPEN)))
    return list(theirs.annotate(still_open=unfinished, total=models.Count("pk")))
