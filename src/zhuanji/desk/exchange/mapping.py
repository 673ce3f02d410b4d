"""The columns of a table beside what they may mean."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from zhuanji.channels.models import Import
from zhuanji.channels.spreadsheets.fields import FIELDS
from zhuanji.channels.tables import first_rows

_SAMPLE = 60


@dataclass(frozen=True)
class Column:
    """One column: its name in the form, its heading, some of its cells, the field it fills."""

    name: str
    heading: str
    samples: list[str]
    field: str
    choices: list[tuple[str, str]]


def columns_of(one: Import, mapping: Mapping[str, str], *, samples: bool) -> list[Column]:
    rows = list(first_rows(one.sha256)) if samples else []
    fields = {column: field for field, column in mapping.items()}
    choices = [(field.name, str(field.label)) for field in FIELDS]
    return [
        Column(
            name=f"column-{place}",
            heading=heading,
            samples=[_short(row[place]) for row in rows if place < len(row) and row[place].strip()],
            field=fields.get(heading, ""),
            choices=choices,
        )
        for place, heading in enumerate(one.header)
    ]


def _short(cell: str) -> str:
    text = " ".join(cell.split())
    return text if len(text) <= _SAMPLE else f"{text[:_SAMPLE]}…"


def read_mapping(given: QueryDict, header: list[str]) -> tuple[dict[str, str], str]:
    """Return field -> column, and what is wrong when two columns claim one field."""
    mapping: dict[str, str] = {}
    labels = {field.name: str(field.label) for field in FIELDS}
    for place, heading in enumerate(header):
        field = given.get(f"column-{place}", "")
        if field not in labels:
            continue
        if field in mapping:
            words = _(
                "“%(first)s” and “%(second)s” are both chosen as “%(field)s”. Keep one of them."
            )
            facts = {"first": mapping[field], "second": heading, "field": labels[field]}
            return mapping, words % facts
        mapping[field] = heading
    return mapping, ""
