"""Everything that can be done to webhooks and their messages."""

from zhuanji.webhooks.actions.delivering import deliver_due, forget_deliveries
from zhuanji.webhooks.actions.gathering import gather_events
from zhuanji.webhooks.actions.keeping import (
    change_webhook,
    create_webhook,
    delete_webhook,
    rotate_secret,
)
from zhuanji.webhooks.actions.replaying import (
    Replayed,
    WebhookIsOff,
    replay_delivery,
    replay_since,
    send_test,
)

__all__ = [
    "Replayed",
    "WebhookIsOff",
    "change_webhook",
    "create_webhook",
    "delete_webhook",
    "deliver_due",
    "forget_deliveries",
    "gather_events",
    "replay_delivery",
    "replay_since",
    "rotate_secret",
    "send_test",
]
