"""Everything that can be done to notices."""

from zhuanji.notices.actions.seeing import forget_notices, mark_all_seen, mark_seen
from zhuanji.notices.actions.telling import notify, notify_many, ring_bells

__all__ = ["forget_notices", "mark_all_seen", "mark_seen", "notify", "notify_many", "ring_bells"]
