"""How often a password may be guessed. Counted in this process: it forgets when it restarts."""

import threading
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

_PER_NAME = RateLimitItemPerMinute(10)
_PER_ADDRESS = RateLimitItemPerMinute(100)  # a whole office may sit behind one address
_counting = threading.Lock()
_failures = MovingWindowRateLimiter(MemoryStorage())


def take_try(address: str, name: str) -> int:
    """Count one try before it is made; return how long to wait instead, 0 when it may be made.

    Counting and asking are one step: of many at once no more than allowed get through.
    """
    with _counting:
        full = [limit for limit in _limits(address, name) if not _failures.hit(*limit)]
    ends = [_failures.get_window_stats(*limit).reset_time for limit in full]
    return max(1, round(max(ends) - time.time())) if ends else 0


def _limits(address: str, name: str) -> list[tuple[RateLimitItemPerMinute, str, str]]:
    return [(_PER_NAME, address, name.casefold()), (_PER_ADDRESS, address, "")]
