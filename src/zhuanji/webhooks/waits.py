"""How long a delivery waits before the next try. Pure but for its dice."""

import random
from datetime import timedelta

MAX_TRIES = 12  # over about three and a half days
GIVE_UP_AFTER = timedelta(days=3)  # a webhook where nothing arrived for so long is turned off
_FIRST = 10.0
_LONGEST = 86_400.0
_JITTER = 0.2


def wait_after(tries: int, *, asked: float = 0) -> timedelta | None:
    """The pause after so many tries in vain; None when that was the last.

    10 s, 30 s, 90 s, … up to a day, each up to a fifth longer or shorter, so that a receiver which
    comes back is not met by everything at once. A longer pause that it `asked` for is kept.
    """
    if tries >= MAX_TRIES:
        return None
    pause = min(_FIRST * 3 ** (tries - 1), _LONGEST)
    spread = random.uniform(1 - _JITTER, 1 + _JITTER)  # noqa: S311 - nobody gains by guessing it
    return timedelta(seconds=max(pause * spread, min(asked, _LONGEST)))
