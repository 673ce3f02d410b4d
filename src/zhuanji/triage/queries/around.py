"""What the files know around complaints: a constant number of questions for any number of them."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import cache

from django.db.models import Count, Sum

from zhuanji.complaints.models import Complaint, Evidence
from zhuanji.customers.models import Purchase
from zhuanji.triage.deciding.assessing import Around

LATELY = timedelta(days=90)
YEAR = timedelta(days=365)
_OTHERS_READ = 5000
JUDGED_READ = 300


def around(complaints: Sequence[Complaint], *, at: datetime) -> dict[int, Around]:
    """By the complaint's id. An anonymous complaint has nobody around it."""
    customers = {c.customer_id for c in complaints if c.customer_id}
    paid = _paid(customers, at)
    earlier = _earlier(complaints, customers)
    files = _files(complaints)
    return {
        c.pk: Around(
            tier=c.customer.tier if c.customer else "standard",
            paid=paid.get(c.customer_id or 0, (0.0, 0))[0],
            purchases=paid.get(c.customer_id or 0, (0.0, 0))[1],
            earlier=earlier.get(c.pk, 0),
            files=files.get(c.pk, 0),
            has_order=bool(c.order_number),
        )
        for c in complaints
    }


def past_outcomes() -> Callable[[str], dict[str, int]]:
    """How the latest judged complaints of a category ended; each category is asked for once."""

    @cache
    def past(category: str) -> dict[str, int]:
        judged = Complaint.objects.filter(category=category).exclude(verdict="")
        latest = judged.order_by("-received_at", "-pk").values_list("verdict", flat=True)
        counts: dict[str, int] = defaultdict(int)
        for verdict in latest[:JUDGED_READ]:
            counts[verdict] += 1
        return dict(counts)

    return past


def _paid(customers: set[int], at: datetime) -> dict[int, tuple[float, int]]:
    """What each paid in the last year, in yuan, and in how many orders."""
    bought = Purchase.objects.filter(customer__in=customers, bought_on__gte=(at - YEAR).date())
    sums = bought.values_list("customer").annotate(Sum("amount_fen"), Count("id")).order_by()
    return {customer: (fen / 100, count) for customer, fen, count in sums}


def _earlier(complaints: Sequence[Complaint], customers: set[int]) -> dict[int, int]:
    """How often each one's customer had complained in the three months before it."""
    if not customers:
        return {}
    since = min(c.received_at for c in complaints) - LATELY
    until = max(c.received_at for c in complaints)
    known = Complaint.objects.filter(customer__in=customers, received_at__range=(since, until))
    when: dict[int, list[datetime]] = defaultdict(list)
    rows = known.order_by("-received_at").values_list("customer_id", "received_at")
    for customer, received_at in rows[:_OTHERS_READ]:
        when[customer or 0].append(received_at)
    return {
        c.pk: sum(c.received_at - LATELY <= t < c.received_at for t in when[c.customer_id])
        for c in complaints
        if c.customer_id
    }


def _files(complaints: Sequence[Complaint]) -> dict[int, int]:
    counted = Evidence.objects.filter(complaint__in=[c.pk for c in complaints])
    return dict(counted.values_list("complaint").annotate(Count("id")).order_by())
