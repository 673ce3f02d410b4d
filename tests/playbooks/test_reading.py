"""A playbook's file: every mistake with the line it stands on."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from django.utils.translation import override

from tests.cast import zhou
from zhuanji.playbooks import command
from zhuanji.playbooks.checking import Known
from zhuanji.playbooks.documents import write_body
from zhuanji.playbooks.reading import read_file
from zhuanji.playbooks.shipped import TRADES, general, shipped

WRONG = """\
categories:
  - key: a
    zh: 甲
    en: A
    department: moon
    words: [漏水, 水]
  - {key: a.b, zh: 乙, en: B, zh: 丙}
  - {key: c.d, zh: 丁, en: D}
deadlines:
  - {key: general, acknowledgement: 1h, first_answer: soon, resolution: -1d}
stages:
  - {key: closing, owner_role: boss}
colours: [red]
"""
DEEP = """\
categories:
  - {key: a, zh: 甲, en: A}
  - {key: a, zh: 乙, en: B}
rules: []
emergency:
  - {key: x, zh: 一, en: Ax, within: 1h, to: lead, needs: [y]}
  - {key: y, zh: 二, en: Bx, within: 1h, to: lead, needs: [x]}
ladder:
  - {key: r, share: 75, to: ['person:nobody']}
  - {key: s, share: 75, to: [owner]}
"""


def lines(text: str) -> list[str]:
    with override("en"):
        return [str(one) for one in read_file(text).mistakes]


def test_each_mistake_is_told_with_its_line() -> None:
    assert lines(WRONG) == [
        "Line 6: a › words: “水” would be found everywhere. Write at least two characters.",
        "Line 7: “zh” stands here for the second time; the first is in line 7.",
        "Line 10: general › first_answer: “soon” is no length of time. Write 30m, 24h, 7d, 8wh or 2wd, or 2 个工作日.",
        "Line 10: general › resolution: “-1d” lies in the past. A length of time has no minus.",
        "Line 12: closing › key: Choose one of: received, acknowledged, judged, handling, answered, accepted, rejected, reopened.",
        "Line 12: closing › owner_role: Choose one of: agent, lead, handler, inspector, legal, executive, auditor, admin.",
        "Line 13: A playbook has no section “colours”.",
    ]


def test_what_contradicts_is_told_with_its_line() -> None:
    assert lines(DEEP) == [
        "Line 3: a: The key “a” stands twice. Keep one of the two.",
        "Line 6: x: The step “x” waits in the end for itself. Take one of the steps out.",
        "Line 7: y: The step “y” waits in the end for itself. Take one of the steps out.",
        "Line 10: s: The rungs “r” and “s” stand at the same moment. Join them.",
    ]


SAME = """\
categories: []
ladder:
  - {key: soon, kinds: [resolution, task], share: 75, to: [owner]}
  - {key: nearly, kinds: [resolution], share: 75, to: [lead]}
  - {key: grave, kinds: [resolution], grades: [major], share: 75, to: [legal]}
  - {key: task, kinds: [task], share: 80, to: [owner]}
  - {key: all, share: 80, to: [owner]}
"""


def test_two_rungs_of_one_kind_at_one_moment_are_refused() -> None:
    assert lines(SAME) == [
        "Line 4: nearly: The rungs “soon” and “nearly” stand at the same moment. Join them.",
        "Line 7: all: The rungs “task” and “all” stand at the same moment. Join them.",
    ]


@pytest.mark.parametrize("one", TRADES)
def test_no_shipped_trade_tells_twice_at_one_moment(one: str) -> None:
    assert read_file(write_body(shipped((one,)))).mistakes == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("categories: [", "Line 1: this is no YAML that can be read from here on."),
        ("a: &x [1]\nb: *x", "Line 2: this is no YAML that can be read from here on."),
        ("[]", "This is no playbook. Export one to see how it is written."),
        ("categories: 3", "Line 1: This cannot be used. Correct it or leave it out."),
        ("categories: [3]", "Line 1: This cannot be used. Correct it or leave it out."),
        ("heartbeat: {every: 24h, zh: '{', en: x}", "Line 1: Only these may stand in braces: {number} {owner} {next_date}."),
        ("? [a]\n: b", "Line 1: this is no YAML that can be read from here on."),
        ("categories: [{key: a, zh: 12, en: x}]", "Line 1: a › zh: Write words here; a number stands in quotes."),
        ("deadlines: {general: 1}", "Line 1: This cannot be used. Correct it or leave it out."),
    ],
)  # fmt: skip
def test_what_is_hardly_a_playbook_is_told_too(text: str, told: str) -> None:
    assert lines(text) == [told]


def test_strangers_are_warned_of_with_their_line() -> None:
    known = Known(frozenset({"service"}), frozenset({"wang"}))
    text = "categories:\n  - {key: a, zh: 甲, en: A,\n     department: moon}\nladder:\n  - {key: r, share: 9, to: ['person:xu']}"
    with override("en"):
        reading = read_file(text, known)
        told = [str(one) for one in reading.warnings if one.line]

    assert reading.body is not None
    assert told[:2] == [
        "Line 3: a › department: There is no department “moon”. Choose one, or add it first.",
        "Line 5: r › to: Nobody here has the user name “xu”.",
    ]


@pytest.mark.django_db
def test_the_command_checks_and_shows(tmp_path: Path) -> None:
    zhou()
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text(write_body(general()), encoding="utf-8")
    bad.write_text(WRONG, encoding="utf-8")
    run = CliRunner().invoke
    with override("en"):  # as the command line does
        fine, wrong = (run(command.check, [str(file)]) for file in (good, bad))
    shown = run(command.show, ["--trade", "bank"])

    assert (fine.exit_code, wrong.exit_code, shown.exit_code) == (0, 1, 0)
    assert fine.output.endswith("can be used: 59 categories, 11 rules.\n") is True
    assert wrong.output.count("bad.yaml: Line ") == 7
    assert read_file(shown.output).mistakes == []
    bad.write_bytes(b"\xff\xfe")
    assert (
        run(command.check, [str(bad)]).output
        == "Error: This file is not UTF-8. Save it as UTF-8.\n"
    )
