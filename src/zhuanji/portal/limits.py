"""How often a stranger may try. Counted in this process: it forgets when it restarts."""

from django.http import HttpRequest
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

_TRIES = RateLimitItemPerMinute(10)
_SUBMISSIONS = RateLimitItemPerHour(30)
_WORDS = RateLimitItemPerHour(60)
_FILES = RateLimitItemPerHour(300)
_counted = MovingWindowRateLimiter(MemoryStorage())


def may_try_code(address: str, number: str) -> bool:
    """Ten tries a minute per address and per number, whichever is used up first."""
    by_address = _hit(_TRIES, "address", address)
    return _hit(_TRIES, "number", number) and by_address


def address_of(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def may_upload(address: str) -> bool:
    return _hit(_FILES, "upload", address)


def may_submit(address: str) -> bool:
    return _hit(_SUBMISSIONS, "submit", address)


def may_speak(number: str) -> bool:
    return _hit(_WORDS, "speak", number)


def _hit(item: RateLimitItem, *who: str) -> bool:
    return _counted.hit(item, *who)
