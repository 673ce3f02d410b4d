"""How it comes in, and what it turns out to belong to."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from zhuanji.complaints.models import Link
from zhuanji.complaints.registration import Registration
from zhuanji.customers.contacts import read_contacts
from zhuanji.demo import happenings as do
from zhuanji.demo import triaging
from zhuanji.demo.ledger import Case
from zhuanji.demo.lives.life import Life, Step
from zhuanji.demo.papers import hand_over
from zhuanji.kernel.actors import Actor
from zhuanji.staff.roles import SYSTEM, Role

_SHOWN = {"phone": 0.04, "letter": 0.4, "visit": 0.25, "authority": 0.2, "import": 0}


class Arriving(Life):
    """A complaint is registered, read by triage, acknowledged, and tied to others."""

    def _begun(self) -> Iterator[Step]:
        self.at = self.tale.received_at
        given = self.tale.registration()
        agents = self.world.company.having(Role.AGENT)
        machine = given.channel in ("web", "api")
        by: Actor = SYSTEM if machine else self.tale.rng.choice(agents).actor
        yield self.at, partial(self._register, given, by)
        yield from self._shown(given)
        yield self._read(given, by)
        self.at += timedelta(seconds=self.tale.rng.randrange(4, 50))
        yield self.at, lambda at: do.acknowledge(self.world.ledger, self.case, at=at)
        self.owner = self.case.complaint.owner or self.world.company.people["agent"]

    def _register(self, given: Registration, by: Actor, at: datetime) -> None:
        world, person = self.world, self.tale.person
        customer = world.customer(person, at)
        self.case = do.register(world.ledger, by=by, at=at, given=given, customer=customer)
        self.case.contacts = tuple(read_contacts(phone=person.phone, email=person.email))
        world.note_purchase(self.tale, customer)
        world.cases.setdefault(person.phone, []).append(self.case)
        world.told[id(self.tale)] = self.case
        world.truth[self.case.complaint.pk] = self.tale.story["category"]
        if self.part_of:
            self.case.complaint.owner = self.part_of.owner
            world.ledger.loads[self.part_of.owner.pk] += 1

    def _read(self, given: Registration, by: Actor) -> Step:
        """The desk reads at once; what came in otherwise, a worker seconds later."""
        ledger = self.world.ledger
        if by != SYSTEM and given.channel != "import":
            return self.at, lambda at: triaging.assess_registered(ledger, self.case, by=by, at=at)
        self.at += timedelta(seconds=self.tale.rng.randrange(1, 4))
        return self.at, lambda at: triaging.assess(ledger, self.case, at=at)

    def _shown(self, given: Registration) -> Iterator[Step]:
        rng = self.tale.rng
        if rng.random() >= _SHOWN.get(given.channel, 0.14) or self.tale.foreign:
            return
        known = self.tale.story["evidence"]
        kinds = rng.sample(known, min(len(known), 1 if rng.random() < 0.7 else 2))
        if given.channel == "phone":
            kinds = ["audio"]
        yield self.at, lambda at: do.add_evidence(
            self.world.ledger, self.case, by=self.customer, at=at,
            files=[hand_over(kind, self.tale.facts, rng) for kind in kinds],
        )  # fmt: skip

    def _tied(self) -> Iterator[Step]:
        """What belongs together is found: the same matter, the same cause, the same person."""
        if self.part_of:
            other = self.part_of.case
            yield self.at, self._do(do.link, self.owner.actor, other=other, kind=Link.Kind.SPLIT)
            return
        first = self.world.first_of(self.tale)
        earlier = self.world.cases[self.tale.person.phone][:-1]
        chance = self.tale.rng.random()
        if first and first is not self.case:
            yield from self._tied_to(first, chance)
        elif earlier and chance < 0.35:
            kind = Link.Kind.RELATED
            yield self._later(0.1, 2), self._do(do.link, self.owner.actor, other=earlier[-1], kind=kind)  # fmt: skip

    def _tied_to(self, first: Case, chance: float) -> Iterator[Step]:
        """Some of what came lately nobody has noticed yet."""
        again = self.tale.again_of is not None
        unnoticed = self.tale.unnoticed or (again and self.lately and chance < 0.6)
        if unnoticed or not (again or chance < 0.5):
            return
        merges = (again or chance < 0.2) and first.complaint.is_open
        self._later(0.1, 2)
        if merges:
            yield self.at, self._merging(first)
        else:
            kind = Link.Kind.DUPLICATE
            yield self.at, self._do(do.link, self.owner.actor, other=first, kind=kind)

    def _merging(self, into: Case) -> Callable[[datetime], None]:
        def merge(at: datetime) -> None:
            if into.complaint.is_open:
                do.merge(self.world.ledger, self.case, by=self.lead, at=at, into=into)

        return merge
