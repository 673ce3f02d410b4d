"""Everything that can be done to notices, and to the ways by which they leave the desk."""

from zhuanji.notices.actions.delivering import (
    forget_deliveries,
    send_letters,
    send_to_robots,
)
from zhuanji.notices.actions.digest import tell_mornings
from zhuanji.notices.actions.gathering import gather_changes
from zhuanji.notices.actions.keeping import (
    Opener,
    add_group,
    change_group,
    choose_ways,
    delete_channel,
    set_own_robot,
    switch_channel,
)
from zhuanji.notices.actions.seeing import forget_notices, mark_all_seen, mark_seen
from zhuanji.notices.actions.telling import notify, notify_many, ring_bells
from zhuanji.notices.actions.trying import try_channel

__all__ = [
    "Opener",
    "add_group",
    "change_group",
    "choose_ways",
    "delete_channel",
    "forget_deliveries",
    "forget_notices",
    "gather_changes",
    "mark_all_seen",
    "mark_seen",
    "notify",
    "notify_many",
    "ring_bells",
    "send_letters",
    "send_to_robots",
    "set_own_robot",
    "switch_channel",
    "tell_mornings",
    "try_channel",
]
