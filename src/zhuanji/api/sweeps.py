"""What grows old in the API's own tables."""

from datetime import datetime

from zhuanji.api.actions import forget_answers


def sweep_kept_answers(*, at: datetime) -> int:
    return forget_answers(at=at)
