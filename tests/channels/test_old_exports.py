"""A file of people's data is removed after a week."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.cast import MONDAY
from zhuanji.channels.sweeps import sweep_old_exports
from zhuanji.channels.tables import EXPORTS_KEPT, export_place


@pytest.fixture
def aged(settings: Settings, tmp_path: Path) -> dict[str, Path]:
    settings.MEDIA_ROOT = tmp_path
    ages = {"old": EXPORTS_KEPT + timedelta(seconds=1), "young": EXPORTS_KEPT}
    files = {name: export_place(name, "csv") for name in ages}
    for name, file in files.items():
        file.write_text("姓名")
        moment = (MONDAY - ages[name]).timestamp()
        os.utime(file, (moment, moment))
    return files


def test_only_what_has_lain_for_a_week_is_removed(aged: dict[str, Path]) -> None:
    assert [sweep_old_exports(at=MONDAY), sweep_old_exports(at=MONDAY)] == [1, 0]
    assert {name: file.exists() for name, file in aged.items()} == {"old": False, "young": True}
