"""What triage does by itself, in batches: rows say what is due, any worker may take them."""

from datetime import datetime

from zhuanji.triage import actions
from zhuanji.triage.queries.grading import HEAD
from zhuanji.triage.queries.learning import may_be_due
from zhuanji.triage.queries.quality import LEARNED


def sweep_new_neighbours(*, at: datetime) -> int:
    return actions.sign_new(at=at)


def sweep_terms(*, at: datetime) -> int:
    """Learn first: what is signed afterwards is weighed by it."""
    return actions.learn_terms(at=at) or actions.sign_again()


def sweep_assessments(*, at: datetime) -> int:
    return actions.assess_complaints(at=at)


def sweep_reassessments(*, at: datetime) -> int:
    """Assess open complaints again where something else proposes since."""
    actions.begin_reassessment(at=at)
    return actions.continue_reassessment(at=at)


def sweep_previews(*, at: datetime) -> int:
    return actions.continue_preview(at=at)


def sweep_grades(*, at: datetime) -> int:
    """Learn how people grade, where they decided enough since the last time."""
    return int(may_be_due(HEAD, at=at) and actions.learn_grades_where_due(at=at))


def sweep_learning(*, at: datetime) -> int:
    """Ask for a training where people decided enough since the last."""
    due = [head for head in LEARNED if may_be_due(head, at=at)]
    return sum(actions.ask_training_where_due(at=at, head=head) for head in due)
