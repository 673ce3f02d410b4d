from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.notices.group_robots import Robots, robots_listening


@pytest.fixture(autouse=True)
def _this_machine_is_allowed(settings: Settings) -> None:
    settings.WEBHOOK_PRIVATE = ("127.0.0.1",)


@pytest.fixture
def robots() -> Iterator[Robots]:
    with robots_listening() as one:
        yield one
