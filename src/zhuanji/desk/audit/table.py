"""The audit as a table that a spreadsheet program opens right and that runs nothing."""

import csv
from collections.abc import Iterator
from io import StringIO

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhuanji.channels.spreadsheets.arming import safe
from zhuanji.desk.audit.lines import Line, lines_for
from zhuanji.history.queries import Wanted, every_line
from zhuanji.kernel.actors import Actor

_MARK = "\ufeff"  # by which Excel knows UTF-8


def table_of(wanted: Wanted, actor: Actor) -> Iterator[str]:
    """Yield the table in parts of a thousand lines, masked as on the page."""
    yield _MARK + _written([_header()])
    for entries in every_line(wanted):
        yield _written(_row(line) for line in lines_for(entries, actor))


def _header() -> list[str]:
    return [
        _("Time"),
        _("Who"),
        pgettext("in the audit", "What happened"),
        _("About"),
        _("Number"),
        _("Kind"),
        _("Details"),
        _("Line"),
        _("Hash"),
    ]


def _row(line: Line) -> list[str]:
    entry = line.entry
    return [
        timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M:%S"),
        f"{entry.by_name} ({line.by})",
        line.words,
        str(line.thing.kind),
        line.thing.name,
        entry.kind,
        "; ".join(f"{name}: {words}" for name, words in line.facts),
        str(entry.sequence),
        entry.hash,
    ]


def _written(rows: "Iterator[list[str]] | list[list[str]]") -> str:
    paper = StringIO()
    csv.writer(paper).writerows([safe(cell) for cell in row] for row in rows)
    return paper.getvalue()
