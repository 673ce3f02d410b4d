from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.notices.group_robots import Robots, robots_listening


@pytest.fixture
def robots(settings: Settings) -> Iterator[Robots]:
    settings.WEBHOOK_PRIVATE = ("127.0.0.1",)
    with robots_listening() as one:
        yield one
