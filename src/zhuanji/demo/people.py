"""Invented customers: common names and rare ones; their numbers and addresses lead nowhere."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

_WORDS = Path(__file__).parent / "words"
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
_GIVEN = "伟芳娜敏静秀丽强磊洋艳勇军杰娟涛明超兰霞平刚桂英华玉萍红建国志远子涵雨桐浩然欣怡梓轩思琪佳怡俊熙晓东海燕春梅文博雪莹天佑一诺语嫣嘉豪诗涵宇航可馨泽宇若曦彦希"
# Names that try what letters, search and sorting can do.
_RARE_SURNAMES = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "尉迟",
    "皇甫",
    "逄",
    "亓",
    "乜",
    "仉",
    "妫",
    "䶮",
)
_RARE_GIVEN = "喆垚犇翀祎昇旻燊骉玥彧昀頔赟淼堃嫄珺璟翊煊濯䶮㛃𬱖𬭎𫖯"
_LONG = ("阿依古丽·买买提", "迪丽努尔·艾合买提", "巴特尔·苏和", "扎西次仁", "南丁卓玛")
_FOREIGN = ("Emma Wilson", "Daniel Becker", "Sofia Rossi", "James O'Connor", "Yuki Tanaka", "Anna Kowalska", "Lucas Martin", "Priya Nair")  # fmt: skip
_FIRMS = ("望屿餐饮管理有限公司", "临川文具商行", "青柚民宿", "三叶托育中心", "启真广告有限公司")
_PREFIXES = (130, 135, 137, 150, 158, 177, 186, 189, 191, 199)  # with 0000 after them: nobody's
CITIES = ("杭州", "成都", "武汉", "西安", "南京", "长沙", "郑州", "苏州", "青岛", "合肥", "福州", "昆明", "沈阳", "南昌", "贵阳", "宁波", "厦门", "济南", "哈尔滨", "兰州", "南宁", "绍兴", "洛阳", "泉州")  # fmt: skip


@cache
def words(name: str) -> dict[str, Any]:
    return tomllib.loads((_WORDS / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Person:
    """An invented customer, who always talks in the same voice and lives in one city."""

    name: str
    phone: str
    email: str
    tier: str
    voice: str
    city: str
    foreign: bool


def invent_person(rng: Random, number: int) -> Person:
    foreign = rng.random() < 0.02
    voices = words("voices")
    return Person(
        name=rng.choice(_FOREIGN) if foreign else _name(rng),
        phone=f"{_PREFIXES[number % len(_PREFIXES)]}0000{number // len(_PREFIXES):04d}",
        email=f"customer{number}@example.com" if foreign or rng.random() < 0.4 else "",
        tier=rng.choices(("standard", "silver", "gold", "vip"), (78, 13, 6, 3))[0],
        voice=rng.choices(list(voices), [voice["weight"] for voice in voices.values()])[0],
        city=rng.choice(CITIES),
        foreign=foreign,
    )


def full_name(rng: Random, surname: str = "") -> str:
    given = "".join(rng.sample(_GIVEN, rng.choice((1, 2, 2, 2))))
    return (surname or rng.choice(SURNAMES)) + given


def _name(rng: Random) -> str:
    kind = rng.random()
    if kind < 0.006:
        return rng.choice(_LONG)
    if kind < 0.014:
        return rng.choice(CITIES) + rng.choice(_FIRMS)
    if kind < 0.03:
        return full_name(rng, rng.choice(_RARE_SURNAMES))
    if kind < 0.06:
        rare = rng.choice(_RARE_GIVEN)
        return rng.choice(SURNAMES) + rng.choice((rare, rng.choice(_GIVEN) + rare))
    return full_name(rng)


@dataclass(frozen=True)
class Crowd:
    """Customers of whom a few complain again and again."""

    people: Sequence[Person]
    weights: Sequence[float]

    def one(self, rng: Random) -> Person:
        return rng.choices(self.people, cum_weights=self.weights)[0]


def invent_crowd(rng: Random, size: int) -> Crowd:
    people = [invent_person(rng, number) for number in range(size)]
    weights = [9.0 if rng.random() < 0.02 else 1.0 for _person in people]
    return Crowd(people, list(accumulate(weights)))
