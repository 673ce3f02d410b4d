"""What grows old among the files."""

from datetime import datetime

from zhuanji.attachments.actions import remove_abandoned_uploads


def sweep_abandoned_uploads(*, at: datetime) -> int:
    return remove_abandoned_uploads(at=at)
