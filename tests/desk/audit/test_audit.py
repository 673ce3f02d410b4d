"""The history as a page: filters, pages, proof, export."""

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import zhuanji
from tests import cast
from tests.cast import EVERYBODY, MONDAY, ding, lin, qin, su, wang_complains
from zhuanji.complaints import actions
from zhuanji.desk.audit.kinds import KINDS
from zhuanji.desk.audit.sentences import SENTENCES
from zhuanji.desk.complaints import sentences as of_complaints
from zhuanji.history.actions import continue_verification
from zhuanji.history.models import Entry, Verification
from zhuanji.staff.actions import create_token
from zhuanji.staff.models import User

pytestmark = pytest.mark.django_db
URL = "/desk/audit/"
REASON = "=1+1 回电 13800138000"


def as_(person: User) -> Client:
    client = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(person)
    return client


def kinds(query: str = "") -> list[str]:
    page = as_(qin()).get(f"{URL}?{query}").content.decode()
    return re.findall(r"<dt>Kind</dt><dd><code>([^<]+)", page)


def revealed() -> str:
    complaint = wang_complains()
    actions.reveal_person(by=su().actor, at=MONDAY, complaint=complaint, reason=REASON)
    return complaint.number


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_auditors_and_administrators_look_through_everything(who: Callable[[], User]) -> None:
    allowed = who in (qin, ding)

    answers = [
        as_(who()).get(URL).status_code,
        as_(who()).get(f"{URL}verification/").status_code,
        as_(who()).post(f"{URL}export/").status_code,
        as_(who()).post(f"{URL}verify/").status_code,
    ]

    assert answers == ([200, 200, 200, 302] if allowed else [403] * 4)


def test_a_reveal_stands_there_with_its_reason_masked() -> None:
    number = revealed()

    page = as_(qin()).get(URL, {"kind": "reveals"}).content.decode()

    assert kinds("kind=reveals") == ["complaint.person_revealed"]
    assert f'href="/desk/complaints/{number}/"' in page
    assert ("苏婷 looked at" in page, "13800138000" in page) == (True, False)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["token.created", "complaint.noted", "complaint.registered"]),
        ("kind=tokens", ["token.created"]),
        ("kind=complaint.noted", ["complaint.noted"]),
        ("by=user:{lin}", ["complaint.noted", "complaint.registered"]),
        ("thing={number}", ["complaint.noted", "complaint.registered"]),
        ("thing={lowered}&kind=complaints", ["complaint.noted", "complaint.registered"]),
        ("since=2026-03-03", ["token.created"]),
        ("until=2026-03-02", ["complaint.noted", "complaint.registered"]),
        ("kind=exports", []),
        ("kind=never.heard", []),
    ],
)
def test_a_filter_narrows(query: str, expected: list[str]) -> None:
    complaint = wang_complains()
    actions.add_note(by=lin().actor, at=MONDAY, complaint=complaint, body="回电")
    create_token(
        by=ding().actor, at=MONDAY + timedelta(days=1), name="商城", scopes=["complaints:read"]
    )
    facts = {"lin": lin().pk, "number": complaint.number, "lowered": complaint.number.lower()}

    assert kinds(query.format(**facts)) == expected


@pytest.mark.parametrize(
    "query", ["thing=nonsense", "thing=ZJ26-00000-00000", "since=yesterday", "until=2026-13-40"]
)
def test_what_cannot_be_understood_is_said_and_kept(query: str) -> None:
    answer = as_(qin()).get(f"{URL}?{query}")

    words = query.split("=")[1]
    page = answer.content.decode()
    assert (answer.status_code, 'role="alert"' in page, f'value="{words}"' in page) == (
        422,
        True,
        True,
    )


@pytest.mark.parametrize(
    "query",
    ["cursor=x", "cursor=n9.9", "by=%00", "thing=%00", "kind=%00", "cursor=n99999999999999999.1"],
)
def test_odd_words_never_break_it(query: str) -> None:
    assert as_(qin()).get(f"{URL}?{query}").status_code in {200, 422}


def walked() -> list[list[str]]:
    client, pages, query = as_(qin()), [], ""
    while True:
        page = client.get(f"{URL}{query}").content.decode()
        pages.append(re.findall(r'class="audit-hash">([^<]+)', page))
        following = re.search(r'href="(\?cursor=n[^"]+)"', page)
        if following is None:
            return pages
        query = following[1]


