"""A year of the invented company: whole, varied, the same for the same seed, and nobody real."""

from datetime import UTC, datetime

import pytest

from zhuanji.complaints.models import Complaint, Deadline
from zhuanji.correspondence.models import Message
from zhuanji.demo.command import load
from zhuanji.history.queries import first_broken_link

pytestmark = pytest.mark.django_db
UNTIL = datetime(2026, 11, 20, 7, tzinfo=UTC)


def accounts() -> list[str]:
    return list(Complaint.objects.order_by("pk").values_list("account", flat=True))


def test_a_year_is_whole_varied_and_leaves_nothing_to_send() -> None:
    load(seed=1, number=400, until=UNTIL)

    assert first_broken_link() is None
    texts = accounts()
    firsts = {text.split("。")[0] for text in texts}
    assert (len(texts), len(set(texts))) == (400, 400)
    assert len(firsts) >= 0.95 * len(texts)
    assert not Message.objects.filter(state__in=["queued", "sending"]).exists()
    open_ones = Deadline.objects.filter(met_at=None)
    assert open_ones.filter(due_at__lt=UNTIL).exists()
    assert open_ones.filter(due_at__gt=UNTIL).exists()


def test_nobody_is_real() -> None:
    ledger = load(seed=1, number=60, until=UNTIL)

    contacts = [contact for _customer, contact in ledger.contacts]
    assert all(c.value[6:10] == "0000" for c in contacts if c.kind == "phone")
    assert all(c.value.endswith("@example.com") for c in contacts if c.kind == "email")


def test_the_same_seed_tells_the_same_year() -> None:
    load(seed=3, number=60, until=UNTIL)
    load(seed=3, number=60, until=UNTIL)

    both = accounts()
    assert both[:60] == both[60:]
