"""How often a password may be guessed. Counted in this process: it forgets when it restarts."""

import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

_PER_NAME = RateLimitItemPerMinute(10)
_PER_ADDRESS = RateLimitItemPerMinute(100)  # a whole office may sit behind one address
_failures = MovingWindowRateLimiter(MemoryStorage())


def seconds_to_wait(address: str, name: str) -> int:
    """How long this address must wait before it may try this name again; 0 when it need not."""
    full = [limit for limit in _limits(address, name) if not _failures.test(*limit)]
    ends = [_failures.get_window_stats(*limit).reset_time for limit in full]
    return max(1, round(max(ends) - time.time())) if ends else 0


def note_failure(address: str, name: str) -> None:
    for limit in _limits(address, name):
        _failures.hit(*limit)


def _limits(address: str, name: str) -> list[tuple[RateLimitItemPerMinute, str, str]]:
    return [(_PER_NAME, address, name.casefold()), (_PER_ADDRESS, address, "")]
