"""Claims and records side by side: what agrees, and where they differ."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from difflib import SequenceMatcher

from zhuanji.language.reading.amounts import as_decimal
from zhuanji.triage.cross_check import denials
from zhuanji.triage.cross_check.claims import Claim
from zhuanji.triage.cross_check.facts import Facts
from zhuanji.triage.cross_check.goods import goods_in

CODES = ("order_number", "model", "batch")
AMOUNTS = ("paid", "refunded", "asked_back")
WORDS = (*denials.KINDS, "product", "waited")
"""What is said in words; of these only a difference is worth a line, but what was denied."""
DAYS = ("ordered_at", "paid_at", "shipped_at", "delivered_at", "refunded_at")
_ABOUT = re.compile("多|余|来|几|左右|大约|约|近|上下")
_ROUNDED = Decimal("0.3")  # 两百多块 may be 259
_SEPARATORS = re.compile(r"[\s\-_./]")


@dataclass(frozen=True, slots=True)
class Known:
    """One record as it is compared: where it comes from and what it says."""

    source: str
    reference: str
    kind: str
    at: datetime
    order_number: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Difference:
    """What the customer says, and what the nearest record says instead."""

    claim: Claim
    record: Known
    value: str


@dataclass(frozen=True, slots=True)
class Comparison:
    agreed: tuple[Claim, ...]
    differing: tuple[Difference, ...]


def compare(
    claims: Iterable[Claim],
    records: list[Known],
    zone: tzinfo,
    *,
    product: str = "",
    until: datetime | None = None,
) -> Comparison:
    """Return which claims a record confirms and which those of the same order contradict.

    The order is the one that is named, else that of the product complained of. Of other orders an
    agreement counts, a difference does not: they may be about something else. What happened after
    `until`, when the customer spoke, does not contradict that it had not.
    """
    claims = list(claims)
    chosen = _same_order(claims, records) or [one for one in records if _is_of(one, product)]
    agreed, differing = [], []
    for claim in claims:
        named = claim.what == "order_number"
        told = _told(claim, records if named or not chosen else chosen, zone)
        if claim.what in WORDS:
            contrary = _contrary(claim, told, claims, until) if chosen else None
            if contrary:
                differing.append(contrary)
            elif told and claim.what in denials.KINDS:
                agreed.append(claim)
        elif any(_agrees(claim, value) for _record, value in told):
            agreed.append(claim)
        elif told and (named or chosen):
            differing.append(
                Difference(claim, *min(told, key=lambda one: _distance(claim, one[1])))
            )
    return Comparison(tuple(agreed), tuple(_first_of_product(differing)))


def _contrary(
    claim: Claim, told: list[tuple[Known, str]], claims: list[Claim], until: datetime | None
) -> Difference | None:
    """Return the record that says otherwise than the customer's words."""
    if claim.what == "product":
        named = {one.value for one in claims if one.what == "product"}
        return _another_product(claim, told, named)
    if claim.what == "waited":
        others = [one for one in told if abs(int(one[1]) - int(claim.value)) > _tolerance(claim)]
        return Difference(claim, *others[0]) if told and len(others) == len(told) else None
    for record, value in told:
        if denials.has_happened(claim.what, value) and not _is_later(record, claim.what, until):
            return Difference(claim, record, value)
    return None


def _another_product(
    claim: Claim, told: list[tuple[Known, str]], named: set[str]
) -> Difference | None:
    """A record differs when it is of a kind of thing that the customer names nowhere."""
    for record, value in told:
        kinds = set(goods_in(value))
        if not kinds or kinds & named:
            return None
        return Difference(claim, record, value)
    return None


def _is_later(record: Known, what: str, until: datetime | None) -> bool:
    facts = record.facts
    happened = {
        "not_delivered": facts.delivered_at,
        "not_shipped": facts.shipped_at or facts.delivered_at,
        "not_refunded": facts.refunded_at,
    }[what]
    return bool(until and happened and happened.date() > until.date())


