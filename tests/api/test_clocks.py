"""A machine sees and settles what the clocks of a complaint ask: notes, promises, delays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import cast
from tests.api.machines import get, machine, post, registered
from zhuanji.complaints.models import Complaint, Delay, Escalation

pytestmark = pytest.mark.django_db
NOW = timezone.now


def test_an_escalation_is_noted_in_the_name_of_one_before_whom_it_was_put() -> None:
    client, fang = machine(), cast.fang()
    number = registered(client)
    refused = post(client, f"/complaints/{number}/escalate", {"to": "boss", "words": "急"})
    said = refused.json()["problems"]["to"]
    assert (refused.status_code, all(one in said for one in ("lead", "legal", "executive"))) == (
        422,
        True,
    )
    post(client, f"/complaints/{number}/escalate", {"to": "legal", "words": "客户要起诉"})
    (shown,) = get(client, f"/complaints/{number}").json()["escalations"]
    assert [shown[name] for name in ("to", "cause", "rung", "words", "acknowledged_at")] == [
        "legal",
        "person",
        "",
        "客户要起诉",
        None,
    ]
    path = f"/complaints/{number}/escalations/{shown['id']}/acknowledge"

    answers = [post(client, path, {"person": who.pk}) for who in (cast.zhou(), fang, fang)]

    assert [one.status_code for one in answers] == [403, 200, 409]
    assert Escalation.objects.get().acknowledged_by == fang
    assert get(client, f"/complaints/{number}").json()["escalations"][0]["acknowledged_at"]
    gone = post(client, f"/complaints/{number}/escalations/{10**30}/acknowledge", {"person": 1})
    assert gone.status_code in {404, 422}


def test_promises_are_kept_and_withdrawn_and_a_pause_tells_for_what() -> None:
    client = machine()
    number = registered(client)
    post(client, f"/complaints/{number}/assign", {"owner": cast.lin().pk})
    due = (NOW() + timedelta(days=2)).isoformat()
    for words in ("回电", "退款"):
        post(client, f"/complaints/{number}/promises", {"words": words, "due_at": due})
    first, second = get(client, f"/complaints/{number}").json()["promises"]
    path = f"/complaints/{number}/promises"

    kept = post(client, f"{path}/{first['id']}/keep")
    empty = post(client, f"{path}/{second['id']}/withdraw", {"reason": " "})
    gone = post(client, f"{path}/{second['id']}/withdraw", {"reason": "记错了"})
    again = post(client, f"{path}/{second['id']}/keep")
    assert [one.status_code for one in (kept, empty, gone, again)] == [200, 422, 200, 409]

    post(client, f"/complaints/{number}/pause", {"reason": "awaiting_customer", "words": "等照片"})
    shown = get(client, f"/complaints/{number}").json()
    assert [(one["words"], one["state"]) for one in shown["promises"]] == [
        ("回电", "met"),
        ("退款", "lapsed"),
    ]
    assert (shown["pause"]["reason"], shown["pause"]["words"]) == ("awaiting_customer", "等照片")
    assert shown["pause"]["until"]


def test_a_delay_is_explained_once() -> None:
    client = machine()
    number = registered(client)
    late = Complaint.objects.get(number=number).deadlines.get(kind="first_answer")
    Delay.objects.create(deadline=late, due_at=late.due_at, stage="received")
    path = f"/complaints/{number}/explain-delay"

    answers = [post(client, path, {"cause": one}) for one in ("x", "other", "supplier", "supplier")]

    assert [one.status_code for one in answers] == [422, 422, 200, 409]
    assert Delay.objects.get().cause == "supplier"