def test_pages_hold_every_line_once_the_newest_first() -> None:
    complaint = wang_complains()
    for number in range(119):
        at = MONDAY + timedelta(seconds=number // 7)
        actions.add_note(by=lin().actor, at=at, complaint=complaint, body="x")

    pages = walked()

    newest = list(Entry.objects.order_by("-at", "-id").values_list("hash", flat=True))
    assert [len(page) for page in pages] == [50, 50, 20]
    assert [line for page in pages for line in page] == newest


def test_one_goes_back_to_where_one_came_from() -> None:
    complaint = wang_complains()
    for _number in range(60):
        actions.add_note(by=lin().actor, at=MONDAY, complaint=complaint, body="x")
    client = as_(qin())
    first = client.get(URL).content.decode()
    onwards = re.search(r'href="(\?cursor=n[^"]+)"', first)
    assert onwards
    back = re.search(r'href="(\?cursor=p[^"]+)"', client.get(f"{URL}{onwards[1]}").content.decode())
    assert back

    again = client.get(f"{URL}{back[1]}").content.decode()
    hashes = re.compile(r'class="audit-hash">([^<]+)')
    assert hashes.findall(again) == hashes.findall(first)


def cost(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_a_page_costs_the_same_at_one_line_and_at_many() -> None:
    client = as_(qin())
    wang_complains()
    one = cost(client, URL)
    for _number in range(3):
        revealed()
        create_token(by=ding().actor, at=MONDAY, name="商城", scopes=["complaints:read"])

    assert (cost(client, URL) == one or cost(client, URL) == one + 1, one <= 11) == (True, True)


def test_an_export_is_masked_runs_nothing_and_is_itself_a_line() -> None:
    number = revealed()

    answer: Any = as_(qin()).post(f"{URL}export/", {"kind": "reveals"})

    text = b"".join(answer.streaming_content).decode()
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert (text[0], len(rows), rows[1][4], rows[1][5]) == (
        "\ufeff",
        2,
        number,
        "complaint.person_revealed",
    )
    assert "13800138000" not in text
    exact = timezone.localtime(Entry.objects.get(kind="complaint.person_revealed").at)
    assert rows[0][2] == "What happened"
    assert rows[1][0] == f"{exact:%Y-%m-%d %H:%M:%S}"
    assert "user:" not in rows[1][1]
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))] == []
    newest = Entry.objects.latest("pk")
    assert (newest.kind, newest.details) == ("audit.exported", {"filter": "kind=reveals"})


def test_one_chain_is_verified_at_once() -> None:
    number = wang_complains().number

    page = as_(qin()).post(f"{URL}verify/", {"thing": number}, follow=True).content.decode()

    assert f"Every line of {number} is as it was written." in page


def tamper(about: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("alter table history_entry disable trigger history_entry_append_only")
        cursor.execute("update history_entry set by_name = '无名' where about = %s", [about])


def test_a_broken_chain_is_named() -> None:
    complaint = wang_complains()
    tamper(complaint.about)

    page = (
        as_(qin()).post(f"{URL}verify/", {"thing": complaint.number}, follow=True).content.decode()
    )

    assert f"{complaint.number} is broken at line 1 (a line was changed)." in page


def test_everything_is_verified_in_the_background_stretch_by_stretch() -> None:
    for _number in range(3):
        wang_complains()
    client = as_(qin())
    client.post(f"{URL}verify/")
    client.post(f"{URL}verify/")

    begun = client.get(f"{URL}verification/").content.decode()
    while continue_verification(at=MONDAY, most=2):
        pass
    done = client.get(f"{URL}verification/").content.decode()

    walk = Verification.objects.get()
    assert (walk.chains, walk.lines, walk.broken_about) == (4, 4, "")
    assert ("every 2s" in begun, "every 2s" in done, "Every link holds" in done) == (
        True,
        False,
        True,
    )


def test_the_first_broken_link_of_everything_is_named() -> None:
    wang_complains()
    about = wang_complains().about
    tamper(about)
    client = as_(qin())
    client.post(f"{URL}verify/")
    continue_verification(at=MONDAY)

    assert f"Broken: {about}, line 1 (a line was changed)." in client.get(URL).content.decode()


def test_a_line_without_its_chains_head_is_found() -> None:
    about = wang_complains().about
    with connection.cursor() as cursor:
        cursor.execute("delete from history_head where about = %s", [about])

    as_(qin()).post(f"{URL}verify/")
    continue_verification(at=MONDAY)

    walk = Verification.objects.get()
    assert (walk.broken_about, walk.broken_why) == (about, "unknown")


def test_names_are_escaped() -> None:
    user = cast.he()
    user.name = "<script>alert(1)</script>"
    user.save()
    wang_complains(by=user.actor)

    assert "<script>alert" not in as_(qin()).get(URL).content.decode()


def test_every_kind_that_is_recorded_has_its_name_and_its_sentence() -> None:
    package = Path(zhuanji.__file__).parent
    files = [file for file in package.rglob("*.py") if file.name != "telling.py"]  # no history
    code = "".join(file.read_text(encoding="utf-8") for file in files)
    recorded = set(re.findall(r'\bkind ?= ?"([a-z]+\.[a-z_]+)"', code))
    told = {*SENTENCES, *(f"complaint.{kind}" for kind in of_complaints.SENTENCES)}

    assert (recorded - told, told ^ KINDS.keys()) == (set(), set())
