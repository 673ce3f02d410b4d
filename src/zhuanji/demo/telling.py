"""What one complaint and its people say, from the seed."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from zhuanji.complaints.models import Channel
from zhuanji.complaints.registration import Registration, read_registration
from zhuanji.demo.grammar import Deck, say

_WORDS = Path(__file__).parent / "words"
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
_GIVEN = "伟芳娜敏静秀丽强磊洋艳勇军杰娟涛明超兰霞平刚桂英华玉萍红建国志远子涵雨桐浩然欣怡梓轩思琪佳怡俊熙晓东海燕春梅文博雪莹天佑一诺语嫣嘉豪诗涵宇航可馨泽宇若曦彦希"
_CITIES = ("杭州", "成都", "武汉", "西安", "南京", "长沙", "郑州", "苏州", "青岛", "合肥", "福州", "昆明", "沈阳", "南昌", "贵阳", "宁波", "厦门", "济南")  # fmt: skip
_PREFIXES = (130, 135, 137, 150, 158, 177, 186, 189, 191, 199)  # with 0000 after them: nobody's
_WAITS = ("两天", "三天", "四天", "五天", "一周", "八天", "十来天", "半个月", "二十天", "一个月")
_CHANNELS = {
    "phone": 34, "web": 18, "chat": 19, "email": 7, "visit": 5, "letter": 1,
    "social": 6, "authority": 5, "api": 3, "import": 2,
}  # fmt: skip
_TYPOS = (("在", "再"), ("反映", "反应"), ("账", "帐"), ("得", "的"), ("已经", "以经"))


@cache
def words(name: str) -> dict[str, Any]:
    return tomllib.loads((_WORDS / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Person:
    """An invented customer: their numbers and addresses lead nowhere."""

    name: str
    phone: str
    email: str
    tier: str


def invent_person(rng: Random, number: int) -> Person:
    name = rng.choice(_SURNAMES) + "".join(rng.sample(_GIVEN, rng.choice((1, 2, 2, 2))))
    phone = f"{_PREFIXES[number % len(_PREFIXES)]}0000{number // len(_PREFIXES):04d}"
    email = f"customer{number}@example.com" if rng.random() < 0.4 else ""
    tier = rng.choices(("standard", "silver", "gold", "vip"), (78, 13, 6, 3))[0]
    return Person(name, phone, email, tier)


@dataclass
class Tale:
    """One complaint to tell: its story, its facts, and a voice that does not repeat itself."""

    story: dict[str, Any]
    facts: dict[str, str]
    rng: Random
    deck: Deck
    person: Person
    received_at: datetime
    foreign: bool

    def speak(self, pool: str) -> str:
        return say(self.deck.draw(words("common")[pool]), self.facts, self.rng)

    def tell(self, part: str) -> str:
        template = self.story[part]
        chosen = template if isinstance(template, str) else self.deck.draw(template)
        return say(chosen, self.facts, self.rng)

    def registration(self) -> Registration:
        rng, facts = self.rng, self.facts
        channel = rng.choices(list(_CHANNELS), list(_CHANNELS.values()))[0]
        kept = channel in (Channel.EMAIL, Channel.CHAT, Channel.WEB)
        given: dict[str, Any] = {
            "channel": channel,
            "account": self._new_account(),
            "demand": "" if self.foreign else facts["demand"],
            "customer": {
                "name": self.person.name, "phone": self.person.phone, "email": self.person.email,
            },
            "received_at": self.received_at,
            "product": facts["product"],
            "model": facts["model"] if self.story["trade"] == "appliances" else "",
            "order_number": facts["order"],
            "place": f"{facts['city']}{facts['shop']}",
            "category": None if kept and rng.random() < 0.4 else self.story["category"],
            "grade": self.story.get("grade", rng.choices(("general", "complex", "major"), (74, 19, 7))[0]),
            "confidential": rng.random() < 0.015,
            "language": "en" if self.foreign else "zh-hans",
        }  # fmt: skip
        if rng.random() < 0.03:
            given["representative"] = {
                "name": self.person.name[0] + "女士", "authority": "子女，已出示授权书",
            }  # fmt: skip
        if channel == Channel.AUTHORITY:
            given["external_reference"] = f"12315-{rng.randrange(10**7, 10**8)}"
        return read_registration(given)

    def _new_account(self) -> str:
        """Say it until nobody said it like that before."""
        text = ""
        while not text or text in self.deck.said:
            text = self._english() if self.foreign else self._account()
        self.deck.said.add(text)
        return text

    def _english(self) -> str:
        return self.speak("english")

    def _account(self) -> str:
        rng = self.rng
        mood = rng.choices(("calm", "annoyed", "furious"), (38, 42, 20))[0]
        parts = [self.tell("opening")]
        if rng.random() < 0.7:
            parts.append(self.speak("life"))
        parts += [self.speak(mood) for _ in range(rng.choices((0, 1, 2), (15, 60, 25))[0])]
        text = "".join(parts)
        if rng.random() < 0.05:
            right, wrong = rng.choice(_TYPOS)
            text = text.replace(right, wrong, 1)
        return text

    def answer(self, owner: str) -> str:
        if self.foreign:
            return f"Dear customer,\n\nWe have checked what you told us about the {self.facts['model']}, and you are right. We are returning {self.facts['amount']} yuan to you and have changed how we work so that it does not happen again. Please tell us if anything is still open.\n\n{owner}"
        return (
            f"{self.person.name}您好：\n\n您反映的{self.facts['product']}一事已经查明。{self.facts['why']}。"
            f"{self.facts['how']}。为避免再次发生，{self.facts['prevention']}。\n\n"
            f"{self.speak('close')}\n\n{owner}　禾汀集团"
        )


def invent_tale(
    rng: Random, deck: Deck, received_at: datetime, person: Person, story: dict[str, Any]
) -> Tale:
    things = words("things")[story["trade"]]
    back = rng.randrange(1, 9)
    event = received_at.date().fromordinal(received_at.date().toordinal() - back)
    spoken = {1: "昨天", 2: "前天"}.get(back, f"{event.month}月{event.day}日")
    facts = {
        "product": deck.draw(things["product"]),
        "shop": rng.choice(things["shop"]),
        "model": f"HT-{rng.choice('KAFWLPS')}{rng.randrange(10, 99)}{rng.choice('ABCX')}",
        "city": rng.choice(_CITIES),
        "day": spoken,
        "date": f"{event:%B} {event.day}",
        "wait": rng.choice(_WAITS),
        "calls": rng.choice("两三四五六七"),
        "number": str(rng.randrange(2, 9)),
        "amount": str(rng.choice((rng.randrange(19, 99), rng.randrange(99, 999), rng.randrange(999, 3999)))),
        "order": f"{received_at:%y%m%d}{rng.randrange(10**7, 10**8)}",
    }  # fmt: skip
    tale = Tale(story, facts, rng, deck, person, received_at, foreign=rng.random() < 0.02)
    for part in ("demand", "why", "how", "prevention"):
        facts[part] = tale.tell(part)
    return tale
