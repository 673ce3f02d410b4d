"""预案: everybody reads it, team leaders and administrators write it."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import EVERYBODY, MONDAY, department, lin, wang_complains, zhou
from tests.desk.test_queue import as_
from zhuanji.playbooks.actions import (
    add_category,
    put_playbook_into_use,
    write_category,
    write_section,
)
from zhuanji.playbooks.body import PlaybookBody
from zhuanji.playbooks.models import PlaybookDraft, PlaybookVersion
from zhuanji.playbooks.queries import desk_of, playbook_in_use
from zhuanji.playbooks.shipped import general
from zhuanji.staff.models import User
from zhuanji.triage.actions import continue_preview
from zhuanji.triage.models import PlaybookPreview

pytestmark = pytest.mark.django_db
URL = "/desk/playbook/"
LEAK = f"{URL}category/quality.leak/"
HX = {"HX-Request": "true"}


def page(person: User, url: str = URL) -> str:
    answer = as_(person).get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def renamed(**said: object) -> None:
    write_category(by=zhou().actor, at=MONDAY, key="quality.leak", said=said)


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_reads_and_two_write(who: Callable[[], User]) -> None:
    words = page(who(), LEAK)
    writes = who().username in ("zhou", "ding")

    assert ("漏水、渗水" in words, "hx-post" in words.partition("<main")[2]) == (True, writes)
    assert ("<fieldset disabled>" in words) is not writes
    assert as_(who()).post(f"{LEAK}write/", {"zh": "漏"}).status_code == (302 if writes else 403)


@pytest.mark.parametrize(
    "path", ["", "category/quality.leak/", "rules/", "versions/", "versions/0/"]
)
def test_pages_cost_few_queries(path: str) -> None:
    renamed(zh="漏水")
    client = as_(zhou())
    client.get(f"{URL}{path}")
    with CaptureQueriesContext(connection) as queries:
        client.get(f"{URL}{path}")

    assert len(queries) <= 12


def test_what_is_typed_is_saved_and_what_is_wrong_is_told_in_place() -> None:
    answer = as_(zhou()).post(
        f"{LEAK}write/", {"zh": "漏水", "words": "漏水，水", "less": ""}, headers=HX
    )
    words = answer.content.decode()

    assert answer.status_code == 200
    assert desk_of(zhou().actor).category("quality.leak")["words"] == ["漏水", "水"]
    assert ('id="wrong-category-quality-leak-words" hx-swap-oob="true"' in words) is True
    assert ("“水” would be found everywhere." in words) is True
    assert ('id="branch-quality-leak"' in words, 'id="playbook-state"' in words) == (True, True)


def test_a_rule_is_saved_with_its_tick() -> None:
    client = as_(zhou())
    client.post(f"{URL}rule/fire/write/", {"words": "起火"}, headers=HX)

    assert desk_of(zhou().actor).rule("fire")["active"] is False
    assert client.post(f"{URL}rule/nothing/write/", {"words": "起火"}).status_code == 404


@pytest.mark.parametrize(
    ("path", "given", "place", "what"),
    [
        ("add/", {"parent": "quality", "zh": "玻璃", "en": "Glass"}, "category/quality.glass/", "added"),
        ("category/attitude/shift/", {"way": "up"}, "category/attitude/", "moved"),
        ("category/quality.leak/retire/", {"active": "0"}, "category/quality.leak/", "retired"),
        ("category/quality.leak/move/", {"parent": "safety"}, "category/safety.leak/", "added"),
        ("rules/add/", {"category": "", "zh": "大额"}, "rules/", "added"),
        ("trade/", {"name": "telecom"}, "", "added"),
    ],
)  # fmt: skip
def test_deeds_lead_back_to_where_they_were_done(
    path: str, given: dict[str, str], place: str, what: str
) -> None:
    answer = as_(zhou()).post(f"{URL}{path}", given)

    assert (answer.status_code, answer["Location"]) == (302, f"{URL}{place}")
    assert (what in {one.what for one in desk_of(zhou().actor).changes}) is True


def test_a_category_without_a_name_is_asked_for_one() -> None:
    for parent in ("", "quality"):
        answer = as_(zhou()).post(f"{URL}add/", {"parent": parent, "zh": "", "en": " "})

        assert (answer.status_code, "Give the category a name." in answer.content.decode()) == (
            422,
            True,
        )


def test_putting_into_use_asks_why_and_keeps_what_was_typed() -> None:
    renamed(zh="漏水")
    client = as_(zhou())
    refused = client.post(f"{URL}use/", {"reason": "长" * 301})
    done = client.post(f"{URL}use/", {"reason": "说法更短"})

    assert (refused.status_code, "长" * 301 in refused.content.decode()) == (422, True)
    assert (done.status_code, done["Location"]) == (302, URL)
    assert [(v.number, v.by_name, v.reason) for v in PlaybookVersion.objects.all()] == [
        (1, "周航", "说法更短")
    ]
    assert (
        "漏水" in page(lin(), f"{URL}versions/1/"),
        "说法更短" in page(lin(), f"{URL}versions/"),
    ) == (
        True,
        True,
    )


def test_a_draft_with_something_wrong_is_not_put_into_use() -> None:
    renamed(zh="")
    answer = as_(zhou()).post(f"{URL}use/", {"reason": "好"})

    assert (answer.status_code, PlaybookVersion.objects.count()) == (422, 0)
    assert as_(zhou()).post(f"{URL}preview/").status_code == 302
    assert PlaybookPreview.objects.count() == 0


def test_people_and_departments_that_are_not_here_ask_for_a_tick() -> None:
    department()
    lost = [{"key": "soon", "share": 75, "to": ["person:nobody"]}]
    write_section(by=zhou().actor, at=MONDAY, section="ladder", rows=lost)
    renamed(department="moon")
    client = as_(zhou())
    words = page(zhou(), f"{URL}use/")
    refused = client.post(f"{URL}use/", {"reason": "好"})

    assert words.count("There is no department “moon”") == 1
    assert (f'<a href="{LEAK}">' in words, 'name="strangers"' in words) == (True, True)
    assert "Nobody here has the user name “nobody”." in words
    assert "Escalation ladder › soon › Who is told" in words
    assert (refused.status_code, "tick that you know" in refused.content.decode()) == (422, True)
    assert client.post(f"{URL}use/", {"reason": "好", "strangers": "1"}).status_code == 302
    assert playbook_in_use().version == 1


def test_a_version_is_rolled_back_in_one_click() -> None:
    put_playbook_into_use(by=zhou().actor, at=MONDAY, body=general(), reason="一")
    add_category(by=zhou().actor, at=MONDAY, parent="", zh="环保", en="Green")
    client = as_(zhou())
    client.post(f"{URL}use/", {"reason": "二"})
    answer = client.post(f"{URL}versions/1/back/", {"reason": "Back to version 1"})
    again = client.post(f"{URL}versions/3/back/", {"reason": "x"})

    assert (answer.status_code, again.status_code) == (302, 422)
    assert (playbook_in_use().version, playbook_in_use().categories["green"].active) == (3, False)


def test_a_preview_runs_and_shows_its_examples() -> None:
    complaint = wang_complains(account="水壶底座一直渗水")
    renamed(words=["漏个不停"])
    client = as_(zhou())
    place = client.post(f"{URL}preview/")["Location"]
    waiting = client.get(place).content.decode()
    continue_preview(at=MONDAY)
    done = client.get(place).content.decode()

    assert ('hx-trigger="every 1s"' in waiting, 'hx-trigger="every 1s"' in done) == (True, False)
    assert ("1 of the last 1 complaint would" in done, complaint.number in done) == (True, True)
    assert client.post(f"{place}do/nothing/").status_code == 404


def test_a_file_goes_out_and_comes_back_as_the_draft() -> None:
    renamed(zh="漏水")
    client = as_(zhou())
    out = client.get(f"{URL}draft/file/")
    client.post(f"{URL}discard/")
    file = SimpleUploadedFile("预案.yaml", out.content)
    client.post(f"{URL}import/", {"file": file})

    assert out["Content-Disposition"] == 'attachment; filename="playbook-draft.yaml"'
    assert [(one.key, one.what) for one in desk_of(zhou().actor).changes] == [
        ("quality.leak", "changed")
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"categories: [", "Line 1: this is no YAML"),
        (b"\xff\xfe", "not UTF-8"),
        (b"categories: [{key: a, zh: x, en: x, words: [y]}]", "would be found everywhere"),
        (b"categories: 3", "This cannot be used."),
        (b"[]", "Export one"),
        (b"x" * 2_000_001, "too large"),
    ],
)
def test_a_file_that_is_no_playbook_is_told_as_such(content: bytes, words: str) -> None:
    file = SimpleUploadedFile("预案.yaml", content)
    answer = as_(zhou()).post(f"{URL}import/", {"file": file})

    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert PlaybookDraft.objects.count() == 0


def test_anything_typed_anywhere_is_no_accident() -> None:
    client = as_(zhou())
    nasty = "<script>alert(1)</script>\x00" + "长" * 30_000
    fields = (
        "zh",
        "en",
        "department",
        "grade",
        "words",
        "less",
        "parent",
        "active",
        "way",
        "reason",
        "name",
        "with",
        "category",
        "alert",
    )
    answers = [
        client.post(f"{URL}{path}", dict.fromkeys(fields, nasty)).status_code
        for path in ("category/quality.leak/write/", "rule/fire/write/", "add/", "category/quality/shift/", "category/quality.leak/move/", "rules/add/", "trade/", "use/", "versions/0/back/")
    ]  # fmt: skip

    assert [code for code in answers if code >= 500] == []
    assert ("<script>alert" in page(zhou(), LEAK)) is False
    assert as_(zhou()).get(f"{URL}versions/0/?with=x").status_code == 200


def test_the_playbook_of_another_trade_is_shown_too() -> None:
    body = PlaybookBody.model_validate({"categories": [{"key": "a", "zh": "甲", "en": "A"}]})
    put_playbook_into_use(by=zhou().actor, at=MONDAY, body=body, reason="全新")

    assert ("retired" in page(lin()), len(playbook_in_use().offered)) == (True, 1)


def test_a_file_replaces_a_draft_only_when_asked_to() -> None:
    renamed(zh="漏水")
    client = as_(zhou())
    answers: list[object] = []
    for said in ({}, {"replace": "1"}):
        file = SimpleUploadedFile("a.yaml", b"categories: [{key: a, zh: x, en: x}]")
        answers.append(client.post(f"{URL}import/", {"file": file, **said}).status_code)
        answers.append(len(desk_of(zhou().actor).book["categories"]) == 1)

    assert answers == [422, False, 302, True]
