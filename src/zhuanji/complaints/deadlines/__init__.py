"""By when something must have happened: reckoned, rested, stepped through. Pure: writes nothing."""

from zhuanji.complaints.deadlines.ladder import BREACH, OWNER, Step, steps_of
from zhuanji.complaints.deadlines.law import applying, duty_of, duty_row, events_for
from zhuanji.complaints.deadlines.life import (
    Changes,
    Moved,
    at_its_stage,
    beaten,
    by_its_facts,
    by_its_rules,
    of_a_new,
    of_a_reopened,
    told,
)
from zhuanji.complaints.deadlines.running import (
    begin,
    begin_again,
    lapse,
    meet,
    move_due,
    nearest,
    rest,
    rest_anew,
    revive,
    run_on,
    term_of,
)
from zhuanji.complaints.deadlines.share import share_used, turning_points
from zhuanji.complaints.deadlines.terms import Kind, due_times, terms_of

__all__ = [
    "BREACH",
    "OWNER",
    "Changes",
    "Kind",
    "Moved",
    "Step",
    "applying",
    "at_its_stage",
    "beaten",
    "begin",
    "begin_again",
    "by_its_facts",
    "by_its_rules",
    "due_times",
    "duty_of",
    "duty_row",
    "events_for",
    "lapse",
    "meet",
    "move_due",
    "nearest",
    "of_a_new",
    "of_a_reopened",
    "rest",
    "rest_anew",
    "revive",
    "run_on",
    "share_used",
    "steps_of",
    "term_of",
    "terms_of",
    "told",
    "turning_points",
]
