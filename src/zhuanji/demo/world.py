"""Everything lives are made of, and the clock that lets them pass side by side."""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from zhuanji.customers.contacts import read_contacts
from zhuanji.customers.models import Customer, Purchase
from zhuanji.demo.grammar import Deck
from zhuanji.demo.ledger import Case, Ledger
from zhuanji.demo.people import Crowd, Person, invent_crowd, words
from zhuanji.demo.rhythm import Year
from zhuanji.demo.staffing import Company
from zhuanji.demo.telling import Tale, invent_tale, told_again
from zhuanji.language.pinyin import initials

_REMEMBERED = timedelta(days=45)
_ERRS = 0.12
Steps = Iterator[tuple[datetime, Callable[[datetime], object]]]


@dataclass
class World:
    rng: Random
    year: Year
    company: Company
    ledger: Ledger
    customers: dict[str, Customer] = field(default_factory=dict)
    cases: dict[str, list[Case]] = field(default_factory=dict)  # by their person's phone
    told: dict[int, Case] = field(default_factory=dict)  # by the identity of their tale
    truth: dict[int, str] = field(default_factory=dict)  # what each complaint is about
    firsts: dict[str, Case] = field(default_factory=dict)  # of each burst
    orders: set[str] = field(default_factory=set)
    born: list[Steps] = field(default_factory=list)  # lives that began within another

    @property
    def stories(self) -> list[dict[str, Any]]:
        """Every kind of every story: how often each comes, its `weight` says."""
        return [
            story
            | kind
            | {
                "weight": (0.4 if _is_rare(kind) else 1) / len(story["kind"]),
                "near": _near(story, kind),
            }
            for story in words("stories")["story"]
            for kind in story["kind"]
        ]

    def customer(self, person: Person, at: datetime) -> Customer:
        if person.phone not in self.customers:
            self.customers[person.phone] = self._meet(person, at)
        return self.customers[person.phone]

    def _meet(self, person: Person, at: datetime) -> Customer:
        customer = Customer(
            pk=self.ledger.new_id(Customer), name=person.name, initials=initials(person.name),
            added_at=at, language="en" if person.foreign else "zh-hans",
        )  # fmt: skip
        self.ledger.customers[customer.pk] = customer
        contacts = read_contacts(phone=person.phone, email=person.email)
        self.ledger.contacts += [(customer.pk, contact) for contact in contacts]
        if person.tier != "standard":
            customer.tier = person.tier
            about = f"customer/{customer.pk}"
            lead = self.company.people["lead"].actor
            self.ledger.record("customer.edited", about, by=lead, at=at, fields=["tier"])
        return customer

    def note_purchase(self, tale: Tale, customer: Customer) -> None:
        facts = tale.facts
        if facts["order"] in self.orders:
            return
        self.orders.add(facts["order"])
        goods = tale.story["trade"] == "appliances"
        purchase = Purchase(
            customer=customer, order_number=facts["order"], product=facts["product"],
            model=tale.known.model if goods else "", batch=facts["batch"] if goods else "",
            shop=facts["shop"], amount_fen=tale.known.price * 100, bought_on=tale.known.bought_on,
        )  # fmt: skip
        self.ledger.purchases.append(purchase)
        self.ledger.triage.bought[customer.pk].append(purchase)

    def first_of(self, tale: Tale) -> Case | None:
        """Return the case that this one repeats, if it does."""
        if tale.again_of:
            return self.told.get(id(tale.again_of))
        if tale.burst:
            return self.firsts.setdefault(tale.burst, self.told[id(tale)])
        return None


def _near(story: dict[str, Any], kind: dict[str, Any]) -> list[str]:
    """The other categories of a story, which somebody in a hurry may take it for."""
    return sorted({other["category"] for other in story["kind"]} - {kind["category"]})


def _is_rare(kind: dict[str, Any]) -> bool:
    return bool(kind["category"].startswith("safety."))


