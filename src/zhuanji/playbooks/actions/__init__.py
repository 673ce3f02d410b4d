"""Everything that can be done to a playbook."""

from zhuanji.playbooks.actions.drafting import (
    add_category,
    add_rule,
    add_trade,
    discard_draft,
    move_category,
    put_draft_into_use,
    rest_draft_on_newest,
    shift_category,
    take_into_draft,
    write_category,
    write_rule,
    write_section,
)
from zhuanji.playbooks.actions.use import (
    begin_with_trade,
    put_playbook_into_use,
    roll_playbook_back,
)

__all__ = [
    "add_category",
    "add_rule",
    "add_trade",
    "begin_with_trade",
    "discard_draft",
    "move_category",
    "put_draft_into_use",
    "put_playbook_into_use",
    "rest_draft_on_newest",
    "roll_playbook_back",
    "shift_category",
    "take_into_draft",
    "write_category",
    "write_rule",
    "write_section",
]
