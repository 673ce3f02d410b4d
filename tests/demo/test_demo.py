"""A year of the invented company: whole, varied, the same for the same seed, and nobody real."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db.models import Count, Min

from zhuanji.attachments.models import Attachment
from zhuanji.complaints.models import Complaint, Deadline, Proof, SearchEntry, Task
from zhuanji.complaints.queries import Filter, list_complaints
from zhuanji.complaints.queries.lists import PAGE_SIZE
from zhuanji.correspondence.models import Message
from zhuanji.customers.models import Customer, Purchase
from zhuanji.demo.command import load
from zhuanji.demo.papers import hand_over
from zhuanji.history.models import Entry
from zhuanji.history.queries import first_broken_link
from zhuanji.language.normalise import fold
from zhuanji.staff.models import User
from zhuanji.staff.roles import SYSTEM
from zhuanji.triage.models import Confirmation, Neighbour, Record
from zhuanji.triage.queries.records import cross_check

pytestmark = pytest.mark.django_db
UNTIL = datetime(2026, 11, 20, 7, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def share_alike(texts: list[str], limit: float) -> float:
    """How many have a neighbour with which they share most of their runs of three characters."""
    grams = [{text[at : at + 3] for at in range(len(text) - 2)} for text in texts]
    alike = [
        any(len(one & two) >= limit * len(one | two) for two in grams if two is not one)
        for one in grams
    ]
    return sum(alike) / len(alike)


def accounts() -> list[str]:
    return list(Complaint.objects.order_by("pk").values_list("account", flat=True))


def test_a_year_is_whole_varied_and_leaves_nothing_to_send() -> None:
    load(seed=1, number=240, until=UNTIL)

    assert first_broken_link() is None
    texts = accounts()
    assert 235 <= len(texts) == len(set(texts)) <= 260
    assert share_alike(texts, 0.8) <= 0.02
    assert not Message.objects.filter(state__in=["queued", "sending"]).exists()
    open_ones = Deadline.objects.filter(met_at=None)
    assert open_ones.filter(due_at__lt=UNTIL).exists()
    assert open_ones.filter(due_at__gt=UNTIL).exists()
    assert SearchEntry.objects.count() == len(texts)
    batch = Complaint.objects.filter(batch="B2610", model="HT-K36B", category="quality.leak")
    assert batch.filter(received_at__gt=UNTIL - timedelta(days=40)).count() >= 3


def test_everything_a_complaint_can_live_through_happens() -> None:
    load(seed=2, number=320, until=UNTIL)

    kinds = set(Entry.objects.values_list("kind", flat=True))
    assert kinds >= {
        f"complaint.{kind}"
        for kind in (
            "registered", "acknowledged", "assigned", "classified", "restated", "noted", "replied",
            "customer_wrote", "evidence_added", "judged", "refusal_proposed", "refusal_confirmed",
            "handling_started", "findings_recorded", "answered", "answer_accepted",
            "answer_rejected", "closed", "reopened", "withdrawn", "merged", "absorbed", "linked",
            "assessed", "proposal_confirmed", "task_asked", "task_taken", "task_handed_in",
            "task_accepted", "task_returned", "task_moved", "task_cancelled",
        )
    }  # fmt: skip
    unsettled = Task.objects.exclude(state__in=["accepted", "cancelled"])
    assert unsettled.exists()
    assert not unsettled.filter(complaint__stage__in=["answered", "closed"]).exists()
    assert Proof.objects.exclude(attachments=None).exists()
    assert {kind for kind in Attachment.Kind if Attachment.objects.filter(kind=kind).exists()} >= {
        Attachment.Kind.IMAGE,
        Attachment.Kind.AUDIO,
    }
    assert Complaint.objects.exclude(representative_name="").exists()
    assert Customer.objects.alias(n=Count("complaints")).filter(n__gte=3).exists()


def test_facts_inside_one_complaint_agree() -> None:
    load(seed=3, number=80, until=UNTIL)

    bought = {p.order_number: p for p in Purchase.objects.all()}
    for complaint in Complaint.objects.exclude(order_number=""):
        purchase = bought[complaint.order_number]
        assert purchase.product == complaint.product
        assert purchase.bought_on <= complaint.received_at.date()
        assert complaint.occurred_at is None or complaint.occurred_at < complaint.received_at


def test_everything_is_assessed_when_it_comes_in() -> None:
    load(seed=1, number=60, until=UNTIL)

    came = dict(Entry.objects.filter(kind="complaint.registered").values_list("about", "at"))
    first = Entry.objects.filter(kind="complaint.assessed").values_list("about").annotate(Min("at"))
    assert {about for about, _at in first} == set(came)
    assert max(at - came[about] for about, at in first) <= timedelta(minutes=1)
    assert not Complaint.objects.filter(to_assess=True).exists()


def test_people_accept_correct_and_choose() -> None:
    load(seed=1, number=320, until=UNTIL)

    decided = Confirmation.objects.values_list("source", "by")
    assert {source for source, _by in decided} == {
        "registered", "accepted", "corrected", "chosen", "audit",
    }  # fmt: skip
    assert len({by for _source, by in decided}) >= 8
    assert {"duplicate", "repeat"} <= set(Neighbour.objects.values_list("kind", flat=True))


def test_what_other_systems_know_contradicts_some() -> None:
    load(seed=1, number=240, until=UNTIL)

    orders = Record.objects.values_list("order_number", flat=True)
    lead = User.objects.get(username="lead").actor
    checked = [cross_check(lead, c) for c in Complaint.objects.filter(order_number__in=orders)]
    assert set(Record.objects.values_list("kind", flat=True)) == set(Record.Kind)
    assert 0 < sum(bool(one.discrepancies) for one in checked) < len(checked)


def test_nobody_is_real() -> None:
    ledger = load(seed=1, number=60, until=UNTIL)

    contacts = [contact for _customer, contact in ledger.contacts]
    assert all(c.value[6:10] == "0000" for c in contacts if c.kind == "phone")
    assert all(c.value.endswith("@example.com") for c in contacts if c.kind == "email")


def test_the_same_seed_tells_the_same_year() -> None:
    load(seed=3, number=60, until=UNTIL)
    first = accounts()
    load(seed=3, number=60, until=UNTIL)

    assert accounts() == first + first


@pytest.mark.parametrize("kind", ["receipt", "broken", "photo", "bill", "chat", "pdf", "audio"])
def test_evidence_is_what_its_bytes_say(kind: str) -> None:
    known = ("shop", "order", "product", "model", "batch", "bought", "price", "day", "hour", "wait", "amount")  # fmt: skip
    file = hand_over(kind, dict.fromkeys(known, "8"), Random(1))  # noqa: S311 - no secret

    expected = {"pdf": "pdf", "audio": "audio"}.get(kind, "image")
    assert (file.kind, file.size < 100_000) == (expected, True)


@pytest.mark.parametrize("words", ["退", "客服", "电水壶", "2026", "ZJ"])
def test_the_list_finds_what_a_plain_scan_finds(words: str) -> None:
    load(seed=1, number=60, until=UNTIL)

    found = [row.pk for row in list_complaints(SYSTEM, Filter(search=words), at=UNTIL).rows]

    holding = SearchEntry.objects.filter(text__contains=fold(words)).order_by("-pk")
    assert found == list(holding.values_list("pk", flat=True)[:PAGE_SIZE])
