"""What happens to every complaint, in batches: rows say what is due, any worker may take them."""

from datetime import datetime

from zhuanji.complaints.actions import acknowledge_due


def sweep_acknowledgements(*, at: datetime) -> int:
    return acknowledge_due(at=at)
