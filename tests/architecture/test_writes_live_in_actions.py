"""The check of tools/checks, on what it must see and what it must leave alone."""

import runpy
from pathlib import Path

import pytest

CHECK = Path(__file__).parents[2] / "tools/checks/writes_live_in_actions.py"
violations = runpy.run_path(str(CHECK))["violations"]


@pytest.mark.parametrize(
    "line",
    [
        "complaint.save()",
        "complaint.save(update_fields=['stage'])",
        "Complaint.objects.create(number='1')",
        "await Complaint.objects.acreate(number='1')",
        "Complaint.objects.filter(pk=1).update(stage='closed')",
        "complaint.delete()",
        "Tag.objects.get_or_create(name='x')",
        "Complaint.objects.bulk_create(rows, batch_size=1000)",
        "cursor.execute('INSERT INTO complaint VALUES (1)')",
        "cursor.execute(f'update {table} set stage = 1')",
    ],
)
def test_a_write_is_seen(line: str) -> None:
    assert [number for number, _ in violations(line)] == [1]


@pytest.mark.parametrize(
    "line",
    [
        "counts.update(other)",
        "digest.update(b'x')",
        "picture.save(path, 'PNG')",
        "cursor.execute('SELECT 1')",
        "Complaint.objects.filter(stage='closed')",
        "cursor.save()  # writes-ok: a reader's own place",
    ],
)
def test_what_only_looks_like_one_is_left_alone(line: str) -> None:
    assert list(violations(line)) == []
