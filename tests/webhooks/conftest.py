from collections.abc import Iterator

import pytest
from django.utils import timezone
from pytest_django import Settings

from tests import cast
from tests.webhooks.receiver import Receiver, listening
from zhuanji.webhooks.actions import create_webhook
from zhuanji.webhooks.models import Webhook


@pytest.fixture(autouse=True)
def _this_machine_is_allowed(settings: Settings) -> None:
    settings.WEBHOOK_PRIVATE = ("127.0.0.1",)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with listening() as one:
        yield one


@pytest.fixture
def webhook(receiver: Receiver, db: None) -> Webhook:  # noqa: ARG001 - the database is needed
    made, _secret = create_webhook(
        by=cast.ding().actor, at=timezone.now(), name="商城", url=receiver.url
    )
    return made
