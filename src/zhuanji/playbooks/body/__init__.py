"""What a playbook says, as it is stored, imported and exported: validated in one place."""

from zhuanji.playbooks.body.agreeing import MOST, SECTIONS
from zhuanji.playbooks.body.emergency import PlanStep
from zhuanji.playbooks.body.fields import GRADES, KINDS, LONGEST_KEY, ROLES, STAGES
from zhuanji.playbooks.body.money import Cap
from zhuanji.playbooks.body.people import Dispatch, RouteRule
from zhuanji.playbooks.body.speech import Question, Script
from zhuanji.playbooks.body.times import GradeRule, Heartbeat, PauseRule, Rung, StageRule
from zhuanji.playbooks.body.whole import PlaybookBody, filled, standard
from zhuanji.playbooks.body.words import MOST_WORDS, CategoryBody, RuleBody

MOST_CATEGORIES = MOST["categories"]
MOST_RULES = MOST["rules"]

__all__ = [
    "GRADES",
    "KINDS",
    "LONGEST_KEY",
    "MOST_CATEGORIES",
    "MOST_RULES",
    "MOST_WORDS",
    "ROLES",
    "SECTIONS",
    "STAGES",
    "Cap",
    "CategoryBody",
    "Dispatch",
    "GradeRule",
    "Heartbeat",
    "PauseRule",
    "PlanStep",
    "PlaybookBody",
    "Question",
    "RouteRule",
    "RuleBody",
    "Rung",
    "Script",
    "StageRule",
    "filled",
    "standard",
]
