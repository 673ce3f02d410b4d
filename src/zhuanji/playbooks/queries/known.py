"""Departments and people that a playbook may name."""

from zhuanji.playbooks.checking import Known
from zhuanji.staff.queries import departments, user_names


def known_here() -> Known:
    """What this organisation has; before it has any department, nothing is missed."""
    codes = frozenset(one.code for one in departments())
    return Known(codes or None, user_names())
