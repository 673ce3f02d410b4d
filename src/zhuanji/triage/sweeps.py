"""What triage does by itself, in batches: rows say what is due, any worker may take them."""

from datetime import datetime

from zhuanji.triage import actions


def sweep_new_neighbours(*, at: datetime) -> int:
    return actions.sign_new(at=at)


def sweep_terms(*, at: datetime) -> int:
    """Learn first: what is signed afterwards is weighed by it."""
    return actions.learn_terms(at=at) or actions.sign_again()


def sweep_assessments(*, at: datetime) -> int:
    return actions.assess_complaints(at=at)


def sweep_previews(*, at: datetime) -> int:
    return actions.continue_preview(at=at)
