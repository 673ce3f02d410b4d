"""From the moment it comes in to where it stands at `until`: what happens to each complaint."""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from random import Random

from zhuanji.complaints import letters
from zhuanji.complaints.models import Judgement
from zhuanji.customers.contacts import read_contacts
from zhuanji.customers.models import Customer
from zhuanji.demo import happenings as do
from zhuanji.demo.grammar import Deck
from zhuanji.demo.ledger import Case, Ledger
from zhuanji.demo.rhythm import Year
from zhuanji.demo.staffing import LOGINS, Company
from zhuanji.demo.telling import Person, Tale, invent_person, invent_tale, words
from zhuanji.kernel.actors import Actor, complainant
from zhuanji.language.pinyin import initials
from zhuanji.staff.models import User
from zhuanji.staff.roles import SYSTEM, Role

Happening = Callable[[datetime], None]
Life = Iterator[tuple[datetime, Happening]]
_HOURS = {"general": (1, 20), "complex": (20, 110), "major": (2, 40), "emergency": (1, 20)}
_ENDS = {"smooth": 57, "silent": 13, "rejected": 9, "refused": 10, "withdrawn": 5, "reopened": 4, "merged": 2}  # fmt: skip


@dataclass
class World:
    """Everything lives are made of."""

    rng: Random
    year: Year
    company: Company
    ledger: Ledger
    people: dict[str, tuple[Customer, Person]]

    def customer(self, person: Person, at: datetime) -> Customer:
        if person.phone not in self.people:
            customer = Customer(
                pk=self.ledger.new_id(Customer), name=person.name, initials=initials(person.name),
                added_at=at,
            )  # fmt: skip
            self.people[person.phone] = customer, person
            self.ledger.customers[customer.pk] = customer
            contacts = read_contacts(phone=person.phone, email=person.email)
            self.ledger.contacts += [(customer.pk, contact) for contact in contacts]
            if person.tier != "standard":
                customer.tier = person.tier
                about = f"customer/{customer.pk}"
                lead = self.company.people["lead"].actor
                self.ledger.record("customer.edited", about, by=lead, at=at, fields=["tier"])
        return self.people[person.phone][0]


def live(world: World, number: int) -> None:
    """Let a year pass: what was to happen after `until` has not happened."""
    tales = _tales(world, number)
    order = count()
    due = [(tale.received_at, next(order), _life(world, tale)) for tale in tales]
    waiting: list[tuple[datetime, int, Life, Happening]] = []
    for _at, turn, life in due:
        _queue(waiting, turn, life)
    while waiting:
        at, turn, life, happen = heapq.heappop(waiting)
        if at <= world.year.until:
            happen(at)
            _queue(waiting, turn, life)


def _queue(waiting: list[tuple[datetime, int, Life, Happening]], turn: int, life: Life) -> None:
    if following := next(life, None):
        heapq.heappush(waiting, (following[0], turn, life, following[1]))


