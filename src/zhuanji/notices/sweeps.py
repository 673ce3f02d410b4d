"""What notices do by themselves, in batches: any worker may take them."""

from datetime import datetime

from zhuanji.notices import actions


def sweep_bells(*, at: datetime) -> int:
    return actions.ring_bells(at=at)


def sweep_old_notices(*, at: datetime) -> int:
    return actions.forget_notices(at=at)
