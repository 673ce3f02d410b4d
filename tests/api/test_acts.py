"""A machine takes a complaint through its life."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests import cast
from tests.api.machines import PERSONAL, READ, WRITE, get, machine, post, registered
from zhuanji.complaints.actions import acknowledge_due
from zhuanji.complaints.models import Complaint
from zhuanji.dispatch.queries import choose_owners
from zhuanji.history.models import Entry
from zhuanji.history.queries import first_broken_link

pytestmark = pytest.mark.django_db
JUDGED = {"verdict": "upheld", "reason": "facts_confirmed", "explanation": "检测确认绝缘层破损。"}
REFUSED = {"verdict": "not_upheld", "reason": "natural_cause", "explanation": "台风所致。"}


def acknowledged(client: Any) -> str:
    cast.lin()
    number = registered(client)
    acknowledge_due(at=timezone.now(), choose_owners=choose_owners)
    return number


def test_from_registered_to_closed() -> None:
    client = machine()
    number = acknowledged(client)
    steps: list[tuple[str, object, str]] = [
        ("judge", JUDGED, "judged"),
        ("assign", {"department": cast.department().pk}, "judged"),
        ("classify", {"grade": "major"}, "judged"),
        ("classify", {"category": "safety"}, "judged"),
        ("start-handling", None, "handling"),
        ("findings", {"how": "退款", "why": "绝缘层破损", "prevention": "换供应商"}, "handling"),
        ("restatement", {"restatement": "水壶漏电", "confirmed": True}, "handling"),
        ("replies", {"body": "我们正在检测。"}, "handling"),
        ("customer-messages", {"body": "好的，我等。"}, "handling"),
        ("notes", {"body": "已催办", "mentions": [cast.lin().pk]}, "handling"),
        ("answer", {"body": "已为您退款。"}, "answered"),
        ("reject", {"why": "还没收到退款"}, "rejected"),
        ("start-handling", None, "handling"),
        ("answer", {"body": "退款已到账。"}, "answered"),
        ("accept", None, "accepted"),
        ("close", None, "closed"),
        ("reopen", {"reason": "问题又出现"}, "reopened"),
        ("withdraw", {"reason": "客户撤诉"}, "withdrawn"),
    ]

    for verb, given, stage in steps:
        response = post(client, f"/complaints/{number}/{verb}", given)
        assert (response.status_code, response.json()["stage"]) == (200, stage), response.json()

    shown = get(client, f"/complaints/{number}").json()
    assert (shown["grade"], shown["category"], shown["verdict"]) == ("major", "safety", "upheld")
    assert shown["department"]["code"] == "quality"
    assert (shown["how"], shown["why"], shown["prevention"]) == ("退款", "绝缘层破损", "换供应商")
    complaint = Complaint.objects.get()
    # registered, acknowledged, and put before legal counsel when it became major
    assert Entry.objects.filter(about=complaint.about).count() == len(steps) + 3
    assert first_broken_link() is None


def test_a_refusal_needs_a_second_machine() -> None:
    first, second = machine(), machine()
    number = acknowledged(first)
    post(first, f"/complaints/{number}/judge", REFUSED)

    own = post(first, f"/complaints/{number}/confirm-refusal", {})
    confirmed = post(second, f"/complaints/{number}/confirm-refusal", {"review": "同意"})
    again = post(second, f"/complaints/{number}/confirm-refusal", {})

    assert (own.status_code, own.json()["code"]) == (403, "SecondPersonNeeded")
    assert (confirmed.status_code, confirmed.json()["verdict"]) == (200, "not_upheld")
    assert (again.status_code, again.json()["code"]) == (409, "Stale")


def test_a_returned_refusal_says_what_is_missing() -> None:
    first, second = machine(), machine()
    number = acknowledged(first)
    post(first, f"/complaints/{number}/judge", REFUSED)

    empty = post(second, f"/complaints/{number}/return-refusal", {"review": " "})
    returned = post(second, f"/complaints/{number}/return-refusal", {"review": "缺检测报告"})

    assert (empty.status_code, set(empty.json()["problems"])) == (422, {"review"})
    assert returned.json()["stage"] == "acknowledged"
    assert get(first, f"/complaints/{number}").json()["judgements"][0]["state"] == "returned"


def test_what_the_table_does_not_allow_is_refused() -> None:
    client = machine(language="en")
    number = registered(client)

    response = post(client, f"/complaints/{number}/close")

    assert (response.status_code, response.json()["code"]) == (409, "IllegalMove")
    assert "received" in response.json()["detail"]


def test_assigning_takes_one_of_two() -> None:
    client = machine()
    number = registered(client)

    for given in ({}, {"owner": 1, "department": 1}):
        assert post(client, f"/complaints/{number}/assign", given).status_code == 422
    gone = post(client, f"/complaints/{number}/assign", {"owner": 10**15})
    assert (gone.status_code, set(gone.json()["problems"])) == (422, {"owner"})
    post(client, f"/complaints/{number}/assign", {"owner": cast.lin().pk})
    nobody = post(client, f"/complaints/{number}/assign", {"owner": None})
    assert nobody.json()["owner"] is None


def test_merging_and_taking_apart() -> None:
    client = machine()
    one, other = registered(client), registered(client)

    merged = post(client, f"/complaints/{one}/merge", {"number": other})
    shown = get(client, f"/complaints/{one}").json()
    apart = post(client, f"/complaints/{one}/unmerge")

    assert (merged.json()["stage"], shown["merged_into"]) == ("merged", other)
    assert apart.json()["stage"] == "received"
    itself = post(client, f"/complaints/{one}/merge", {"number": one})
    assert (itself.status_code, itself.json()["code"]) == (409, "CannotCombine")


def test_splitting_and_linking() -> None:
    client = machine()
    one, other = registered(client), registered(client)

    part = post(client, f"/complaints/{one}/split", {"channel": "phone", "account": "还有发票问题"})
    post(client, f"/complaints/{one}/links", {"number": other, "kind": "duplicate"})
    links = {
        row["number"]: row["kind"] for row in get(client, f"/complaints/{one}").json()["links"]
    }
    client.delete(f"/api/v1/complaints/{one}/links/{other}")
    left = get(client, f"/complaints/{one}").json()["links"]

    assert part.status_code == 201
    assert links == {part.json()["number"]: "split", other: "duplicate"}
    assert [row["kind"] for row in left] == ["split"]


def test_confidentiality() -> None:
    client = machine(READ, WRITE, PERSONAL)
    number = registered(client)

    hidden = post(client, f"/complaints/{number}/confidentiality", {"confidential": True})

    assert hidden.json()["confidential"] is True
    assert get(client, f"/complaints/{number}").json()["customer"]["name"] == "王**"


def test_no_scope_of_a_token_reveals() -> None:
    client = machine()
    number = registered(client)

    assert post(client, f"/complaints/{number}/reveal", {"reason": "回访"}).status_code == 403


VERBS: list[tuple[str, object]] = [
    ("judge", JUDGED),
    ("confirm-refusal", {}),
    ("return-refusal", {"review": "x"}),
    ("start-handling", None),
    ("findings", {"how": "x"}),
    ("restatement", {"restatement": "x"}),
    ("close", None),
    ("withdraw", {"reason": "x"}),
    ("reopen", {"reason": "x"}),
    ("assign", {"owner": None}),
    ("classify", {"grade": "major"}),
    ("confidentiality", {"confidential": True}),
    ("reveal", {"reason": "x"}),
    ("merge", {"number": "ZJ26-AAAAA-AAAAA"}),
    ("unmerge", None),
    ("split", {"channel": "phone", "account": "x"}),
    ("links", {"number": "ZJ26-AAAAA-AAAAA"}),
    ("replies", {"body": "x"}),
    ("answer", {"body": "x"}),
    ("customer-messages", {"body": "x"}),
    ("accept", None),
    ("reject", {"why": "x"}),
    ("notes", {"body": "x"}),
]


@pytest.mark.parametrize(("verb", "given"), VERBS)
def test_reading_rights_change_nothing(verb: str, given: object) -> None:
    number, reader = registered(machine()), machine(READ)
    before = Entry.objects.count()

    response = post(reader, f"/complaints/{number}/{verb}", given)

    assert response.status_code in {403, 404, 409}
    assert Entry.objects.count() == before


@pytest.mark.parametrize(("verb", "given"), VERBS)
def test_without_reading_rights_no_complaint_exists(verb: str, given: object) -> None:
    there, nowhere = registered(machine()), "ZJ26-AAAAA-AAAAA"
    client = machine(WRITE)

    answers = [post(client, f"/complaints/{n}/{verb}", given) for n in (there, nowhere)]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert answers[0].json() == answers[1].json()


def test_clocks_rest_run_on_escalate_and_promise() -> None:
    client = machine()
    number = acknowledged(client)
    due = (timezone.now() + timedelta(days=2)).isoformat()
    for verb, given in (
        ("pause", {"reason": "awaiting_customer", "words": "等发票照片"}),
        ("resume", None),
        ("escalate", {"to": "legal", "words": "客户要起诉"}),
        ("promises", {"words": "两天内答复", "due_at": due}),
    ):
        response = post(client, f"/complaints/{number}/{verb}", given)
        assert response.status_code == 200, response.json()

    refused = post(client, f"/complaints/{number}/pause", {"reason": "too_busy", "words": "忙"})
    assert refused.status_code == 422
    shown = {one["kind"]: one for one in get(client, f"/complaints/{number}").json()["deadlines"]}
    assert (shown["promise"]["state"], shown["resolution"]["term"]) == ("running", "24h")


def test_a_legal_deadline_begins_with_an_event_and_is_fulfilled() -> None:
    client = machine()
    number = registered(client, channel="authority", external_reference="12315-1")
    since = (timezone.now() - timedelta(hours=1)).isoformat()
    path = f"/complaints/{number}/duties"

    assert post(client, path, {"key": "no_such", "since": since}).status_code == 422
    assert post(client, path, {"key": "mediation", "since": since}).status_code == 200
    assert post(client, f"{path}/mediation/fulfil", None).status_code == 200
    assert post(client, f"{path}/mediation/fulfil", None).status_code == 409

    owed = Complaint.objects.get(number=number).deadlines
    assert owed.get(key="mediation").state == "met"
