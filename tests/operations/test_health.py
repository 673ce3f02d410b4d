"""What the person who looks after an installation is told."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from zhuanji.operations.durability import OVERRIDE
from zhuanji.operations.health import Finding, examine

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _forgetful_database_is_fine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(OVERRIDE, "1")


def heartbeat(at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [at])


def found(subject: str) -> Finding:
    return next(finding for finding in examine(at=NOON) if finding.subject == subject)


def test_everything_is_looked_at() -> None:
    subjects = [finding.subject for finding in examine(at=NOON)]

    assert subjects == ["disk", "web", "database", "tables", "worker", "jobs", "clock"]


def test_nobody_at_work_is_not_well() -> None:
    heartbeat(NOON - timedelta(seconds=61))

    assert found("worker") == Finding(
        "worker", well=False, detail="none at work: start one by zhuanji worker"
    )


def test_a_worker_that_was_heard_of_is_well() -> None:
    heartbeat(NOON - timedelta(hours=1))
    heartbeat(NOON - timedelta(seconds=4))

    assert found("worker") == Finding("worker", well=True, detail="last heard of 4 s ago")


def test_jobs_that_failed_for_good_are_counted() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status) "
            "VALUES ('default', 'letters.send', 'failed')"
        )

    assert found("jobs") == Finding("jobs", well=False, detail="1 failed for good")


def test_tables_are_up_to_date() -> None:
    assert found("tables") == Finding("tables", well=True, detail="up to date")
