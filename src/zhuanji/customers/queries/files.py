"""Questions about one customer's file."""

from datetime import datetime, timedelta

from zhuanji.customers.models import Customer, Merge, Purchase
from zhuanji.customers.policies import may_read_personal
from zhuanji.history.models import Entry
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotFound

REVEAL_LENGTH = timedelta(minutes=30)
STORY_LENGTH = 100


def get_customer(pk: int) -> Customer:
    """Return the customer, or the one it was merged into. Raises NotFound."""
    customer = Customer.objects.select_related("merged_into").filter(pk=pk).first()
    if customer is None:
        raise NotFound
    return customer.merged_into or customer


def files_of(customer: Customer) -> list[int]:
    """The ids of all files that make this customer: its own and those it absorbed."""
    return [
        customer.pk,
        *Customer.objects.filter(merged_into=customer).values_list("pk", flat=True),
    ]


def purchases_of(files: list[int]) -> list[Purchase]:
    """The newest purchases of the files that make one customer."""
    newest = Purchase.objects.filter(customer__in=files).order_by("-bought_on", "-pk")
    return list(newest[:50])


def merges_of(customer: Customer) -> list[Merge]:
    """Merges into this customer that can still be undone, the newest first."""
    merges = Merge.objects.filter(kept=customer, undone_at=None).select_related("absorbed")
    return list(merges.order_by("-pk"))


def story_of_customer(files: list[int], *, length: int = STORY_LENGTH) -> list[Entry]:
    """What happened to these files themselves, the newest first."""
    abouts = [f"customer/{pk}" for pk in files]
    return list(Entry.objects.filter(about__in=abouts).order_by("-at", "-pk")[:length])


def sees_personal(actor: Actor, customer: Customer, *, at: datetime) -> bool:
    """Whether this file shows unmasked now: by role, or for half an hour after giving a reason."""
    return (
        may_read_personal(actor)
        or Entry.objects.filter(
            about=f"customer/{customer.pk}",
            kind="customer.revealed",
            by=actor.key,
            at__gt=at - REVEAL_LENGTH,
        ).exists()
    )
