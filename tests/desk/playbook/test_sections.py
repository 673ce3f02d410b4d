"""The parts of a playbook that are not categories: read by everybody, written by two, line by line."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tests.cast import EVERYBODY, MONDAY, ding, lin, wang_complains, zhou
from tests.desk.test_queue import as_
from zhuanji.desk.playbook.sections import SECTIONS
from zhuanji.kernel.errors import NotAllowed, NotFound, Stale
from zhuanji.playbooks.actions import begin_with_trade, put_draft_into_use, write_section
from zhuanji.playbooks.models import PlaybookDraft
from zhuanji.playbooks.moved import moved
from zhuanji.playbooks.playbook import Playbook
from zhuanji.playbooks.queries import desk_of, playbook_in_use
from zhuanji.playbooks.shipped import TRADES, shipped
from zhuanji.staff.models import User

pytestmark = pytest.mark.django_db
URL = "/desk/playbook/"
PARTS = [one.name for one in SECTIONS]
FASTER = """deadlines:
  - {key: general, acknowledgement: 30m, first_answer: 12h, resolution: 2个工作日}
  - {key: complex, acknowledgement: 1h, first_answer: 2wd, resolution: 7wd}
  - {key: major, acknowledgement: 1h, first_answer: 24h, resolution: 48h, escalation: 48h, at_once: [legal]}
  - {key: emergency, acknowledgement: 1h, first_answer: 4h, resolution: 24h, escalation: 0m, heartbeat: 4h, at_once: [lead, legal, executive]}
