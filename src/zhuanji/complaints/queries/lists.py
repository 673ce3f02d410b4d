"""Lists of complaints: pages and counts that cost the same at any size."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Count, QuerySet

from zhuanji.complaints.models import Complaint, Grade
from zhuanji.complaints.queries.cursors import Keys, Place, read_cursor
from zhuanji.complaints.queries.filters import Filter, filtered
from zhuanji.complaints.queries.held_up import with_held_up
from zhuanji.complaints.queries.search import newest_matches
from zhuanji.complaints.queries.visible import visible_to
from zhuanji.complaints.stages import OPEN
from zhuanji.kernel.actors import Actor
from zhuanji.staff.roles import Right

PAGE_SIZE = 50
COUNT_CAP = 1000
_CHUNK = 2000  # matches that are put through a filter at a time
_GRADES = (Grade.EMERGENCY, Grade.MAJOR, Grade.COMPLEX, Grade.GENERAL)


@dataclass(frozen=True)
class Page:
    """One page of a list; `next` and `previous` are cursors, empty at the ends."""

    rows: list[Complaint]
    next: str = ""
    previous: str = ""
    filter: Filter = field(default_factory=Filter)


def count_complaints(
    actor: Actor, wanted: Filter, *, at: datetime, first: Page | None = None
) -> int:
    """Count up to COUNT_CAP + 1: a list says "1000+" beyond, and costs no more.

    A search whose `first` page is known is counted on from there, or not at all when that is all.
    """
    most = COUNT_CAP + 1
    if not wanted.search:
        return filtered(actor, wanted, at=at).order_by()[:most].count()
    known = len(first.rows) if first else 0
    if first and not first.next:
        return known
    below = first.rows[-1].pk if first else None
    return known + len(_newest_found(actor, wanted, at=at, below=below, most=most - known))


def count_open_of(user_id: int) -> int:
    """How many open complaints somebody owns."""
    return Complaint.objects.filter(owner=user_id, stage__in=sorted(OPEN)).count()


def list_complaints(
    actor: Actor, wanted: Filter, *, at: datetime, cursor: str = "", size: int = PAGE_SIZE
) -> Page:
    """One page of the list, with customers, owners and departments, at a constant cost.

    A cursor that cannot be read starts from the beginning. Raises search.NothingToSearch.
    """
    if wanted.search:
        return _search_page(actor, replace(wanted, order="newest"), at=at, cursor=cursor, size=size)
    keys = Keys.of(wanted)
    place = read_cursor(cursor)
    found = _for_list(filtered(actor, wanted, at=at))
    if wanted.order == "grade":
        rows = _by_grade(found, keys, place, most=size + 1)
    else:
        rows = list(keys.after(found, place)[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    backwards = place is not None and place.backwards
    if backwards:
        rows.reverse()
    has_next, has_previous = (True, more) if backwards else (more, place is not None)
    return Page(
        rows=rows,
        next=keys.cursor(rows[-1]) if rows and has_next else "",
        previous=keys.cursor(rows[0], backwards=True) if rows and has_previous else "",
        filter=wanted,
    )


def all_matching(actor: Actor, wanted: Filter, *, at: datetime) -> list[Complaint]:
    """Everything the filter finds, the newest COUNT_CAP of it. Raises search.NothingToSearch."""
    found = _for_list(filtered(actor, wanted, at=at))
    return list(found.order_by("-received_at", "-id")[:COUNT_CAP])


def these(actor: Actor, ids: Iterable[int]) -> list[Complaint]:
    """Those of the ids that the actor may read, the newest COUNT_CAP of them."""
    found = _for_list(visible_to(actor).filter(pk__in=list(ids)))
    return list(found.order_by("-received_at", "-id")[:COUNT_CAP])


def _by_grade(
    complaints: QuerySet[Complaint], keys: Keys, place: Place | None, *, most: int
) -> list[Complaint]:
    """The gravest first, the newest first among equals: one walk along an index for each grade."""
    grades = list(_GRADES)
    if place and place.backwards:
        grades.reverse()
    if place and place.grade in grades:
        grades = grades[grades.index(Grade(place.grade)) :]
    rows: list[Complaint] = []
    for grade in grades:
        start = place if place and place.grade == grade else None
        backwards = bool(place and place.backwards)
        here = keys.after(complaints.filter(grade=grade), start, backwards=backwards)
        rows += here[: most - len(rows)]
        if len(rows) >= most:
            break
    return rows


def _for_list(complaints: QuerySet[Complaint]) -> QuerySet[Complaint]:
    rows = with_held_up(complaints).select_related("customer__merged_into", "owner", "department")
    return rows.defer("account", "restatement", "how", "why", "prevention")


def _search_page(actor: Actor, wanted: Filter, *, at: datetime, cursor: str, size: int) -> Page:
    """What was found, newest first; it pages forwards only (a browser's Back goes back)."""
    place = read_cursor(cursor)
    below = place.id if place else None
    ids = _newest_found(actor, wanted, at=at, below=below, most=size + 1)
    shown = {row.pk: row for row in _for_list(visible_to(actor).filter(pk__in=ids[:size]))}
    rows = [shown[pk] for pk in ids[:size] if pk in shown]
    keys = Keys("", descending=True)
    more = len(ids) > size and rows
    return Page(rows=rows, next=keys.cursor(rows[-1]) if more else "", filter=wanted)


def _newest_found(
    actor: Actor, wanted: Filter, *, at: datetime, below: int | None, most: int
) -> list[int]:
    """Ids of the newest matches of a search that the actor may read and the filter lets pass."""
    if wanted.impossible:
        return []
    unfiltered = actor.has(Right.READ_ALL) and wanted == Filter(search=wanted.search)
    passing = filtered(actor, replace(wanted, search=""), at=at).order_by("-id")
    found: list[int] = []
    chunk = most if unfiltered else max(most, _CHUNK)
    for ids in newest_matches(wanted.search, below=below, chunk=chunk):
        found += ids if unfiltered else passing.filter(pk__in=ids).values_list("pk", flat=True)
        if len(found) >= most:
            break
    return found[:most]


def open_by_grade(actor: Actor) -> dict[str, int]:
    """How many complaints of each grade are open, of those that this person may read."""
    rows = visible_to(actor).filter(stage__in=OPEN).order_by().values("grade")
    return {row["grade"]: row["number_of"] for row in rows.annotate(number_of=Count("pk"))}
