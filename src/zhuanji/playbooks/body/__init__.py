"""What a playbook says, as it is stored, imported and exported: validated in one place."""

from zhuanji.playbooks.body.fields import GRADES, KINDS, LONGEST_KEY, ROLES, STAGES
from zhuanji.playbooks.body.times import GradeRule, Heartbeat, PauseRule, Rung, StageRule
from zhuanji.playbooks.body.whole import MOST_CATEGORIES, MOST_RULES, PlaybookBody, filled
from zhuanji.playbooks.body.words import MOST_WORDS, CategoryBody, RuleBody

__all__ = [
    "GRADES",
    "KINDS",
    "LONGEST_KEY",
    "MOST_CATEGORIES",
    "MOST_RULES",
    "MOST_WORDS",
    "ROLES",
    "STAGES",
    "CategoryBody",
    "GradeRule",
    "Heartbeat",
    "PauseRule",
    "PlaybookBody",
    "RuleBody",
    "Rung",
    "StageRule",
    "filled",
]
