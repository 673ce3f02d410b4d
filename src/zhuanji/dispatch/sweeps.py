"""What dispatch does by itself, in batches: any worker may take it."""

from datetime import datetime

from zhuanji.dispatch.actions import hand_over_absent


def sweep_absences(*, at: datetime) -> int:
    return hand_over_absent(at=at)
