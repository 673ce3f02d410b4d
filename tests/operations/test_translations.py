"""Catalogues are compiled when they changed, and only then."""

import gettext
import os
from pathlib import Path

import pytest

from zhuanji.operations.translations import compile_changed

CATALOGUE = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Close"
msgstr "{}"
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    path = tmp_path / "desk/locale/zh_Hans/LC_MESSAGES/django.po"
    path.parent.mkdir(parents=True)
    path.write_text(CATALOGUE.format("结案"), encoding="utf-8")
    return path


def translated(catalogue: Path, sentence: str) -> str:
    with catalogue.with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file).gettext(sentence)


def test_a_new_catalogue_is_compiled_once(catalogue: Path, tmp_path: Path) -> None:
    assert compile_changed(tmp_path) == [catalogue]
    assert translated(catalogue, "Close") == "结案"
    assert compile_changed(tmp_path) == []


def test_a_changed_catalogue_is_compiled_again(catalogue: Path, tmp_path: Path) -> None:
    compile_changed(tmp_path)
    catalogue.write_text(CATALOGUE.format("办结"), encoding="utf-8")
    later = catalogue.with_suffix(".mo").stat().st_mtime + 1
    os.utime(catalogue, (later, later))

    assert compile_changed(tmp_path) == [catalogue]
    assert translated(catalogue, "Close") == "办结"
    assert sorted(path.name for path in catalogue.parent.iterdir()) == ["django.mo", "django.po"]
