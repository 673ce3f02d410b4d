"""What one complaint is about, in facts that agree with each other: days, sums, orders. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from zhuanji.demo.grammar import Deck
from zhuanji.demo.people import SURNAMES, Person, words

_USED = (("三天", 3), ("不到一周", 6), ("半个月", 15), ("一个月", 30), ("两个月", 61), ("三个多月", 100), ("半年", 182))  # fmt: skip
_WAITS = ("半天", "一天", "两天", "三天", "四天", "五天", "六天", "一个星期", "八天")
_HOURS = {"早上七点多": 7, "上午十点": 10, "中午十二点": 12, "下午三点": 15, "傍晚六点": 18, "晚上八点": 20, "晚上九点半": 21}  # fmt: skip
_SOON = ("四十八小时", "三天", "两个工作日", "二十四小时", "当天")


@dataclass(frozen=True)
class Facts:
    """`said` are the words for sentences; the rest is for fields."""

    said: dict[str, str]
    occurred_at: datetime
    bought_on: date
    price: int  # yuan
    model: str


def invent_facts(
    rng: Random, deck: Deck, received_at: datetime, person: Person, story: dict[str, Any]
) -> Facts:
    sudden = story.get("hours", 99) < 24
    back = 0 if sudden else rng.randrange(1, 9)
    hour = rng.choice(list(_HOURS))
    day = received_at - timedelta(days=back)
    occurred = received_at - timedelta(hours=1) if sudden else day.replace(hour=_HOURS[hour])
    used, days = rng.choice(_USED[:3] if "days_ago" in story else _USED)
    bought = occurred.date() - timedelta(days=days if story["trade"] in ("appliances", "telecom") else 3)  # fmt: skip
    said = _things(rng, deck, story) | {
        "city": person.city,
        "day": _day(back, occurred.date()),
        "date": f"{occurred:%B} {occurred.day}",
        "bought": date_said(bought, occurred.date()),
        "used": used,
        "hour": hour,
        "wait": _WAITS[back],
        "soon": rng.choice(_SOON),
        "calls": rng.choice("三四五六"),
        "number": str(rng.randrange(3, 9)),
        "staff": rng.choice(SURNAMES),
        "batch": f"B{bought - timedelta(days=25):%y%m}",
        "order": f"{bought:%y%m%d}{rng.randrange(10**7, 10**8)}",
        "name": person.name,
    }
    said |= story.get("facts", {})
    price = int(said["price"])
    said["amount"] = str(_amount(rng, story["amount"], price))
    return Facts(said, occurred, bought, price, said["model"])


def _things(rng: Random, deck: Deck, story: dict[str, Any]) -> dict[str, str]:
    things = words("things")[story["trade"]]
    product, low, high, *models = deck.draw(things["product"])
    price = rng.randrange(low, high + 1)
    if price > 300:
        price = price // 10 * 10 + 9
    model = rng.choice(models) if models else product
    return {
        "product": product, "model": model, "price": str(price), "shop": rng.choice(things["shop"]),
    }  # fmt: skip


def _amount(rng: Random, rule: Any, price: int) -> int:
    if rule == "price":
        return price
    if rule == "months":
        return price * rng.randrange(1, 15)
    low, high = rule
    return rng.randrange(low, high) // 5 * 5


def _day(back: int, day: date) -> str:
    return {0: "今天", 1: "昨天", 2: "前天"}.get(back, f"{day.month}月{day.day}日")


def date_said(day: date, today: date) -> str:
    year = "去年" if day.year < today.year else ""
    return f"{year}{day.month}月{day.day}日"
