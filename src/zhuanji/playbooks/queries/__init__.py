"""What may be asked about playbooks."""

from zhuanji.playbooks.playbook import Category, Forced, Playbook, Vote
from zhuanji.playbooks.queries.drafts import Desk, current_draft, desk_of
from zhuanji.playbooks.queries.in_use import forget_playbook, keep_playbook, playbook_in_use
from zhuanji.playbooks.queries.known import known_here
from zhuanji.playbooks.queries.versions import get_version, newest_version, playbook_of, versions

__all__ = [
    "Category",
    "Desk",
    "Forced",
    "Playbook",
    "Vote",
    "current_draft",
    "desk_of",
    "forget_playbook",
    "get_version",
    "keep_playbook",
    "known_here",
    "newest_version",
    "playbook_in_use",
    "playbook_of",
    "versions",
]
