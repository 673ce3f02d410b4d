"""How many requests one token may make, told in every answer."""

import math
import threading
import time
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from limits import RateLimitItem, parse

from zhuanji.kernel.actors import Actor

# In memory and so per server process: no request pays a round trip for being counted. Counted
# here, as the storage of `limits` starts a thread for every few requests to forget old windows.
_MOST = 10_000  # tokens remembered at a time
_lock = threading.Lock()
_counts: dict[str, tuple[int, int, int]] = {}


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
    """Count one request of this token: this window's, and the share of the last still in sight."""
    rate = _rate(settings.API_RATE)
    period = rate.get_expiry()
    window, passed = divmod(time.time(), period)
    with _lock:
        before, now = _counted(actor.key, int(window))
        used = now + before * (1 - passed / period)
        granted = used + 1 <= rate.amount
        if len(_counts) >= _MOST:
            _counts.clear()
        _counts[actor.key] = (int(window), before, now + granted)
    left = max(0, math.floor(rate.amount - used - granted))
    return Allowance(granted, rate.amount, left, max(1, math.ceil(period - passed)))


def _counted(key: str, window: int) -> tuple[int, int]:
    """How many requests the window before had, and how many this one has so far."""
    seen, before, now = _counts.get(key, (window, 0, 0))
    if seen == window:
        return before, now
    return (now, 0) if seen == window - 1 else (0, 0)


@cache
def _rate(words: str) -> RateLimitItem:
    return parse(words)
