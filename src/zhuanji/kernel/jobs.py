"""The one door to background work."""

from procrastinate.contrib.django import app


def enqueue(name: str, /, **ids: int | str) -> None:
    """Write a job row in the caller's transaction: it runs if, and only if, that commits.

    Jobs are called by name so that an action never imports the job that calls it back.
    """
    app.configure_task(name, allow_unknown=False).defer(**ids)