"""


def page(person: User, path: str, status: int = 200) -> str:
    answer = as_(person).get(f"{URL}{path}")
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize("name", PARTS)
def test_every_part_is_shown_in_words_and_costs_few_queries(name: str) -> None:
    client = as_(zhou())
    client.get(f"{URL}part/{name}/")
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(f"{URL}part/{name}/")

    assert (answer.status_code, len(queries) <= 12) == (200, True)
    assert (
        f"\n{name}:" in answer.content.decode() or f">{name}:" in answer.content.decode()
    ) is True


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_reads_and_two_write(who: Callable[[], User]) -> None:
    writes = who().username in ("zhou", "ding")
    words = page(who(), "part/deadlines/")
    answer = as_(who()).post(f"{URL}part/deadlines/write/", {"text": FASTER})

    assert ("24 hours" in words, "<textarea" in words) == (True, writes)
    assert (answer.status_code, PlaybookDraft.objects.count()) == ((302, 1) if writes else (403, 0))


def test_what_is_written_is_in_the_draft_and_what_changes_is_told_by_part() -> None:
    wang_complains()
    client = as_(zhou())
    client.post(f"{URL}part/deadlines/write/", {"text": FASTER})
    changes = [(one.part, one.key, one.what) for one in desk_of(zhou().actor).changes]
    words = client.get(f"{URL}use/").content.decode()

    assert changes == [("deadlines", "general", "changed")]
    assert ("1 complaint is open." in words, "2 working days" in words) == (True, True)
    put_draft_into_use(by=zhou().actor, at=MONDAY, reason="更快")
    assert str(playbook_in_use().deadlines("general")["resolution"]) == "2wd"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("deadlines", "deadlines: [", "Line 1: this is no YAML"),
        ("deadlines", "ladder: []", "Line 1: Only the section “deadlines” stands here."),
        ("deadlines", "", "This is no playbook."),
        ("deadlines", FASTER.replace("12h", "soon"), "Line 2: general › first_answer: “soon” is no length of time."),
        ("deadlines", FASTER.replace("12h", "-12h"), "Line 2: general › first_answer: “-12h” lies in the past."),
        ("deadlines", "\n".join(FASTER.split("\n")[:4]), "The grade “emergency” has no deadlines."),
        ("ladder", "ladder:\n- {key: a, share: 75, to: [boss]}", "Line 2: a › to: Write owner, department"),
        ("stages", "stages:\n- {key: closing}", "Line 2: closing › key: Choose one of: received, acknowledged"),
        ("stages", "stages:\n- {key: received}\n- {key: received}", "Line 3: received: The key “received” stands twice."),
        ("emergency", "emergency:\n- {key: a, zh: 一, en: A, within: 1h, to: lead, needs: [a]}", "Line 2: a: The step “a” waits in the end for itself."),
        ("heartbeat", "heartbeat: {every: 0m, zh: 您好, en: Hello}", "Line 1: "),
        ("dispatch", "dispatch: {skill: 101}", "Line 1: skill: At most 100."),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_and_what_was_typed_stays(
    name: str, text: str, told: str
) -> None:
    answer = as_(zhou()).post(f"{URL}part/{name}/write/", {"text": text})
    words = answer.content.decode().replace("&#39;", "'").replace("&#34;", '"')

    assert (answer.status_code, told in words, text.strip() in words) == (422, True, True)
    assert PlaybookDraft.objects.count() == 0


def test_somebody_nobody_knows_is_a_warning() -> None:
    text = "ladder:\n- {key: a, share: 75, to: ['person:xu']}"
    answer = as_(zhou()).post(f"{URL}part/ladder/write/", {"text": text}, follow=True)

    assert ("Nobody here has the user name “xu”." in answer.content.decode()) is True
    assert desk_of(zhou().actor).book["ladder"][0]["to"] == ["person:xu"]


@pytest.mark.parametrize(
    "text", ["deadlines: {a: 1}", "deadlines: 3", "deadlines:\n- 3", "\x00", "长" * 30_000]
)
def test_anything_typed_is_no_accident(text: str) -> None:
    for name in PARTS:
        typed = text.replace("deadlines", name)
        assert as_(zhou()).post(f"{URL}part/{name}/write/", {"text": typed}).status_code == 422
    assert page(zhou(), "part/nothing/", 404) != ""


@pytest.mark.parametrize("body", [3, [3], {"a": 1}, [{"key": "x"}], None])
def test_whatever_a_draft_holds_can_be_shown(body: object) -> None:
    for name in PARTS:
        write_section(by=zhou().actor, at=MONDAY, section=name, rows=body)

    assert [name for name in PARTS if not page(zhou(), f"part/{name}/")] == []
    assert page(zhou(), "use/") != ""
    with pytest.raises(NotFound):
        write_section(by=zhou().actor, at=MONDAY, section="categories", rows=[])
    with pytest.raises(NotAllowed):
        write_section(by=lin().actor, at=MONDAY, section="ladder", rows=[])


def test_a_trade_is_begun_with_in_one_click() -> None:
    before = page(ding(), "")
    answer = as_(ding()).post(f"{URL}begin/", {"name": "bank"})
    after = page(ding(), "")

    assert (answer.status_code, playbook_in_use().version) == (302, 1)
    assert playbook_in_use().industries == ("bank",)
    assert ("Which trade are you in?" in before, "Which trade are you in?" in after) == (
        True,
        False,
    )
    with pytest.raises(Stale):
        begin_with_trade(by=ding().actor, at=MONDAY, name="bank")
    assert as_(ding()).post(f"{URL}begin/", {"name": "moon"}).status_code == 404
    assert as_(lin()).post(f"{URL}begin/", {"name": "bank"}).status_code == 403


def test_the_law_is_read_with_its_sources() -> None:
    words = page(lin(), "law/")

    assert ("消费者权益保护法" in words, "第二十五条" in words, "Only reports of it were read" in words) == (True, True, True)  # fmt: skip
    assert ("no longer in force" in words, "<textarea" in words) == (True, False)


def test_which_terms_move_between_two_playbooks() -> None:
    told = [
        (one.grade, one.kind, str(one.before), str(one.after), one.is_earlier)
        for one in moved(Playbook(0, shipped()), Playbook(0, shipped(("ecommerce",))))
    ]

    assert told == [
        ("general", "acknowledgement", "1h", "30m", True),
        ("general", "first_answer", "24h", "12h", True),
        ("general", "resolution", "24h", "48h", False),
        ("complex", "acknowledgement", "1h", "30m", True),
        ("complex", "first_answer", "2wd", "24h", True),
        ("complex", "resolution", "7wd", "5d", True),
        ("major", "acknowledgement", "1h", "30m", True),
        ("major", "first_answer", "24h", "12h", True),
        ("major", "escalation", "48h", "24h", True),
    ]
    assert moved(Playbook(0, shipped()), Playbook(0, shipped())) == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_all_trades_can_be_shown(language: str) -> None:
    for name in TRADES:
        body = shipped((name,)).model_dump(mode="json")
        for part in PARTS:
            write_section(by=zhou().actor, at=MONDAY, section=part, rows=body[part])
    with override(language):
        assert [name for name in PARTS if not page(zhou(), f"part/{name}/")] == []


def test_deadlines_are_typed_into_a_form_and_what_is_wrong_is_kept_beside_its_field() -> None:
    client = as_(zhou())
    place = f"{URL}deadlines/write/"
    client.post(place, {"general-resolution": "3个工作日", "general-heartbeat": " 12 hours "})
    good = playbook_row("general")
    client.post(place, {"general-first_answer": "soon", "complex-resolution": ""})
    words = page(zhou(), "part/deadlines/")

    assert (good["resolution"], good["heartbeat"], good["first_answer"]) == ("3wd", "12h", "24h")
    assert (playbook_row("general")["first_answer"], playbook_row("major")["at_once"]) == (
        "soon",
        ["legal"],
    )
    assert ('value="soon"' in words, "“soon” is no length of time." in words) == (True, True)
    assert desk_of(zhou().actor).valid is None
    assert as_(lin()).post(place, {}).status_code == 403


def playbook_row(grade: str) -> dict[str, object]:
    rows = desk_of(zhou().actor).book["deadlines"]
    return next(row for row in rows if row["key"] == grade)
