"""A visitor's browser, speaking English so that tests compare the sentences of the code."""

import pytest
from django.test import Client
from pytest_django import Settings

from zhuanji.desk.sign_in import tries


@pytest.fixture
def visitor(settings: Settings) -> Client:
    settings.ALLOWED_HOSTS = ["testserver"]
    return Client(headers={"accept-language": "en"}, raise_request_exception=False)


@pytest.fixture(autouse=True)
def nobody_has_tried_yet() -> None:
    tries._failures.storage.reset()
