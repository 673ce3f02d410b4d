"""What is like a complaint, asked by a machine."""

import pytest

from tests import cast
from tests.api.machines import READ, WRITE, get, machine
from tests.triage.arriving import looked_at, others
from tests.triage.neighbours.test_similar_cases import accepted

pytestmark = pytest.mark.django_db
RETOLD = "我买的电水壶漏电，客服说等，等了五天还是没有回音，要求退款。"


def test_a_machine_reads_past_cases_and_what_may_be_the_same_matter() -> None:
    others()
    past, first = accepted(), cast.wang_complains()
    again = cast.wang_complains(account=RETOLD)
    looked_at()

    answer = get(machine(READ), f"/complaints/{again.number}/similar").json()

    assert answer["same_matter"] == [
        {
            "number": first.number,
            "subject": first.subject,
            "stage": "received",
            "kind": "duplicate",
            "reasons": ["same_customer", "like_words"],
        }
    ]
    (case,) = answer["similar"]
    assert case["number"] == past.number
    assert (case["outcome"], case["how"]) == ("accepted", "换新并承担运费")
    assert 0 < case["score"] < 1


def test_a_machine_is_told_only_of_what_it_may_read() -> None:
    again = cast.wang_complains()

    assert get(machine(READ), "/complaints/ZJ00-00000-00000/similar").status_code == 404
    assert get(machine(WRITE), f"/complaints/{again.number}/similar").status_code == 403