def _tales(world: World, number: int) -> list[Tale]:
    rng, deck = world.rng, Deck(world.rng)
    stories = words("stories")["story"]
    weights = [0.4 if story["category"] == "safety" else 1 for story in stories]
    crowd = [invent_person(rng, n) for n in range(max(number * 7 // 10, 1))]
    near = max(number // 100, 6)
    soon = [world.year.until - timedelta(minutes=1432 - 71 * n % 1400) for n in range(near)]
    moments = sorted([*world.year.moments(rng, number - near), *soon])
    return [
        invent_tale(rng, deck, at, rng.choice(crowd), rng.choices(stories, weights)[0])
        for at in moments
    ]


def _life(world: World, tale: Tale) -> Life:
    rng, year, ledger, people = tale.rng, world.year, world.ledger, world.company.people
    given = tale.registration()
    agents = world.company.having(Role.AGENT)
    by: Actor = SYSTEM if given.channel in ("web", "api") else rng.choice(agents).actor
    at = tale.received_at
    cases: list[Case] = []

    def begin(moment: datetime) -> None:
        customer = world.customer(tale.person, moment)
        case = do.register(ledger, by=by, at=moment, given=given, customer=customer)
        case.contacts = tuple(read_contacts(phone=tale.person.phone, email=tale.person.email))
        cases.append(case)

    yield at, begin
    case = cases[0]
    at += timedelta(seconds=rng.randrange(4, 50))
    yield at, lambda moment: do.acknowledge(ledger, case, at=moment)
    yield from _worked(world, tale, case, at, people, year)


def _after(world: World, at: datetime, low: float, high: float) -> datetime:
    later = at + timedelta(hours=world.rng.uniform(low, high))
    return world.year.staffed(later, world.rng)


def _worked(  # noqa: C901, PLR0912, PLR0915 - one life, told from beginning to end
    world: World, tale: Tale, case: Case, at: datetime, people: dict[str, User], year: Year
) -> Life:
    rng, ledger, company = tale.rng, world.ledger, world.company
    owner = case.complaint.owner or people["agent"]
    agent, lead = owner.actor, rng.choice(company.having(Role.LEAD)).actor
    customer = complainant(case.complaint.thread)
    end = rng.choices(list(_ENDS), list(_ENDS.values()))[0]
    low, high = _HOURS[case.complaint.grade]
    wait = rng.uniform(low, high) * (2.2 if rng.random() < 0.1 else 1)

    at = _after(world, at, 0.1, 1 + wait * 0.1)
    department = company.departments[tale.story["department"]]
    yield (
        at,
        lambda t: do.arrange(ledger, case, by=lead, at=t, field="department", value=department),
    )
    if not case.complaint.category and rng.random() < 0.9:
        category = tale.story["category"]
        yield (
            at,
            lambda t: do.arrange(ledger, case, by=agent, at=t, field="category", value=category),
        )
    if rng.random() < 0.35:
        words_ = f"客户反映{tale.facts['product']}的问题，希望{tale.facts['demand']}。"
        right = rng.choice((True, True, True, None, False))
        yield (
            at,
            lambda t: do.restate(ledger, case, by=agent, at=t, restatement=words_, confirmed=right),
        )
    handlers = company.having(Role.HANDLER, tale.story["department"]) or [owner]
    worker = rng.choice(handlers)
    if rng.random() < 0.35:
        named = tuple(dict.fromkeys((worker, people[rng.choice(LOGINS[:5])])))
        body, recent = tale.speak("mention"), at > year.until - timedelta(days=4)
        seen = None if recent else at + timedelta(minutes=rng.randrange(5, 300))
        yield (
            at,
            lambda t: do.note(
                ledger, case, by=agent, at=t, body=body, mentions=named, seen_at=seen
            ),
        )
    if rng.random() < 0.3:
        files_words = tale.speak("customer")
        moment = year.awake(at + timedelta(minutes=rng.randrange(10, 90)), rng)
        at = max(at, moment)
        yield (
            at,
            lambda t: do.customer_message(
                ledger, case, by=customer, at=t, body=files_words, files=[]
            ),
        )
    if end == "withdrawn":
        reason = tale.speak("withdraw")
        yield (
            _after(world, at, 0.2, wait),
            lambda t: do.withdraw(ledger, case, by=customer, at=t, reason=reason),
        )
        return
    if end == "merged":
        into = _open_of_same_kind(world, case)
        if into is not None:
            yield at, lambda t: _merge(world, case, into, lead, t)
            if case.complaint.merged_into_id:
                return
    at = _after(world, at, 0.1, wait * 0.4)
    if end == "refused":
        explanation, review = tale.speak("refusal"), "材料齐全，同意。"
        yield (
            at,
            lambda t: do.judge(
                ledger,
                case,
                by=agent,
                at=t,
                verdict="not_upheld",
                reason="within_rules",
                explanation=explanation,
            ),
        )
        at = _after(world, at, 1, 20)
        second = rng.choice((people["legal"], people["lead"])).actor
        if rng.random() < 0.15:
            yield (
                at,
                lambda t: do.return_refusal(
                    ledger, case, by=second, at=t, review="缺少告知记录，请补充录音或截图后再提。"
                ),
            )
            end = "smooth"
        else:
            yield at, lambda t: do.confirm_refusal(ledger, case, by=second, at=t, review=review)
    if end != "refused":
        explanation, verdict = tale.speak("finding"), rng.choices(("upheld", "partly"), (7, 3))[0]
        reason = "facts_confirmed" if verdict == "upheld" else "part_confirmed"
        yield (
            at,
            lambda t: do.judge(
                ledger,
                case,
                by=agent,
                at=t,
                verdict=verdict,
                reason=reason,
                explanation=explanation,
            ),
        )
        at = _after(world, at, 0.1, wait * 0.2)
        yield at, lambda t: do.start_handling(ledger, case, by=worker.actor, at=t)
        if rng.random() < 0.45:
            note = tale.speak("note")
            yield at, lambda t: do.note(ledger, case, by=worker.actor, at=t, body=note)
        if rng.random() < 0.5 and not tale.foreign:
            reply = tale.speak("reply")
            yield at, lambda t: do.reply(ledger, case, by=agent, at=t, body=reply)
        at = _after(world, at, 0.2, wait * 0.4)
        findings = {part: tale.facts[part] + "。" for part in ("how", "why", "prevention")}
        yield at, lambda t: do.record_findings(ledger, case, by=worker.actor, at=t, **findings)
    at = _after(world, at, 0.05, 1)
    yield at, lambda t: do.answer(ledger, case, by=agent, at=t, body=_answer(tale, case, owner))
    yield from _decided(world, tale, case, at, end, agent, customer)


def _decided(
    world: World, tale: Tale, case: Case, at: datetime, end: str, agent: Actor, customer: Actor
) -> Life:
    rng, ledger = tale.rng, world.ledger
    at = world.year.awake(at + timedelta(hours=rng.uniform(0.3, 9)), rng)
    if end == "rejected":
        why = tale.speak("reject")
        yield at, lambda t: do.reject(ledger, case, by=customer, at=t, why=why)
        at = _after(world, at, 0.5, 10)
        yield at, lambda t: do.start_handling(ledger, case, by=agent, at=t)
        at = _after(world, at, 1, 12)
        owner = case.complaint.owner or world.company.people["agent"]
        yield at, lambda t: do.answer(ledger, case, by=agent, at=t, body=_answer(tale, case, owner))
        at = world.year.awake(at + timedelta(hours=rng.uniform(0.3, 9)), rng)
    if end == "silent" or (end == "refused" and rng.random() < 0.7):
        at = _after(world, at, 40, 76)
    else:
        yield at, lambda t: do.accept(ledger, case, by=customer, at=t)
        at = _after(world, at, 0.2, 5)
    yield at, lambda t: do.close(ledger, case, by=agent, at=t)
    if end == "reopened":
        why = tale.speak("reopen")
        at = _after(world, at, 30, 300)
        yield at, lambda t: do.reopen(ledger, case, by=customer, at=t, reason=why)
        at = _after(world, at, 1, 12)
        yield at, lambda t: do.start_handling(ledger, case, by=agent, at=t)
        yield from _again(world, tale, case, at, agent, customer)


def _again(
    world: World, tale: Tale, case: Case, at: datetime, agent: Actor, customer: Actor
) -> Life:
    owner = case.complaint.owner or world.company.people["agent"]
    at = _after(world, at, 1, 14)
    yield (
        at,
        lambda t: do.answer(world.ledger, case, by=agent, at=t, body=_answer(tale, case, owner)),
    )
    yield from _decided(world, tale, case, at, "smooth", agent, customer)


def _answer(tale: Tale, case: Case, owner: User) -> str:
    if case.complaint.verdict != "not_upheld":
        return tale.answer(owner.name)
    latest = Judgement(reason="within_rules", explanation=tale.speak("refusal"))
    return letters.refusal(case.complaint, latest)[1]


def _open_of_same_kind(world: World, case: Case) -> Case | None:
    """An open one about the same product, so that one answer can serve both."""
    for other in reversed(world.ledger.complaints.values()):
        same = other.complaint.product == case.complaint.product
        if same and other is not case and other.complaint.is_open:
            return other
    return None


def _merge(world: World, case: Case, into: Case, by: Actor, at: datetime) -> None:
    if into.complaint.is_open:
        do.merge(world.ledger, case, by=by, at=at, into=into)
