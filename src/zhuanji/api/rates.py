"""How many requests one token may make, told in every answer."""

import math
import time
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from zhuanji.kernel.actors import Actor

# In memory and so per server process: no request pays a round trip for being counted.
_limiter = SlidingWindowCounterRateLimiter(MemoryStorage())


@dataclass(frozen=True)
class Allowance:
    """What is left for a token; `resets_in` seconds until the window has moved on."""

    granted: bool
    limit: int
    remaining: int
    resets_in: int

    @property
    def headers(self) -> dict[str, str]:
        numbers = {"Limit": self.limit, "Remaining": self.remaining, "Reset": self.resets_in}
        return {
            prefix + name: str(number)
            for name, number in numbers.items()
            for prefix in ("RateLimit-", "X-RateLimit-")
        }


def spend(actor: Actor) -> Allowance:
    """Count one request of this token."""
    rate = _rate(settings.API_RATE)
    granted = _limiter.hit(rate, actor.key)
    stats = _limiter.get_window_stats(rate, actor.key)
    resets_in = max(1, math.ceil(stats.reset_time - time.time()))
    return Allowance(granted, rate.amount, max(0, stats.remaining), resets_in)


@cache
def _rate(words: str) -> RateLimitItem:
    return parse(words)
