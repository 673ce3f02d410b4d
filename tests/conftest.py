"""What every test may use."""

import os
import shutil
import time
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import connection
from django.utils import translation
from playwright.sync_api import expect
from pytest_django import DjangoDbBlocker

from zhuanji.playbooks.queries import keep_playbook
from zhuanji.triage.queries import keep_model
from zhuanji.working_hours.queries import keep_calendar

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


# The same examples for everyone; `--hypothesis-profile=explore` looks for new ones.
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis.settings.register_profile("explore", max_examples=1000, deadline=None)


def pytest_configure(config: pytest.Config) -> None:
    if not config.getoption("--hypothesis-profile"):
        hypothesis.settings.load_profile("steady")
    expect.set_options(timeout=15_000)  # a machine that does other work besides
    # A password costs 50 ms to hash well; no test is about that.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001 - wraps the plugin's own
    """A page closed in the middle of its request leaves a session, and a used database stays."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity "
            "where datname = current_database() and pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium; a browser run by root needs its sandbox off."""
    named = (os.environ.get("CHROMIUM"), *map(shutil.which, BROWSERS))
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {
        **browser_type_launch_args,
        "executable_path": next(filter(None, named), None),
        "args": [*as_root, "--disable-dev-shm-usage"],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A visitor from Shanghai."""
    return {**browser_context_args, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


@pytest.fixture(autouse=True)
def nothing_under_way(request: pytest.FixtureRequest) -> Iterator[None]:
    """The tables are emptied when the live server has answered what a closed window had asked."""
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")  # made before us, it empties the tables after us
    under_way: list[object] = []

    def started(**_: object) -> None:
        under_way.append(None)

    def finished(**_: object) -> None:
        under_way.pop()

    request_started.connect(started)
    request_finished.connect(finished)
    yield
    give_up = time.monotonic() + 10
    while under_way and time.monotonic() < give_up:
        time.sleep(0.02)
    request_started.disconnect(started)
    request_finished.disconnect(finished)


@pytest.fixture(autouse=True)
def no_model_in_use() -> None:
    """Words alone propose: a test about models forgets this."""
    keep_model("category", None)


@pytest.fixture(autouse=True)
def shipped_playbook_in_use() -> None:
    """Every test begins with the playbook that is shipped; putting another into use is noticed."""
    keep_playbook()


@pytest.fixture(autouse=True)
def shipped_calendar_in_use() -> None:
    """Every test begins with office hours and the known holidays; a change of them is noticed."""
    keep_calendar()


@pytest.fixture(autouse=True)
def nobodys_language() -> None:
    """Every test begins in the installation's language, whoever asked for a page before."""
    translation.deactivate()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: their driver leaves an event loop running in the main thread."""
    items.sort(key=lambda item: "playwright" in getattr(item, "fixturenames", ()))
