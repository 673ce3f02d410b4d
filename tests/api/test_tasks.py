"""A machine asks departments, hands in what they did, and a second one accepts it."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import cast
from tests.api.machines import PERSONAL, READ, WRITE, get, machine, post, registered
from tests.complaints.tasks.asking import PIXEL
from zhuanji.complaints.models import Task
from zhuanji.history.models import Entry

pytestmark = pytest.mark.django_db


def asking(*departments: int, **more: Any) -> dict[str, Any]:
    to = [{"department": pk, "term": "2wd"} for pk in departments or (cast.department().pk,)]
    return {"title": "检测水壶", "criterion": "有报告", "to": to, **more}


def test_from_asked_to_accepted_by_another_token() -> None:
    cast.lin()
    client, second = machine(), machine()
    number = registered(client)
    asked = post(
        client,
        f"/complaints/{number}/tasks",
        asking(
            cast.department().pk,
            cast.logistics().pk,
            resources=[{"kind": "money", "words": "检测费", "amount": 12850}],
            needs_files=True,
        ),
    )
    assert asked.status_code == 201
    one, two = asked.json()
    assert (one["state"], one["department"]["name"], one["owner"]) == ("open", "质量部", None)
    assert one["resources"] == [
        {"kind": "money", "words": "检测费", "quantity": None, "amount": 12850}
    ]
    listed = get(client, f"/complaints/{number}/tasks").json()
    assert [row["id"] for row in listed] == [one["id"], two["id"]]

    task = f"/tasks/{one['id']}"
    taken = post(client, f"{task}/take", {"owner": cast.chen().pk}).json()
    assert (taken["state"], taken["owner"]["name"]) == ("taken", "陈立")
    assert post(client, f"{task}/hand-in", {"words": "已检测"}).status_code == 422
    files = {"files": SimpleUploadedFile("现场.png", PIXEL)}
    (kept,) = client.post(f"/api/v1/complaints/{number}/evidence", files).json()
    handed = post(client, f"{task}/hand-in", {"words": "已检测", "evidence": [kept["key"]]})
    assert handed.json()["proofs"][0]["evidence"] == [kept["key"]]
    assert post(client, f"{task}/accept", {}).json()["code"] == "FourEyes"
    back = post(second, f"{task}/send-back", {"reason": "缺批次号", "term": "1wd"}).json()
    assert (back["state"], back["reason"], len(back["moves"])) == ("taken", "缺批次号", 1)
    again = {"words": "补充批次", "evidence": [kept["key"]]}
    assert post(client, f"{task}/hand-in", again).status_code == 200
    assert post(second, f"{task}/accept", {"review": "好"}).json()["state"] == "accepted"

    answer = {"body": "已为您退款。"}
    assert post(client, f"/tasks/{two['id']}/cancel", {"reason": "不需要"}).status_code == 200
    assert post(client, f"/complaints/{number}/answer", answer).json()["code"] == "IllegalMove"


def test_the_same_key_asks_once() -> None:
    client = machine()
    number = registered(client)
    path, key = f"/complaints/{number}/tasks", {"Idempotency-Key": "a-key"}
    given = asking()
    first = post(client, path, given, **key)
    second = post(client, path, given, **key)
    assert (second.status_code, second.json()) == (201, first.json())
    assert Task.objects.count() == 1
    assert Entry.objects.filter(kind="complaint.task_asked").count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"to": []}, "to"),
        ({"title": " "}, "title"),
        ({"criterion": ""}, "criterion"),
        ({"to": [{"department": 10**17, "term": "1d"}]}, "to.department"),
        ({"waits_for": [10**17]}, "waits_for"),
        ({"resources": [{"kind": "money"}]}, "resources"),
    ],
)
def test_what_cannot_be_asked_names_its_field(wrong: dict[str, Any], field: str) -> None:
    client = machine()
    number = registered(client)
    answer = post(client, f"/complaints/{number}/tasks", {**asking(), **wrong})
    assert (answer.status_code, set(answer.json()["problems"])) == (422, {field})


@pytest.mark.parametrize(
    ("moment", "field"),
    [
        ({}, "due_at"),
        ({"due_at": "2020-01-01T00:00:00+08:00"}, "due_at"),
        ({"term": "0m"}, "due_at"),
        ({"term": "soon"}, "term"),
        ({"term": "1d", "due_at": "2099-01-01T00:00:00+08:00"}, "due_at"),
    ],
)
def test_a_moment_to_come_is_needed(moment: dict[str, str], field: str) -> None:
    client = machine()
    number = registered(client)
    to = [{"department": cast.department().pk, **moment}]
    answer = post(client, f"/complaints/{number}/tasks", asking(to=to))
    assert (answer.status_code, set(answer.json()["problems"])) == (422, {field})


def test_a_circle_is_refused_and_an_order_kept() -> None:
    client = machine()
    number = registered(client)
    path = f"/complaints/{number}/tasks"
    (one,) = post(client, path, asking(title="检测")).json()
    (two,) = post(client, path, asking(title="换货", waits_for=[one["id"]])).json()
    assert two["waits_for"] == [one["id"]]
    refused = post(client, f"/tasks/{one['id']}/wait", {"waits_for": [two["id"]]})
    assert refused.status_code == 422
    assert "检测 → 换货 → 检测" in refused.json()["problems"]["waits_for"]


def test_lists_page_and_mask_people_unless_the_token_reads_them() -> None:
    client = machine(READ, WRITE, PERSONAL)
    number = registered(client)
    for n in range(3):
        post(client, f"/complaints/{number}/tasks", asking(title=f"联系王建国 {n}"))
    page = get(client, "/tasks", limit=2).json()
    more = get(client, "/tasks", limit=2, cursor=page["next"]).json()
    titles = [row["title"] for row in (*page["tasks"], *more["tasks"])]
    assert titles == [f"联系王建国 {n}" for n in range(3)]
    assert more["next"] == ""
    masked = get(machine(READ), "/tasks").json()["tasks"]
    assert all("王建国" not in row["title"] for row in masked)
    assert get(client, "/tasks", state="nobody").status_code == 422
    assert get(client, "/tasks", state="accepted").json()["tasks"] == []
