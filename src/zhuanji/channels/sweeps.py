"""Imports and exports whose worker was killed."""

from datetime import datetime

from zhuanji.channels.actions import take_up_stalled


def sweep_exchange(*, at: datetime) -> int:
    return take_up_stalled(at=at)
