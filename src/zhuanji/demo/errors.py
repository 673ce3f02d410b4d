"""What customers remember otherwise than it was: a day, a price, a model. Pure."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any, Protocol

from zhuanji.demo.facts import Facts, date_said
from zhuanji.demo.people import words


class Told(Protocol):
    """What is told, and the story it comes from."""

    story: dict[str, Any]
    known: Facts


def misremembered(account: str, told: Told, rng: Random) -> tuple[str, tuple[str, str]]:
    """Return the account with one thing in it wrong, and (what is said, what was); one more where there is none."""
    possible = [(wrong, right) for wrong, right in _errors(told, rng) if right in account]
    if not possible:
        wrong, right = f"花{_near(told.known.price, rng)}元", f"花{told.known.price}元"
        return f"{account}我记得是{wrong}买的。", (wrong, right)
    wrong, right = rng.choice(possible)
    return account.replace(right, wrong), (wrong, right)


def _errors(told: Told, rng: Random) -> Iterator[tuple[str, str]]:
    known, said = told.known, told.known.said
    today = known.occurred_at.date()
    earlier = known.bought_on - timedelta(days=rng.randrange(4, 20))
    yield date_said(earlier, today), date_said(known.bought_on, today)
    yield f"花{_near(known.price, rng)}元", f"花{known.price}元"
    for _product, _low, _high, *models in words("things")[told.story["trade"]]["product"]:
        if said["model"] in models:
            yield from ((other, said["model"]) for other in models if other != said["model"])


def _near(price: int, rng: Random) -> int:
    return price + rng.randrange(2, 9) * (10 if price > 100 else 1)
