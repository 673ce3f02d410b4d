"""Everything that can be done to a playbook."""

from zhuanji.playbooks.actions.use import put_playbook_into_use, roll_playbook_back

__all__ = ["put_playbook_into_use", "roll_playbook_back"]
