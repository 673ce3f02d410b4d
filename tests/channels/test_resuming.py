"""Imports that are cut off in the middle go on, and nothing comes in twice."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import MONDAY, zhou
from zhuanji.channels import actions, command, running
from zhuanji.channels.actions import rows as rows_room
from zhuanji.channels.actions.rescue import STALLED_AFTER
from zhuanji.channels.models import Import, RefusedRow
from zhuanji.channels.states import (
    NEXT_OF_EXPORT,
    NEXT_OF_IMPORT,
    CannotMove,
    ExportState,
    ImportState,
    check_export_move,
    check_import_move,
)
from zhuanji.complaints.actions import register_complaints
from zhuanji.complaints.models import Complaint

pytestmark = pytest.mark.django_db
BAD = 3  # every so many rows one has a date that is none


class PowerCut(Exception):
    """Stands for kill -9: nothing is caught, nothing is tidied up."""


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "BATCH", 4)


def table(tmp_path: Path, rows: int = 10) -> Path:
    lines = [f"{n},{'昨天' if n % BAD == 0 else '2026-03-01'},投诉 {n}" for n in range(1, rows + 1)]
    file = tmp_path / "台账.csv"
    file.write_text("\n".join(["编号,时间,投诉内容", *lines]), encoding="utf-8")
    return file


def run(file: Path) -> Result:
    return CliRunner().invoke(command.import_, [str(file)])


def cut_off_in_the_middle_of_batch(
    which: int, file: Path, monkeypatch: pytest.MonkeyPatch
) -> Result:
    """The power goes when a batch is registered and not yet committed."""
    true, calls = register_complaints, [0]

    def register(**given: Any) -> Any:
        done = true(**given)
        calls[0] += 1
        if calls[0] == which:
            raise PowerCut
        return done

    with monkeypatch.context() as patch:
        patch.setattr(rows_room, "register_complaints", register)
        return run(file)


def references() -> list[str]:
    return sorted(Complaint.objects.values_list("external_reference", flat=True), key=int)


GOOD = ["1", "2", "4", "5", "7", "8", "10"]


@pytest.mark.parametrize(("which", "committed"), [(1, []), (2, GOOD[:3]), (3, GOOD[:6])])
def test_what_was_cut_off_goes_on_at_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, which: int, committed: list[str]
) -> None:
    file = table(tmp_path)
    cut = cut_off_in_the_middle_of_batch(which, file, monkeypatch)
    stands = (type(cut.exception), Import.objects.get().position, references())

    again = run(file)

    one = Import.objects.get()
    assert stands == (PowerCut, 4 * (which - 1), committed)
    assert (one.state, one.registered, one.known, one.refused) == ("done", 7, 0, 3)
    assert references() == GOOD
    assert list(RefusedRow.objects.values_list("number", flat=True)) == [4, 7, 10]
    assert "registered 7, earlier 0, refused 3" in again.output


def test_a_sweep_takes_up_what_nobody_touches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_off_in_the_middle_of_batch(2, table(tmp_path), monkeypatch)
    one = Import.objects.get()
    later = one.touched_at + STALLED_AFTER * 2

    found = [actions.take_up_stalled(at=at) for at in (one.touched_at, later, later)]

    with connection.cursor() as cursor:
        cursor.execute(
            "select args::text from procrastinate_jobs where task_name like 'channels.%'"
        )
        jobs = [row[0] for row in cursor.fetchall()]
    assert (found, jobs) == ([0, 1, 0], [json.dumps({"import_id": one.pk})])
    running.run_import(one.pk)
    assert references() == GOOD


def test_a_job_that_runs_twice_does_its_work_once(tmp_path: Path) -> None:
    run(table(tmp_path))
    one = Import.objects.get()
    with CaptureQueriesContext(connection) as asked:
        running.run_import(one.pk)

    assert (len(asked), references()) == (1, GOOD)


def test_whoever_comes_second_to_the_same_rows_leaves_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_off_in_the_middle_of_batch(2, table(tmp_path), monkeypatch)
    stale = Import.objects.get()
    running.run_import(stale.pk)

    with pytest.raises(actions.Overtaken):
        actions.take_batch(by=zhou().actor, at=MONDAY, seen=stale, readings=[])


@pytest.mark.parametrize("start", ImportState)
def test_an_import_moves_along_the_table_only(start: ImportState) -> None:
    refused = set()
    for end in ImportState:
        try:
            check_import_move(start, end)
        except CannotMove:
            refused.add(end)

    assert refused == set(ImportState) - NEXT_OF_IMPORT[start]


@pytest.mark.parametrize("start", ExportState)
def test_an_export_moves_along_the_table_only(start: ExportState) -> None:
    refused = set()
    for end in ExportState:
        try:
            check_export_move(start, end)
        except CannotMove:
            refused.add(end)

    assert refused == set(ExportState) - NEXT_OF_EXPORT[start]
