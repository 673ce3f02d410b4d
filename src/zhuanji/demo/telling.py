"""What one complaint and its people say, from the seed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from zhuanji.complaints.models import Channel
from zhuanji.complaints.registration import Registration, read_registration
from zhuanji.demo.errors import misremembered
from zhuanji.demo.facts import Facts, invent_facts
from zhuanji.demo.grammar import Deck, say
from zhuanji.demo.people import Person, full_name, words

_CHANNELS = {
    "phone": 34, "web": 18, "chat": 19, "email": 7, "visit": 5, "letter": 1,
    "social": 6, "authority": 5, "api": 3, "import": 2,
}  # fmt: skip
_SPOKEN = (Channel.PHONE, Channel.VISIT, Channel.AUTHORITY)
_WRITTEN = (Channel.EMAIL, Channel.CHAT, Channel.WEB, Channel.SOCIAL, Channel.API)
_TYPOS = (("在", "再"), ("反映", "反应"), ("账", "帐"), ("得", "的"), ("已经", "以经"))
_PLACED = ("lodging", "catering")
_SLIPS = 0.03


@dataclass
class Tale:
    """One complaint to tell: its story, its facts, and a voice that does not repeat itself."""

    story: dict[str, Any]
    known: Facts
    rng: Random
    deck: Deck
    person: Person
    received_at: datetime
    channel: str
    again_of: "Tale | None" = None  # the same matter, told a second time
    errs: bool = False  # the customer does not remember everything right
    unnoticed: bool = False  # nobody has tied it to what was told before
    burst: str = ""  # the cause it shares with many others
    mistaken: tuple[str, str] = ("", "")  # the customer's word, and what it should have been

    @property
    def facts(self) -> dict[str, str]:
        return self.known.said

    @property
    def foreign(self) -> bool:
        return self.person.foreign

    def speak(self, pool: str, **more: str) -> str:
        return self.form(self.deck.draw(words("common")[pool]), **more)

    def form(self, template: str, **more: str) -> str:
        return say(template, self.facts | more, self.rng)

    def tell(self, part: str) -> str:
        template = self.story[part]
        return self.form(template if isinstance(template, str) else self.deck.draw(template))

    def refusal(self) -> tuple[str, str]:
        """Return why it is not upheld: a reason, and words that this trade would find for it."""
        reasons = words("common")["refusal"][self.story["trade"]]
        reason = self.rng.choice(sorted(reasons))
        return reason, self.form(self.deck.draw(reasons[reason]))

    def exchange(self, owner: str) -> tuple[str, str, bool]:
        """Return what the owner asks, what the customer says to that, and whether a file comes."""
        pair = self.deck.draw(words("common")["exchange"])
        while pair.get("met") and self.story["trade"] == "telecom":  # nobody met them in person
            pair = self.deck.draw(words("common")["exchange"])
        return (
            self.form(pair["agent"], owner=owner),
            self.form(self.deck.draw(pair["customer"]), owner=owner),
            pair.get("file", False),
        )

    def registration(self) -> Registration:
        rng, facts, trade = self.rng, self.facts, self.story["trade"]
        grades = rng.choices(("general", "complex", "major"), (74, 19, 7))[0]
        grade = self.story.get("grade", grades)
        unsorted = self.channel in _WRITTEN and rng.random() < 0.4
        account = self._new_account()
        if self.errs:
            account, self.mistaken = misremembered(account, self, rng)
        given: dict[str, Any] = {
            "channel": self.channel,
            "account": account,
            "demand": "" if self.foreign or rng.random() < 0.08 else facts["demand"],
            "subject": "" if self.foreign or unsorted else self._title(),
            "customer": {
                "name": self.person.name, "phone": self.person.phone, "email": self.person.email,
            },
            "received_at": self.received_at,
            "occurred_at": self.known.occurred_at if rng.random() < 0.8 else None,
            "product": facts["product"],
            "model": self._model() if trade == "appliances" else "",
            "batch": facts["batch"] if trade == "appliances" and (self.burst or rng.random() < 0.6) else "",
            "order_number": facts["order"],
            "place": f"{facts['city']} {facts['shop']}",
            "respondent": f"{facts['shop']} {facts['staff']}经理" if trade in _PLACED and rng.random() < 0.3 else "",
            "category": None if unsorted else self.named_category(),
            "grade": "emergency" if self.story["category"].startswith("safety.") and rng.random() < 0.2 else grade,
            "confidential": rng.random() < 0.015,
            "language": "en" if self.foreign else "zh-hans",
            "representative": self._representative(),
        }  # fmt: skip
        if self.channel == Channel.AUTHORITY:
            given["external_reference"] = f"12315-{rng.randrange(10**7, 10**8)}"
        return read_registration(given)

    def _model(self) -> str:
        """As the customer wrote it, also where they are mistaken."""
        wrong, right = self.mistaken
        return wrong if right == self.facts["model"] else self.facts["model"]

    def named_category(self) -> str:
        """What a person calls it: now and then something near."""
        near = self.story.get("near", ())
        slips = near and self.rng.random() < _SLIPS
        return str(self.rng.choice(near) if slips else self.story["category"])

    def _title(self) -> str:
        """What a colleague calls it; what customers write themselves often has no title."""
        own = self.channel in _WRITTEN and self.rng.random() < 0.4
        return "" if own else self.tell("title")

    def _representative(self) -> dict[str, str]:
        chance = 0.16 if self.person.voice == "elderly" else 0.025
        if self.foreign or self.rng.random() > chance:
            return {}
        phone = f"1380000{self.rng.randrange(10**4):04d}"
        name = full_name(self.rng, self.person.name[0])
        return {"name": name, "phone": phone, "authority": self.speak("representative")}

    def _new_account(self) -> str:
        """Say it until nobody said it like that before."""
        text = ""
        while not text or text in self.deck.said:
            text = self.speak("english") if self.foreign else self._account()
        self.deck.said.add(text)
        return text

    def _account(self) -> str:
        rng, aloud = self.rng, self._aloud
        prefix = self.speak("prefix") if self.channel in _SPOKEN else ""
        if self.person.voice == "terse":
            return f"{prefix}{self.tell('brief')}，{self.facts['shop']}，{self._mark()}。{aloud('mood')}{self.facts['demand']}。{aloud('end')}"
        details, past, moods = (
            self.story["detail"],
            words("common")["past"],
            words("voices")[self.person.voice]["mood"],
        )
        parts = [prefix + aloud("start") + self.tell("opening")]
        parts += self._some(details, rng.choices((1, 2, 3), (30, 50, 20))[0])
        parts += self._some(past, rng.choices((0, 1, 2), (25, 55, 20))[0])
        parts += [self.speak("life")] if rng.random() < 0.5 else []
        parts += self._some(moods, rng.choices((1, 2), (65, 35))[0])
        parts[0:2] = ["".join(parts[0:2])]
        long = self.channel in ("email", "letter", "authority") or self.person.voice == "formal"
        return self._with_slips(("\n" if long else "").join([*parts, aloud("end")]).strip())

    def _some(self, pool: list[str], number: int) -> list[str]:
        return [self.form(template) for template in self.rng.sample(pool, number)]

    def _aloud(self, part: str) -> str:
        return self.form(self.deck.draw(words("voices")[self.person.voice][part]))

    def _mark(self) -> str:
        """What somebody short of words still names."""
        facts = self.facts
        return self.rng.choice((f"订单{facts['order']}", f"{facts['bought']}买的", f"{facts['day']}的事", f"{facts['amount']}元", f"找过{facts['calls']}次"))  # fmt: skip

    def _with_slips(self, text: str) -> str:
        if self.rng.random() < 0.05:
            right, wrong = self.rng.choice(_TYPOS)
            return text.replace(right, wrong, 1)
        return text

    def answer(self, owner: str) -> str:
        facts, name = self.facts, self.person.name
        if self.foreign:
            return f"Dear {name},\n\nWe have checked what you told us about order {facts['order']}, and you are right. We are returning {facts['amount']} yuan to you and have changed how we work so that it does not happen again. Please tell us if anything is still open.\n\n{owner}"
        return (
            f"{name}，您好：\n\n您反映的{facts['product']}一事已经查明：{facts['why']}。"
            f"\n\n{facts['how']}。为避免再次发生，{facts['prevention']}。\n\n"
            f"{self.speak('close')}\n\n{owner}　禾汀集团"
        )


def invent_tale(
    rng: Random, deck: Deck, received_at: datetime, person: Person, story: dict[str, Any]
) -> Tale:
    known = invent_facts(rng, deck, received_at, person, story)
    channel = rng.choices(list(_CHANNELS), list(_CHANNELS.values()))[0]
    tale = Tale(story, known, rng, deck, person, received_at, channel)
    if "days_ago" in story:
        tale.burst = story["title"][0]
    for part in ("demand", "why", "how", "prevention"):
        tale.facts[part] = tale.tell(part)
    return tale


def told_again(tale: Tale, *, after: timedelta | None = None) -> Tale:
    """Return the same matter through another door: nobody answered fast enough, or it came back."""
    rng = tale.rng
    later = tale.received_at + (after or timedelta(hours=rng.uniform(0.5, 20)))
    channel = rng.choice([name for name in ("phone", "web", "chat", "social") if name != tale.channel])  # fmt: skip
    return Tale(
        tale.story, tale.known, rng, tale.deck, tale.person, later, channel,
        again_of=tale, unnoticed=after is not None,
    )  # fmt: skip