def let_pass(world: World, lives: list[Steps]) -> None:
    """Let a year pass: what was to happen after `until` has not happened."""
    order = count()
    waiting: list[tuple[datetime, int, Steps, Callable[[datetime], object]]] = []

    def queue(life: Steps) -> None:
        if following := next(life, None):
            heapq.heappush(waiting, (following[0], next(order), life, following[1]))

    for life in lives:
        queue(life)
    while waiting:
        at, _turn, life, happen = heapq.heappop(waiting)
        if at > world.year.until:
            break
        happen(at)
        queue(life)
        while world.born:
            queue(world.born.pop())


def invent_tales(world: World, number: int) -> list[Tale]:
    """Invent that many complaints in the order they come."""
    rng, deck = world.rng, Deck(world.rng)
    crowd = invent_crowd(rng, max(number * 7 // 10, 8))
    bursts = [tale for burst in words("stories")["burst"] for tale in _burst(world, deck, crowd, burst, number)]  # fmt: skip
    again = number * 3 // 200
    stories = world.stories
    weights = [story["weight"] for story in stories]
    tales = [
        invent_tale(rng, deck, at, crowd.one(rng), rng.choices(stories, weights)[0])
        for at in _moments(world, number - len(bursts) - again)
    ]
    repeated = rng.sample([tale for tale in tales if not tale.foreign], again)
    others = [*_come_back(world, tales, number), *_told_twice(world, tales, number)]
    told = [*tales, *bursts, *filter(_came(world), [*map(told_again, repeated), *others])]
    for tale in told:
        goods, age = tale.story["trade"] == "appliances", world.year.until - tale.received_at
        tale.errs = goods and not tale.foreign and age < _REMEMBERED and rng.random() < _ERRS
    return sorted(told, key=lambda tale: tale.received_at)


def _came(world: World) -> Callable[[Tale], bool]:
    return lambda tale: tale.received_at < world.year.until


def _come_back(world: World, tales: list[Tale], number: int) -> Iterator[Tale]:
    """What was settled some weeks ago and happened again lately."""
    days = (timedelta(days=16), timedelta(days=40))
    for tale in _some(world, tales, days, max(number // 250, 2)):
        age = (world.year.until - tale.received_at).days
        yield told_again(tale, after=timedelta(days=age - world.rng.uniform(0.1, 4)))


def _told_twice(world: World, tales: list[Tale], number: int) -> Iterator[Tale]:
    """What somebody told a second time today, which nobody has noticed yet."""
    hours = (timedelta(hours=3), timedelta(hours=22))
    for tale in _some(world, tales, hours, max(number // 300, 3)):
        yield told_again(tale, after=timedelta(hours=world.rng.uniform(0.5, 2.5)))


def _some(
    world: World, tales: list[Tale], ages: tuple[timedelta, timedelta], number: int
) -> list[Tale]:
    until, (least, most) = world.year.until, ages
    fitting = [tale for tale in tales if least < until - tale.received_at < most]
    fitting = [tale for tale in fitting if not tale.foreign]
    return world.rng.sample(fitting, min(len(fitting), number))


def _moments(world: World, number: int) -> list[datetime]:
    """The year's rhythm; and today's work, so that every desk has some."""
    near = max(number // 70, 6)
    soon = [world.year.until - timedelta(minutes=1432 - 1410 * n / near) for n in range(near)]
    return sorted([*world.year.moments(world.rng, number - near), *soon])


def _burst(
    world: World, deck: Deck, crowd: Crowd, burst: dict[str, Any], number: int
) -> list[Tale]:
    rng, start = world.rng, world.year.until - timedelta(days=burst["days_ago"])
    if burst["hours"] < 12:  # people notice when they are awake
        start = start.astimezone(world.year.zone).replace(hour=9, minute=20)
    moments = sorted(
        start + timedelta(hours=rng.triangular(0, burst["hours"], burst["hours"] / 4))
        for _one in range(max(int(number * burst["share"]), 2))
    )
    burst = burst | {"facts": burst["facts"] | {"batch": f"B{start:%y%m}"}}
    moments = [world.year.awake(at, rng) for at in moments]
    return [
        invent_tale(rng, deck, at, crowd.one(rng), burst) for at in moments if at < world.year.until
    ]
