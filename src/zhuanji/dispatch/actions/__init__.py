"""Everything that can be done about whose a complaint is. Each name is one use case, one transaction."""

from zhuanji.dispatch.actions.absences import end_absence, enter_absence, hand_over_absent
from zhuanji.dispatch.actions.assigning import assign_complaint, distribute, recuse
from zhuanji.dispatch.actions.skills import set_capacity, set_skill

__all__ = [
    "assign_complaint",
    "distribute",
    "end_absence",
    "enter_absence",
    "hand_over_absent",
    "recuse",
    "set_capacity",
    "set_skill",
]
