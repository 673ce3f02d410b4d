"""Records of other systems, and what they say otherwise than the account."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from zhuanji.complaints.models import Complaint
from zhuanji.complaints.policies import sees_personal
from zhuanji.customers.models import ContactPoint, Customer, Purchase
from zhuanji.customers.queries import files_of
from zhuanji.kernel.actors import Actor
from zhuanji.language.phones import parse_phone
from zhuanji.language.reading import read
from zhuanji.staff.roles import Right
from zhuanji.triage.cross_check.claims import Claim, claims_in
from zhuanji.triage.cross_check.comparing import (
    Difference,
    Known,
    compare,
    fields_as_claims,
    value_of,
)
from zhuanji.triage.cross_check.facts import Facts
from zhuanji.triage.cross_check.goods import goods_in
from zhuanji.triage.cross_check.sentences import NAMES, sentence_of
from zhuanji.triage.models import Record

MOST_RECORDS = 50  # the newest ones of a customer
PURCHASES = "purchases"
"""The source of what was noted about purchases in the customer's own file."""


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """What the account or a field says, where, and what a record says instead.

    `start` and `end` are equal when the words stand in a field of the complaint.
    """

    what: str
    name: str
    said: str
    start: int
    end: int
    value: str
    source: str
    reference: str
    at: datetime
    sentence: str


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """The discrepancies, what agrees, and how many records were looked at."""

    discrepancies: tuple[Discrepancy, ...]
    agreed: tuple[tuple[str, str], ...]  # name of what, the customer's words
    records: int


def cross_check(actor: Actor, complaint: Complaint) -> CrossCheck:
    """Compare what the complaint says with the records this actor may see.

    Records of the order it names are everybody's who may read it; other records of the customer are
    for those who read complaints of all departments, and of a confidential one its owner's.
    """
    moment = complaint.occurred_at or complaint.received_at
    reading = read(complaint.account, at=timezone.localtime(moment))
    told = claims_in(reading)
    claims = [*told, *_of_fields(complaint, told), *_product_of(complaint, told)]
    named = [claim for claim in claims if claim.what == "order_number"]
    orders = {spelling for claim in named for spelling in (claim.value, claim.text)}
    files = _files(actor, complaint)
    known = [*_records(orders, files), *_purchases(orders, files)]
    compared = compare(
        claims,
        known,
        timezone.get_current_timezone(),
        product=complaint.product,
        until=complaint.received_at,
    )
    return CrossCheck(
        discrepancies=tuple(_discrepancy(one) for one in compared.differing),
        agreed=tuple(dict.fromkeys((str(NAMES[one.what]), one.text) for one in compared.agreed)),
        records=len(known),
    )


def customer_reached_by(*, phone: str, email: str) -> Customer | None:
    """Return the customer known by this number or address, or whom they were merged into."""
    number = parse_phone(phone) if phone else None
    wanted = Q(kind=ContactPoint.Kind.PHONE, value=number.normal) if number else Q(pk=None)
    if email:
        wanted |= Q(kind=ContactPoint.Kind.EMAIL, value=email)
    rows = ContactPoint.objects.filter(wanted).select_related("customer__merged_into")
    found = rows.order_by("pk").first()
    return (found.customer.merged_into or found.customer) if found else None


def _of_fields(complaint: Complaint, told: Iterable[Claim]) -> Iterable[Claim]:
    """What the account says itself need not be said again."""
    said = {(claim.what, claim.value) for claim in told}
    names = ("order_number", "model", "batch")
    fields = fields_as_claims({name: getattr(complaint, name) for name in names})
    return (claim for claim in fields if (claim.what, claim.value.upper()) not in said)


def _product_of(complaint: Complaint, told: Iterable[Claim]) -> Iterable[Claim]:
    """The field says of what kind the product is, where the account does not."""
    if any(claim.what == "product" for claim in told):
        return ()
    return (Claim("product", 0, 0, complaint.product, kind) for kind in goods_in(complaint.product))


def _records(orders: set[str], files: list[int]) -> list[Known]:
    rows = Record.objects.filter(Q(order_number__in=orders) | Q(customer__in=files), current=True)
    return [_known_record(row) for row in rows.order_by("-at", "-pk")[:MOST_RECORDS]]


def _known_record(row: Record) -> Known:
    facts = Facts.model_validate(row.facts)
    return Known(row.source, row.reference, row.kind, row.at, row.order_number, facts)


def _purchases(orders: set[str], files: list[int]) -> list[Known]:
    rows = Purchase.objects.filter(Q(order_number__in=orders) | Q(customer__in=files))
    return [_known_purchase(row) for row in rows.order_by("-bought_on", "-pk")[:MOST_RECORDS]]


def _known_purchase(row: Purchase) -> Known:
    bought = timezone.make_aware(datetime.combine(row.bought_on, time(12)))
    facts = Facts.model_construct(
        product=row.product,
        model=row.model,
        batch=row.batch,
        shop=row.shop,
        paid=Decimal(row.amount_fen) / 100 if row.amount_fen else None,
        ordered_at=bought,
    )
    return Known(PURCHASES, row.order_number, Record.Kind.ORDER, bought, row.order_number, facts)


def _files(actor: Actor, complaint: Complaint) -> list[int]:
    customer = complaint.customer
    if customer is None or not actor.has(Right.READ_ALL):
        return []
    if complaint.confidential and not sees_personal(actor, complaint):
        return []
    return files_of(customer.merged_into or customer)


def _discrepancy(difference: Difference) -> Discrepancy:
    claim, record = difference.claim, difference.record
    return Discrepancy(
        what=claim.what,
        name=str(NAMES[claim.what]),
        said=claim.text,
        start=claim.start,
        end=claim.end,
        value=value_of(record, claim.what, timezone.get_current_timezone()),
        source=record.source,
        reference=record.reference,
        at=record.at,
        sentence=sentence_of(difference),
    )
