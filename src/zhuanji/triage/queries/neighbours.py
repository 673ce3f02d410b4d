"""Complaints that may be one matter: while one is typed, on arrival, and as they were marked."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet

from zhuanji.complaints.models import Complaint, Link
from zhuanji.complaints.policies import sees_personal
from zhuanji.complaints.queries import visible_to
from zhuanji.complaints.stages import OPEN, Stage
from zhuanji.complaints.veil import person_veil
from zhuanji.customers.queries import files_of
from zhuanji.kernel.actors import Actor
from zhuanji.triage.cross_check.goods import goods_in
from zhuanji.triage.models import Neighbour
from zhuanji.triage.neighbours.again import bare, names_order, orders_named, says_again
from zhuanji.triage.neighbours.keys import MOST_ORDERS, fact
from zhuanji.triage.neighbours.matching import BY_PERSON, Agreement
from zhuanji.triage.neighbours.terms import terms_of
from zhuanji.triage.neighbours.weights import Likeness
from zhuanji.triage.queries.lookup import Knowledge, Near, compared, knowledge, nearest, with_fact

_OF_ONE_CUSTOMER = 20
_STRANGERS = 3
_NEARLY = 0.8  # of the likest one's cosine
_MOST_TYPED = 5
_GOODS_READ = 300  # what a complaint is about stands in its first sentences


@dataclass(frozen=True)
class Described:
    """A complaint that is being typed or has just arrived: all that is compared."""

    subject: str = ""
    account: str = ""
    more: tuple[str, ...] = ()
    order_number: str = ""
    product: str = ""
    name: str = ""
    files: tuple[int, ...] = ()  # of the customer, if it is known who complains
    pk: int = 0

    @cached_property
    def orders(self) -> frozenset[str]:
        return orders_named(self.order_number, self.account)

    @cached_property
    def goods(self) -> frozenset[str]:
        return frozenset(goods_in(f"{self.product} {self.subject} {self.account[:_GOODS_READ]}"))

    @property
    def said(self) -> dict[int, float]:
        return terms_of(self.subject, self.account, *self.more, self.product, self.order_number)


@dataclass(frozen=True)
class Match:
    """Another complaint, and in what it agrees."""

    complaint: Complaint
    agreement: Agreement

    @property
    def kind(self) -> Neighbour.Kind:
        if not self.agreement.is_one_matter:
            return Neighbour.Kind.ALIKE
        is_open = self.complaint.stage in OPEN
        return Neighbour.Kind.DUPLICATE if is_open else Neighbour.Kind.REPEAT


def said_in(complaint: Complaint) -> dict[int, float]:
    """Return the terms of a complaint, without asking who its customer is."""
    return Described(
        subject=complaint.subject,
        account=complaint.account,
        more=(complaint.demand, complaint.model),
        order_number=complaint.order_number,
        product=complaint.product,
    ).said


def described(complaint: Complaint) -> Described:
    """Needs the customer and the one it was merged into."""
    customer = complaint.customer and (complaint.customer.merged_into or complaint.customer)
    return Described(
        subject=complaint.subject,
        account=complaint.account,
        more=(complaint.demand, complaint.model),
        order_number=complaint.order_number,
        product=complaint.product,
        name=customer.name if customer else "",
        files=tuple(files_of(customer)) if customer else (),
        pk=complaint.pk,
    )


def matches(
    one: Described, known: Knowledge, among: QuerySet[Complaint], *, reader: Actor | None = None
) -> list[Match]:
    """Return what may be the same matter as `one`, the surest first.

    Of the same customer or order whether open or finished; of strangers, in the same words, only
    what is open, and only a few: the rest is a mass of complaints, not a duplicate. A reader does
    not learn that a confidential complaint is of the same person.
    """
    among = among.exclude(pk=one.pk).exclude(stage=Stage.MERGED)
    vector = known.weights.vector(one.said)
    candidates = _of_the_same(one, among)
    near = {
        n.complaint_id: n for n in compared(known, vector, candidates, measured=len(candidates))
    }
    still_open = among.filter(stage__in=sorted(OPEN))
    strangers = nearest(known, vector, still_open, measured=_OF_ONE_CUSTOMER)[:_OF_ONE_CUSTOMER]
    near |= {n.complaint_id: n for n in strangers}
    rows = among.filter(pk__in=[*near, *candidates]).select_related(
        "customer__merged_into", "owner"
    )
    found = [Match(row, _agreement(one, row, near.get(row.pk), reader)) for row in rows]
    return sorted(found, key=lambda m: (-len(m.agreement.reasons), -m.agreement.likeness.cosine))


def one_matter(found: list[Match]) -> list[Match]:
    """Of all that resembles it, what is worth telling: what is surely one matter, and copies.

    Beside a true copy, what only shares sentences with it is another matter.
    """
    sure = [match for match in found if match.agreement.is_one_matter]
    copies = [m for m in found if m.agreement.is_copied and m not in sure]
    standing = [m for m in copies if m.complaint.stage in OPEN]
    likest = max((m.agreement.likeness.cosine for m in found), default=0.0)
    near = [m for m in standing if m.agreement.likeness.cosine >= _NEARLY * likest]
    return sure + near[:_STRANGERS]


def may_be_the_same(
    actor: Actor,
    *,
    customers: list[int],
    words: str,
    order_number: str = "",
    product: str = "",
) -> list[Match]:
    """Up to five complaints that what is being typed may be about, as far as one may read them.

    Open ones of these customers, then those of the same order or matter even when finished, then
    open ones of strangers in much the same words.
    """
    one = Described(
        account=words, order_number=order_number, product=product, files=tuple(customers)
    )
    found = matches(one, knowledge(), visible_to(actor), reader=actor)
    theirs = [m for m in found if m.agreement.customer and m.complaint.stage in OPEN]
    sure = [m for m in found if m.agreement.is_one_matter and m not in theirs]
    alike = [m for m in found if m.agreement.is_like and m.complaint.stage in OPEN]
    return list(dict.fromkeys([*theirs, *sure, *alike]))[:_MOST_TYPED]


def _of_the_same(one: Described, among: QuerySet[Complaint]) -> list[int]:
    """Ids of the newest complaints of the same customer, order, or name and product."""
    wanted = Q(customer__in=one.files) if one.files else Q(pk__in=[])
    if one.name and one.product:
        wanted |= Q(customer__name=one.name, product=one.product)
    theirs = among.filter(wanted).order_by("-pk").values_list("pk", flat=True)
    of_order = (pk for order in sorted(one.orders)[:MOST_ORDERS] for pk in _of_order(order))
    return list(dict.fromkeys([*theirs[:_OF_ONE_CUSTOMER], *of_order]))


def _of_order(order: str) -> list[int]:
    return with_fact(fact("order", order), most=10)


def _agreement(
    one: Described, row: Complaint, near: Near | None, reader: Actor | None
) -> Agreement:
    known = reader is None or knows_who(reader, row)
    return Agreement(
        near.likeness if near else Likeness(0, 0),
        customer=known and row.customer_id in one.files,
        order=bool(one.orders) and _is_of_order(one.orders, row),
        name=known and row.customer is not None and _same(one.name, row.customer.name),
        product=_same(one.product, row.product),
        again=says_again(one.account) and _is_of_thing(one, row),
    )


def _is_of_thing(one: Described, row: Complaint) -> bool:
    return _same(one.product, row.product) or bool(one.goods & _goods_of(row))


def _is_of_order(orders: frozenset[str], row: Complaint) -> bool:
    return bare(row.order_number) in orders or names_order(row.account, orders)


def _goods_of(row: Complaint) -> frozenset[str]:
    return frozenset(goods_in(f"{row.product} {row.subject} {row.account[:_GOODS_READ]}"))


def _same(one: str, other: str) -> bool:
    return bool(one) and fact("", one) == fact("", other)


def knows_who(actor: Actor, complaint: Complaint) -> bool:
    """Whether this reader may learn of whom else a complaint is: of a confidential one its owner."""
    return not complaint.confidential or sees_personal(actor, complaint)


@dataclass(frozen=True)
class Marked:
    """A complaint that was found to belong to the one at hand, and is still waiting for a word."""

    other: Complaint
    kind: Neighbour.Kind
    reasons: tuple[str, ...]
    is_newer: bool  # the one at hand came later

    @property
    def subject(self) -> str:
        return person_veil(self.other, clear=False)(self.other.subject)


def marked_neighbours(actor: Actor, complaint: Complaint, *, most: int = 5) -> list[Marked]:
    """What was found to belong to a complaint, but what is linked, merged, or said to be another.

    Only what the actor may read, and only for reasons that they may know.
    """
    rows = Neighbour.objects.filter(
        Q(complaint=complaint) | Q(other=complaint), refused_at=None
    ).order_by("-likeness")[:50]
    by_other = {r.other_id if r.complaint_id == complaint.pk else r.complaint_id: r for r in rows}
    waiting = visible_to(actor).filter(pk__in=by_other).exclude(stage=Stage.MERGED)
    unlinked = waiting.exclude(pk__in=_linked_to(complaint))
    others = unlinked.select_related("customer__merged_into", "owner")
    found = [_marked(actor, complaint, other, by_other[other.pk]) for other in others]
    told = [mark for mark in found if mark.reasons]
    return sorted(told, key=lambda mark: list(by_other).index(mark.other.pk))[:most]


def _linked_to(complaint: Complaint) -> QuerySet[Link, int]:
    one = Link.objects.filter(one=complaint).values_list("other_id", flat=True)
    return one.union(Link.objects.filter(other=complaint).values_list("one_id", flat=True))


def _marked(actor: Actor, complaint: Complaint, other: Complaint, row: Neighbour) -> Marked:
    known = knows_who(actor, complaint) and knows_who(actor, other)
    reasons = [reason for reason in row.reasons if known or reason not in BY_PERSON]
    kind = Neighbour.Kind(row.kind)
    if kind != Neighbour.Kind.ALIKE:
        is_open = other.stage in OPEN
        kind = Neighbour.Kind.DUPLICATE if is_open else Neighbour.Kind.REPEAT
    if kind != Neighbour.Kind.ALIKE and not known and "same_order" not in reasons:
        reasons = []
    return Marked(other, kind, tuple(reasons), is_newer=row.complaint_id == complaint.pk)
