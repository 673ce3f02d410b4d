"""Imports and exports whose worker was killed, and files that have lain long enough."""

from datetime import datetime

from zhuanji.channels.actions import take_up_stalled
from zhuanji.channels.tables import forget_old_exports


def sweep_exchange(*, at: datetime) -> int:
    return take_up_stalled(at=at)


def sweep_old_exports(*, at: datetime) -> int:
    return forget_old_exports(at=at)
