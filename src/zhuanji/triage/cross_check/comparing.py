"""Claims and records side by side: what agrees, and where they differ."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from difflib import SequenceMatcher

from zhuanji.language.reading.amounts import as_decimal
from zhuanji.triage.cross_check.claims import Claim
from zhuanji.triage.cross_check.facts import Facts

CODES = ("order_number", "model", "batch")
AMOUNTS = ("paid", "refunded")
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
    claims: Iterable[Claim], records: list[Known], zone: tzinfo, *, product: str = ""
) -> Comparison:
    """Return which claims a record confirms and which those of the same order contradict.

    The order is the one that is named, else that of the product complained of. Of other orders an
    agreement counts, a difference does not: they may be about something else.
    """
    claims = list(claims)
    chosen = _same_order(claims, records) or [one for one in records if _is_of(one, product)]
    agreed, differing = [], []
    for claim in claims:
        named = claim.what == "order_number"
        told = _told(claim, records if named or not chosen else chosen, zone)
        if any(_agrees(claim, value) for _record, value in told):
            agreed.append(claim)
        elif told and (named or chosen):
            differing.append(
                Difference(claim, *min(told, key=lambda one: _distance(claim, one[1])))
            )
    return Comparison(tuple(agreed), tuple(differing))


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
    value = getattr(record.facts, what)
    if isinstance(value, datetime):
        return value.astimezone(zone).date().isoformat()
    return as_decimal(value) if isinstance(value, Decimal) else value or ""


def _agrees(claim: Claim, value: str) -> bool:
    if claim.what in CODES:
        said, known = _bare(claim.value), _bare(value)
        return said == known or (claim.what != "order_number" and (said in known or known in said))
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
