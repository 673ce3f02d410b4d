"""Complaints bear keys of a playbook: which are taken, how they are found, what they are called."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import connection

from tests.api.machines import BODY, get, machine, post
from tests.cast import MONDAY, lin, wang_complains, zhou
from tests.desk.test_queue import as_
from zhuanji.channels import command
from zhuanji.channels.queries import exported
from zhuanji.complaints.actions import arrange_complaint
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.queries import Filter, list_complaints, read_filter
from zhuanji.complaints.queries.filters import filtered
from zhuanji.kernel.errors import Invalid
from zhuanji.playbooks.actions import put_playbook_into_use
from zhuanji.playbooks.body import PlaybookBody
from zhuanji.playbooks.queries import playbook_in_use
from zhuanji.playbooks.shipped import general

pytestmark = pytest.mark.django_db
URL = "/desk/complaints/"


def retire(*keys: str) -> None:
    said = general().model_dump(mode="json")
    for one in said["categories"]:
        one["active"] = one["key"] not in keys
    body = PlaybookBody.model_validate(said)
    put_playbook_into_use(by=zhou().actor, at=MONDAY, body=body, reason="不再使用")


def test_a_machine_gives_a_key_and_is_told_the_name() -> None:
    client = machine()
    number = post(client, "/complaints", {**BODY, "category": "quality.leak"}).json()["number"]
    shown = get(client, f"/complaints/{number}").json()

    assert (shown["category"], shown["category_name"]) == ("quality.leak", "漏水渗水")


@pytest.mark.parametrize("key", ["quality.nothing", "", "漏水渗水", "x" * 100])
def test_a_key_that_is_not_in_use_is_refused_with_the_address_of_those_that_are(key: str) -> None:
    answer = post(machine(language="en"), "/complaints", {**BODY, "category": key})

    assert (answer.status_code, answer.json()["problems"]) == (
        422,
        {"category": "The playbook in use has no such category. Its keys are listed at /api/v1/categories."},
    )  # fmt: skip


def test_the_tree_is_listed() -> None:
    retire("quality")
    listed = get(machine(), "/categories").json()
    rows = {one["key"]: one for one in listed["categories"]}

    assert (listed["version"], len(rows)) == (1, 59)
    assert rows["quality.leak"] == {
        "key": "quality.leak",
        "parent": "quality",
        "name": "Leaks water",
        "name_zh": "漏水渗水",
        "department": "quality",
        "grade_floor": "",
        "active": False,
    }


def test_a_filter_finds_what_lies_below() -> None:
    made = [wang_complains(category=key) for key in ("quality", "quality.leak", "price", None)]
    found = list_complaints(lin().actor, read_filter({"category": ["quality"]}), at=MONDAY).rows

    assert [one.pk for one in found] == [made[1].pk, made[0].pk]
    assert read_filter({"category": ["x"]}).impossible is True
    assert get(machine(), "/complaints?category=x").status_code == 422
    assert len(get(machine(), "/complaints?category=quality").json()["complaints"]) == 2


def test_the_index_serves_a_category_with_those_below() -> None:
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        query = filtered(lin().actor, Filter(category=("safety",)), at=MONDAY)
        plan = query.explain()

    assert ("complaint_category" in plan) is True


def test_a_retired_category_keeps_its_name_but_is_given_to_nobody() -> None:
    complaint = wang_complains(category="quality.leak")
    retire("quality.leak")
    page = as_(lin()).get(f"{URL}{complaint.number}/").content.decode()

    assert ("Product quality › Leaks water" in page) is True
    assert len(read_filter({"category": ["quality.leak"]}).category) == 1
    with pytest.raises(Invalid):
        arrange_complaint(
            by=lin().actor,
            at=MONDAY,
            complaint=wang_complains(),
            field="category",
            value="quality.leak",
        )


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("漏水渗水", "quality.leak"),
        ("产品质量 › 漏水渗水", "quality.leak"),
        ("产品质量/漏水渗水", "quality.leak"),
        ("Leaks water", "quality.leak"),
        ("QUALITY.LEAK", "quality.leak"),
        ("质量", "quality"),
        ("漏風", ""),
    ],
)
def test_a_table_may_name_a_category_in_many_ways(tmp_path: Path, word: str, key: str) -> None:
    file = tmp_path / "投诉.csv"
    file.write_text(f"投诉内容,投诉类别\n水壶底座漏水,{word}\n", encoding="utf-8")
    CliRunner().invoke(command.import_, [str(file)])

    assert [one.category for one in Complaint.objects.all()] == [key] * bool(key)


def test_what_is_exported_can_be_imported_again() -> None:
    wang_complains(category="quality.leak")
    cell = str(next(exported(zhou().actor, Filter(), at=MONDAY))["category"])

    assert playbook_in_use().meant_by(cell) == "quality.leak"


def test_the_register_page_and_the_bulk_change_offer_the_tree() -> None:
    page = as_(lin()).get("/desk/register/").content.decode()

    assert ('<optgroup label="Product quality">' in page) is True
    offered = re.findall(r'<option value="quality.leak"[^>]*>([^<]*)</option>', page)
    assert set(offered) == {"Leaks water"}
