"""What webhooks do by themselves, in batches: any worker may take them."""

from datetime import datetime

from zhuanji.webhooks import actions
from zhuanji.webhooks.events import Describe


def sweep_events(*, at: datetime, describe: Describe) -> int:
    return actions.gather_events(at=at, describe=describe)


def sweep_deliveries(*, at: datetime) -> int:
    return actions.deliver_due(at=at)


def sweep_old_deliveries(*, at: datetime) -> int:
    return actions.forget_deliveries(at=at)