def _tolerance(claim: Claim) -> float:
    return max(2, int(claim.value) * float(_ROUNDED))


def _first_of_product(differing: list[Difference]) -> Iterator[Difference]:
    """Of several things that are all not the record's, the first is enough."""
    seen = False
    for one in differing:
        if one.claim.what != "product" or not seen:
            yield one
        seen = seen or one.claim.what == "product"


def _same_order(claims: list[Claim], records: list[Known]) -> list[Known]:
    named = {_bare(claim.value) for claim in claims if claim.what == "order_number"}
    return [record for record in records if _bare(record.order_number) in named]


def _is_of(record: Known, product: str) -> bool:
    known = record.facts.product
    return bool(product and known) and (product in known or known in product)


def _told(claim: Claim, records: list[Known], zone: tzinfo) -> list[tuple[Known, str]]:
    told = ((record, value_of(record, claim.what, zone)) for record in records)
    return [(record, value) for record, value in told if value]


def value_of(record: Known, what: str, zone: tzinfo) -> str:
    """Return what a record says of one thing; empty when it says nothing."""
    if what == "order_number":
        return record.order_number
    if what in denials.KINDS:
        return denials.told_of(record.facts, what, zone)
    if what == "waited":
        return _days_taken(record.facts, zone)
    what = "paid" if what == "asked_back" else what
    value = getattr(record.facts, what)
    if isinstance(value, datetime):
        return value.astimezone(zone).date().isoformat()
    return as_decimal(value) if isinstance(value, Decimal) else value or ""


def _days_taken(facts: Facts, zone: tzinfo) -> str:
    """Return how many days lie between order and delivery."""
    began, arrived = facts.ordered_at or facts.paid_at or facts.shipped_at, facts.delivered_at
    if not began or not arrived:
        return ""
    return str((arrived.astimezone(zone).date() - began.astimezone(zone).date()).days)


def _agrees(claim: Claim, value: str) -> bool:
    if claim.what in CODES:
        said, known = _bare(claim.value), _bare(value)
        return said == known or (claim.what != "order_number" and (said in known or known in said))
    if claim.what == "asked_back":  # a part of what was paid may be asked back
        return _sums(claim.value)[0] <= Decimal(value)
    if claim.what in AMOUNTS:
        return _is_about(claim, Decimal(value))
    first, last = _days(claim.value)
    return first <= date.fromisoformat(value) <= last


def _is_about(claim: Claim, known: Decimal) -> bool:
    said, most = _sums(claim.value)
    if said <= known <= most:
        return True
    return bool(_ABOUT.search(claim.text)) and abs(known - said) <= said * _ROUNDED


def _distance(claim: Claim, value: str) -> float:
    if claim.what in CODES:
        return 1 - SequenceMatcher(None, _bare(claim.value), _bare(value)).ratio()
    if claim.what in AMOUNTS:
        return float(abs(Decimal(value) - _sums(claim.value)[0]))
    return abs((date.fromisoformat(value) - _days(claim.value)[0]).days)


def _sums(value: str) -> tuple[Decimal, Decimal]:
    """Return the least and the most of a sum, which are one where it is told exactly."""
    sums = [Decimal(part) for part in value.split("/")]
    return sums[0], sums[-1]


def _days(value: str) -> tuple[date, date]:
    """Return the first and the last day of an ISO moment or interval."""
    days = [date.fromisoformat(part[:10]) for part in value.split("/")]
    return days[0], days[-1]


def _bare(code: str) -> str:
    return _SEPARATORS.sub("", code).upper()


def fields_as_claims(given: dict[str, str]) -> Iterator[Claim]:
    """Yield what the complaint's own fields say; they stand nowhere in the account."""
    for what, value in given.items():
        if value:
            yield Claim(what, 0, 0, value, value)
