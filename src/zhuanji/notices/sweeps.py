"""What notices do by themselves, in batches: any worker may take them."""

from datetime import datetime

from zhuanji.notices import actions
from zhuanji.notices.actions.delivering import MayRead
from zhuanji.notices.actions.gathering import WhomToTell
from zhuanji.notices.mornings import Count


def sweep_bells(*, at: datetime) -> int:
    return actions.ring_bells(at=at)


def sweep_changes(*, at: datetime, whom_to_tell: WhomToTell) -> int:
    return actions.gather_changes(at=at, whom_to_tell=whom_to_tell)


def sweep_letters(*, at: datetime, may_read: MayRead) -> int:
    return actions.send_letters(at=at, may_read=may_read)


def sweep_robots(*, at: datetime, may_read: MayRead) -> int:
    return actions.send_to_robots(at=at, may_read=may_read)


def sweep_mornings(*, at: datetime, count: Count) -> int:
    return actions.tell_mornings(at=at, count=count)


def sweep_old_notices(*, at: datetime) -> int:
    return actions.forget_notices(at=at) + actions.forget_deliveries(at=at)
