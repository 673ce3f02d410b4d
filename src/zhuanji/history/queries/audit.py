"""The whole history as an auditor asks for it: filtered, newest first, page by page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q, QuerySet

from zhuanji.history.models import Entry

PAGE_SIZE = 50
_STEP = 1000  # lines that an export reads at a time
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CURSOR = re.compile(r"([np])([0-9]{1,17})\.([0-9]{1,18})")


@dataclass(frozen=True)
class Wanted:
    """What to show; empty fields do not restrict. `until` itself is not included."""

    by: str = ""
    kinds: frozenset[str] = frozenset()
    about: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class AuditPage:
    rows: list[Entry]
    next: str = ""
    previous: str = ""


def audited(wanted: Wanted) -> QuerySet[Entry]:
    """The lines that are wanted, in no order."""
    lines = Entry.objects.all()
    if wanted.by:
        lines = lines.filter(by=wanted.by)
    if wanted.kinds:
        lines = lines.filter(kind__in=sorted(wanted.kinds))
    if wanted.about:
        lines = lines.filter(about=wanted.about)
    if wanted.since:
        lines = lines.filter(at__gte=wanted.since)
    return lines.filter(at__lt=wanted.until) if wanted.until else lines


def audit_page(wanted: Wanted, *, cursor: str = "", size: int = PAGE_SIZE) -> AuditPage:
    """One page, the newest first, at a cost that does not grow with its place.

    A cursor that cannot be read starts from the beginning.
    """
    place = _CURSOR.fullmatch(cursor)
    backwards = bool(place and place[1] == "p")
    lines = audited(wanted)
    if place:
        lines = lines.filter(_beyond(place, backwards=backwards))
    order = ("at", "id") if backwards else ("-at", "-id")
    rows = list(lines.order_by(*order)[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    has_next, has_previous = (True, more) if backwards else (more, place is not None)
    return AuditPage(
        rows,
        next=_cursor("n", rows[-1]) if rows and has_next else "",
        previous=_cursor("p", rows[0]) if rows and has_previous else "",
    )


def every_line(wanted: Wanted) -> Iterator[list[Entry]]:
    """All that is wanted, in short queries: nothing is held open however slow the reader is."""
    page = audit_page(wanted, size=_STEP)
    yield page.rows
    while page.next:
        page = audit_page(wanted, cursor=page.next, size=_STEP)
        yield page.rows


def _beyond(place: re.Match[str], *, backwards: bool) -> Q:
    moment = _EPOCH + timedelta(microseconds=int(place[2]))
    than = "gt" if backwards else "lt"
    # The first condition alone lets the index start at the right place.
    further = Q(**{f"at__{than}": moment}) | Q(**{f"id__{than}": int(place[3])})
    return Q(**{f"at__{than}e": moment}) & further


def _cursor(direction: str, entry: Entry) -> str:
    return f"{direction}{(entry.at - _EPOCH) // timedelta(microseconds=1)}.{entry.pk}"
