"""From the moment it comes in to where it stands at `until`: what happens to each complaint."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from zhuanji.complaints import letters
from zhuanji.complaints.models import Judgement, Link
from zhuanji.complaints.registration import Registration
from zhuanji.customers.contacts import read_contacts
from zhuanji.demo import happenings as do
from zhuanji.demo.ledger import Case
from zhuanji.demo.papers import hand_over
from zhuanji.demo.telling import Tale, invent_tale
from zhuanji.demo.world import World
from zhuanji.kernel.actors import Actor, complainant
from zhuanji.staff.models import User
from zhuanji.staff.roles import SYSTEM, Role

Step = tuple[datetime, Callable[[datetime], object]]
_HOURS = {"general": (1, 20), "complex": (20, 110), "major": (2, 40), "emergency": (1, 20)}
_ENDS = {"smooth": 58, "silent": 13, "rejected": 9, "refused": 11, "withdrawn": 5, "reopened": 4}
_SHOWN = {"phone": 0.04, "letter": 0.4, "visit": 0.25, "authority": 0.2, "import": 0}
_LATELY = timedelta(days=6)


@dataclass
class Life:
    """One complaint on its way. Each step is told only after the one before has happened."""

    world: World
    tale: Tale
    part_of: "Life | None" = None
    at: datetime = field(init=False)
    case: Case = field(init=False)
    owner: User = field(init=False)
    worker: User = field(init=False)
    lead: Actor = field(init=False)
    refusal: tuple[str, str] = field(init=False)  # its reason, and how it is put
    hours: float = field(init=False)
    lately: bool = field(init=False)

    def steps(self) -> Iterator[Step]:
        rng = self.tale.rng
        yield from self._begun()
        self.lead = rng.choice(self.world.company.having(Role.LEAD)).actor
        low, high = _HOURS[self.case.complaint.grade]
        self.hours = rng.uniform(low, high) * (2.2 if rng.random() < 0.1 else 1)
        self.lately = self.world.year.until - self.at < _LATELY
        yield from self._tied()
        if self.case.complaint.merged_into_id:
            return
        yield from self._arranged()
        yield from self._listened()
        end = self._end()
        if end == "withdrawn":
            reason = self.tale.speak("withdraw")
            yield self._later(0.2, self.hours), self._do(do.withdraw, self.customer, reason=reason)
        elif end != "stalled":
            yield from self._worked(end)

    @property
    def customer(self) -> Actor:
        return complainant(self.case.complaint.thread)

    def _end(self) -> str:
        weights = dict(_ENDS)
        if self.lately:  # some wait longer than they should, some for a second person
            weights |= {"stalled": 24, "refused": 18}
        return str(self.tale.rng.choices(list(weights), list(weights.values()))[0])

    def _do(self, deed: Callable[..., object], by: Actor, **more: Any) -> Callable[..., object]:
        return lambda at: deed(self.world.ledger, self.case, by=by, at=at, **more)

    def _later(self, low: float, high: float) -> datetime:
        later = self.at + timedelta(hours=self.tale.rng.uniform(low, high))
        self.at = self.world.year.staffed(later, self.tale.rng)
        return self.at

    def _customer_later(self, low: float, high: float) -> datetime:
        later = self.at + timedelta(hours=self.tale.rng.uniform(low, high))
        self.at = self.world.year.awake(later, self.tale.rng)
        return self.at

    def _begun(self) -> Iterator[Step]:
        self.at = self.tale.received_at
        given = self.tale.registration()
        agents = self.world.company.having(Role.AGENT)
        machine = given.channel in ("web", "api")
        by: Actor = SYSTEM if machine else self.tale.rng.choice(agents).actor
        yield self.at, partial(self._register, given, by)
        yield from self._shown(given)
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
        if self.part_of:
            self.case.complaint.owner = self.part_of.owner
            world.ledger.loads[self.part_of.owner.pk] += 1

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
        if first and first is not self.case and (self.tale.again_of or chance < 0.5):
            merges = (self.tale.again_of or chance < 0.2) and first.complaint.is_open
            self._later(0.1, 2)
            if merges:
                yield self.at, self._merging(first)
            else:
                kind = Link.Kind.DUPLICATE
                yield self.at, self._do(do.link, self.owner.actor, other=first, kind=kind)
        elif earlier and chance < 0.35:
            kind = Link.Kind.RELATED
            yield self._later(0.1, 2), self._do(do.link, self.owner.actor, other=earlier[-1], kind=kind)  # fmt: skip

    def _merging(self, into: Case) -> Callable[[datetime], None]:
        def merge(at: datetime) -> None:
            if into.complaint.is_open:
                do.merge(self.world.ledger, self.case, by=self.lead, at=at, into=into)

        return merge

    def _arranged(self) -> Iterator[Step]:
        tale, company, rng = self.tale, self.world.company, self.tale.rng
        place = tale.story["department"]
        department = company.departments[place]
        yield (
            self._later(0.1, 1 + self.hours * 0.1),
            self._do(do.arrange, self.lead, field="department", value=department),
        )
        if not self.case.complaint.category and rng.random() < 0.9:
            category = tale.story["category"]
            yield self.at, self._do(do.arrange, self.owner.actor, field="category", value=category)
        if self.lately and self.case.complaint.grade != "general" and rng.random() < 0.3:
            self.owner = company.people["lead"]
            yield self.at, self._do(do.arrange, self.lead, field="owner", value=self.owner)
        self.worker = rng.choice(company.having(Role.HANDLER, place) or [self.owner])

    def _listened(self) -> Iterator[Step]:
        tale, rng, agent = self.tale, self.tale.rng, self.owner.actor
        if rng.random() < 0.4:
            words = f"客户反映：{tale.facts['day']}{_of(tale.facts)}出了问题，希望{tale.facts['demand']}。"
            right = rng.choice((True, True, True, None, False))
            yield self.at, self._do(do.restate, agent, restatement=words, confirmed=right)
        if rng.random() < 0.35:
            yield self._mention(agent)
        if rng.random() < 0.4 and not tale.foreign:
            yield from self._talked()

    def _mention(self, by: Actor) -> Step:
        people, rng = self.world.company.people, self.tale.rng
        pool = ("lead", "lead", "handler", "inspector", "legal", "songjiayin")
        grave = self.case.complaint.grade in ("major", "emergency")
        other = people["executive" if grave and rng.random() < 0.3 else rng.choice(pool)]
        named = tuple(p for p in dict.fromkeys((self.worker, other)) if p.actor != by)
        named = named or (people["songjiayin"],)
        recent = self.world.year.until - self.at < timedelta(days=4)
        seen = None if recent else self.at + timedelta(minutes=rng.randrange(5, 300))
        body = self.tale.speak("mention", who=" @".join(person.name for person in named))
        return self.at, self._do(do.note, by, body=body, mentions=named, seen_at=seen)

    def _talked(self) -> Iterator[Step]:
        rng = self.tale.rng
        for _turn in range(rng.choices((1, 2, 3), (60, 28, 12))[0]):
            asked, said, shows = self.tale.exchange(self.owner.name)
            yield self._later(0.1, 2), self._do(do.reply, self.owner.actor, body=asked)
            if rng.random() < 0.85:
                kinds = self.tale.story["evidence"][:1] if shows else []
                yield self._customer_later(0.05, 3), self._written(said, kinds)

    def _written(self, said: str, kinds: list[str]) -> Callable[[datetime], None]:
        def write(at: datetime) -> None:
            files = [hand_over(kind, self.tale.facts, self.tale.rng) for kind in kinds]
            do.customer_message(
                self.world.ledger, self.case, by=self.customer, at=at, body=said, files=files
            )

        return write

    def _worked(self, end: str) -> Iterator[Step]:
        self._later(0.1, self.hours * 0.4)
        if end == "refused":
            yield from self._refused()
        if self.case.complaint.verdict != "not_upheld":
            yield from self._upheld()
        yield from self._answered()
        yield from self._decided(end)

    def _judge(self, verdict: str, reason: str, words: str) -> Step:
        said = {"verdict": verdict, "reason": reason, "explanation": words}
        return self.at, self._do(do.judge, self.owner.actor, **said)

    def _refused(self) -> Iterator[Step]:
        people, rng = self.world.company.people, self.tale.rng
        self.refusal = self.tale.refusal()
        yield self._judge("not_upheld", *self.refusal)
        second = rng.choice([p for p in (people["legal"], people["lead"], people["songjiayin"]) if p != self.owner])  # fmt: skip
        self._later(*((8, 60) if self.lately else (1, 20)))
        deed, pool = (do.return_refusal, "returned") if rng.random() < 0.15 else (do.confirm_refusal, "review")  # fmt: skip
        yield self.at, self._do(deed, second.actor, review=self.tale.speak(pool))

    def _upheld(self) -> Iterator[Step]:
        tale, rng, agent = self.tale, self.tale.rng, self.owner.actor
        worker = self.worker.actor
        verdict = rng.choices(("upheld", "partly"), (7, 3))[0]
        yield self._judge(verdict, "facts_confirmed" if verdict == "upheld" else "part_confirmed", tale.speak("finding"))  # fmt: skip
        yield self._later(0.1, self.hours * 0.2), self._do(do.start_handling, worker)
        if rng.random() < 0.5:
            yield self.at, self._do(do.note, worker, body=tale.speak("note"))
        if rng.random() < 0.01 and not tale.foreign:
            yield self.at, self._splitting()
        if rng.random() < 0.4 and not tale.foreign:
            yield from self._talked()
        if rng.random() < 0.3:
            yield self._later(0.1, 2), self._do(do.note, agent, body=tale.speak("note"))
        findings = {part: tale.facts[part] + "。" for part in ("how", "why", "prevention")}
        yield self._later(0.2, self.hours * 0.4), self._do(do.record_findings, worker, **findings)

    def _splitting(self) -> Callable[[datetime], None]:
        """A second matter comes out in talking and gets a life of its own."""

        def split(at: datetime) -> None:
            tale = self.tale
            others = [s for s in self.world.stories if s["trade"] == tale.story["trade"] and s is not tale.story]  # fmt: skip
            story = tale.rng.choice(others or self.world.stories)
            part = invent_tale(tale.rng, tale.deck, at, tale.person, story)
            part.channel = "phone"
            self.world.born.append(Life(self.world, part, part_of=self).steps())

        return split

    def _answered(self) -> Iterator[Step]:
        body = self._letter()
        yield self._later(0.05, 1), self._do(do.answer, self.owner.actor, body=body)

    def _letter(self) -> str:
        if self.case.complaint.verdict != "not_upheld":
            return self.tale.answer(self.owner.name)
        reason, words = self.refusal
        latest = Judgement(reason=reason, explanation=words)
        return letters.refusal(self.case.complaint, latest)[1]

    def _decided(self, end: str) -> Iterator[Step]:
        agent, rng = self.owner.actor, self.tale.rng
        if end == "rejected":
            why = self.tale.speak("reject")
            yield self._customer_later(0.3, 9), self._do(do.reject, self.customer, why=why)
            yield self._later(0.5, 10), self._do(do.start_handling, agent)
            yield from self._answered()
        if end == "silent" or (end == "refused" and rng.random() < 0.7):
            self._later(40, 76)
        else:
            yield from self._accepted()
            self._later(0.2, 5)
        yield self.at, self._do(do.close, agent)
        if end == "reopened":
            yield from self._opened_again()

    def _accepted(self) -> Iterator[Step]:
        thanks = self.tale.speak("accept", owner=self.owner.name)
        self._customer_later(0.3, 9)
        if thanks and not self.tale.foreign:
            yield self.at, self._written(thanks, [])
        yield self.at, self._do(do.accept, self.customer)

    def _opened_again(self) -> Iterator[Step]:
        why = self.tale.speak("reopen")
        yield self._later(30, 300), self._do(do.reopen, self.customer, reason=why)
        yield self._later(1, 12), self._do(do.start_handling, self.owner.actor)
        self._later(1, 14)
        yield from self._answered()
        yield from self._decided("smooth")


def _of(facts: dict[str, str]) -> str:
    """What it is about and where from, once when they are one."""
    shop, product = facts["shop"], facts["product"]
    return product if product in shop or shop in product else f"{shop}的{product}"
