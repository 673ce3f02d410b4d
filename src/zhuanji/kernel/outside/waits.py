"""How long something waits before it is tried once more. Pure but for its dice."""

import random
from datetime import timedelta

_FIRST = 10.0
_LONGEST = 86_400.0
_JITTER = 0.2


def wait_after(tries: int, *, most: int, asked: float = 0) -> timedelta | None:
    """The pause after so many tries in vain; None when that was the last of `most`.

    10 s, 30 s, 90 s, … up to a day, each up to a fifth longer or shorter, so that a receiver which
    comes back is not met by everything at once. A longer pause that it `asked` for is kept.
    """
    if tries >= most:
        return None
    pause = min(_FIRST * 3 ** (tries - 1), _LONGEST)
    spread = random.uniform(1 - _JITTER, 1 + _JITTER)  # noqa: S311 - nobody gains by guessing it
    return timedelta(seconds=max(pause * spread, min(asked, _LONGEST)))
