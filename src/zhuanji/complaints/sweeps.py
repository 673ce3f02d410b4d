"""What happens to every complaint, in batches: rows say what is due, any worker may take them."""

from datetime import datetime

from zhuanji.complaints.actions import (
    acknowledge_due,
    begin_recalculation,
    continue_recalculation,
    end_pauses_due,
    fire_due_deadlines,
)
from zhuanji.complaints.choosing import ChooseOwners


def sweep_acknowledgements(*, at: datetime, choose_owners: ChooseOwners) -> int:
    return acknowledge_due(at=at, choose_owners=choose_owners)


def sweep_deadlines(*, at: datetime) -> int:  # noqa: ARG001 - the database's clock decides
    return fire_due_deadlines()


def sweep_pauses(*, at: datetime) -> int:
    return end_pauses_due(at=at)


def sweep_recalculations(*, at: datetime) -> int:
    begin_recalculation(at=at)
    return continue_recalculation(at=at)
