"""The one door to background work."""

from datetime import datetime

from procrastinate.contrib.django import app


def enqueue(name: str, /, not_before: datetime | None = None, **ids: int | str) -> None:
    """Write a job row in the caller's transaction: it runs if, and only if, that commits.

    With `not_before` it waits until then.

    Jobs are called by name so that an action never imports the job that calls it back.
    """
    app.configure_task(name, allow_unknown=False, schedule_at=not_before).defer(**ids)
