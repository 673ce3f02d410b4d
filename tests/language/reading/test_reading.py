"""Sentences of complaints, and everything that is read in them: words, kind, value."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from zhuanji.language.reading import read

AT = datetime(2026, 11, 25, 15, tzinfo=timezone(timedelta(hours=8)))  # a Wednesday
SENTENCES = Path(__file__).parent / "sentences.txt"

Expected = list[tuple[int, int, str, str]]


def told(line: str) -> tuple[str, Expected]:
    """Return a line of the table without its marks, and what they say: [words](kind value)."""
    text, expected, opened = "", [], []
    place = 0
    while place < len(line):
        sign = line[place]
        if sign == "[":
            opened.append(len(text))
        elif line.startswith("](", place) and opened:
            end = line.index(")", place)
            kind, _, value = line[place + 2 : end].partition(" ")
            expected.append((opened.pop(), len(text), kind, value))
            place = end
        else:
            text += sign
        place += 1
    return text, sorted(expected)


def lines() -> list[str]:
    every = SENTENCES.read_text(encoding="utf-8").splitlines()
    return [line for line in every if line and not line.startswith("#")]


@pytest.mark.parametrize("line", lines())
def test_everything_in_a_sentence_is_read_and_nothing_else(line: str) -> None:
    text, expected = told(line)

    found = sorted(
        (f.start, f.end, f.kind, f.value.replace("+08:00", "")) for f in read(text, at=AT).findings
    )

    assert found == expected


def test_the_table_is_large() -> None:
    assert len(lines()) >= 300
