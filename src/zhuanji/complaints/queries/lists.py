"""Lists of complaints: who sees which, filters, order, pages that cost the same at any size."""

import base64
import binascii
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from zhuanji.complaints.models import Category, Channel, Complaint, Grade, Verdict
from zhuanji.complaints.queries.search import entries_with, newest_matches
from zhuanji.complaints.stages import OPEN, Stage
from zhuanji.kernel.actors import Actor
from zhuanji.staff.roles import Right

PAGE_SIZE = 50
COUNT_CAP = 1000
_ID_DIGITS = 18  # fit a bigint
_CURSOR_LENGTH = 200
_YEARS = range(1900, 2200)
SOON = timedelta(hours=2)
_CHUNK = 2000  # matches that are put through a filter at a time
ORDERS = ("newest", "due", "grade")
_GRADES = (Grade.EMERGENCY, Grade.MAJOR, Grade.COMPLEX, Grade.GENERAL)
DUE = ("overdue", "soon", "today")


@dataclass(frozen=True)
class Filter:
    """What a list shows. Empty fields do not restrict; several values of one field mean "or".

    owner: user ids, or "me", "none". due: one of DUE. order: one of ORDERS; a search is
    always newest first. open: only complaints that are not finished. impossible: something was
    asked that no complaint can be, so that nothing is found.
    """

    search: str = ""
    stage: tuple[str, ...] = ()
    grade: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    verdict: tuple[str, ...] = ()
    department: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()
    customer: tuple[str, ...] = ()
    due: str = ""
    received_from: date | None = None
    received_to: date | None = None
    open: bool = False
    order: str = "newest"
    impossible: bool = False


@dataclass(frozen=True)
class Page:
    """One page of a list; `next` and `previous` are cursors, empty at the ends."""

    rows: list[Complaint]
    next: str = ""
    previous: str = ""
    filter: Filter = field(default_factory=Filter)


CHOICES: dict[str, tuple[str, ...]] = {
    "stage": tuple(Stage.values),
    "grade": tuple(Grade.values),
    "category": tuple(Category.values),
    "channel": tuple(Channel.values),
    "verdict": tuple(Verdict.values),
}
# Which words stand for ids, field by field.
IDS: dict[str, tuple[str, ...]] = {
    "department": ("none",),
    "owner": ("me", "none"),
    "customer": ("none",),
}


def read_filter(given: Mapping[str, list[str]]) -> Filter:
    """Return the filter a query string asks for.

    A field with only values that make no sense finds nothing: a slip of the pen never shows more
    than was asked for. An order that makes no sense is the newest first.
    """
    many = {name: _of(known, given.get(name, [])) for name, known in CHOICES.items()}
    many |= {name: read_ids(name, given.get(name, [])) for name in IDS}
    due, order, is_open = (_first(given, name) for name in ("due", "order", "open"))
    days = {name: _first(given, name) for name in ("received_from", "received_to")}
    impossible = (
        any(any(given.get(name, [])) and not many[name] for name in many)
        or due not in ("", *DUE)
        or is_open not in ("", "0", "1")
        or any(text and not read_day(text) for text in days.values())
    )
    return Filter(
        search=_first(given, "search").strip(),
        **many,
        due=due if due in DUE else "",
        received_from=read_day(days["received_from"]),
        received_to=read_day(days["received_to"]),
        open=is_open == "1",
        order=order if order in ORDERS else ORDERS[0],
        impossible=impossible,
    )


def _of(known: tuple[str, ...], values: list[str]) -> tuple[str, ...]:
    return tuple(value for value in values if value in known)


def _first(given: Mapping[str, list[str]], name: str) -> str:
    return next(iter(given.get(name, [])), "")


def read_ids(name: str, values: list[str]) -> tuple[str, ...]:
    """Those of the values that are ids, or the field's words for them."""
    return tuple(value for value in values if _is_id(value) or value in IDS[name])


def _is_id(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= _ID_DIGITS


def read_day(value: str) -> date | None:
    """The day that is written as 2026-11-23; None when it is no such thing."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if _YEARS.start <= day.year < _YEARS.stop else None  # a day has a next one


def visible_to(actor: Actor) -> QuerySet[Complaint]:
    """The complaints an actor may read; the same rule as policies.may_read, for many."""
    complaints = Complaint.objects.all()
    if actor.is_complainant:
        return complaints.filter(thread=actor.thread)
    if actor.has(Right.READ_ALL):
        return complaints
    if not actor.has(Right.READ_DEPARTMENT):
        return complaints.none()
    own = Q(pk__in=[])
    if actor.department_id is not None:
        own |= Q(department=actor.department_id)
    if actor.user_id is not None:
        own |= Q(owner=actor.user_id)
    return complaints.filter(own)


def filtered(actor: Actor, wanted: Filter, *, at: datetime) -> QuerySet[Complaint]:
    """Every complaint the actor may read that the filter asks for, in no order.

    Raises search.NothingToSearch.
    """
    complaints = visible_to(actor)
    if wanted.impossible:
        return complaints.none()
    for name in CHOICES:
        if values := getattr(wanted, name):
            complaints = complaints.filter(**{f"{name}__in": values})
    for name in IDS:
        if values := getattr(wanted, name):
            complaints = complaints.filter(_ids(name, values, actor))
    complaints = _in_time(complaints, wanted, at)
    if wanted.search:
        complaints = complaints.filter(search__in=entries_with(wanted.search))
    return complaints


def _in_time(complaints: QuerySet[Complaint], wanted: Filter, at: datetime) -> QuerySet[Complaint]:
    if wanted.open or wanted.due:
        complaints = complaints.filter(stage__in=sorted(OPEN))
    if wanted.due:
        complaints = complaints.filter(_due(wanted.due, at))
    if wanted.received_from:
        complaints = complaints.filter(received_at__gte=_midnight(wanted.received_from))
    if wanted.received_to:
        end = _midnight(wanted.received_to + timedelta(days=1))
        complaints = complaints.filter(received_at__lt=end)
    return complaints


def _ids(name: str, values: tuple[str, ...], actor: Actor) -> Q:
    ids = [int(v) for v in values if v.isdigit()]
    if "me" in values and actor.user_id:
        ids.append(actor.user_id)
    wanted = Q(**{f"{name}__in": ids})
    return wanted | Q(**{name: None}) if "none" in values else wanted


def _due(due: str, at: datetime) -> Q:
    if due == "overdue":
        return Q(due_at__lt=at)
    if due == "soon":
        return Q(due_at__range=(at, at + SOON))
    return Q(due_at__lt=_midnight(timezone.localdate(at) + timedelta(days=1)))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


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
    keys = _Keys.of(wanted)
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
    complaints: QuerySet[Complaint], keys: "_Keys", place: "_Place | None", *, most: int
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
    return complaints.select_related("customer__merged_into", "owner", "department").defer(
        "account", "restatement", "how", "why", "prevention"
    )


def _search_page(actor: Actor, wanted: Filter, *, at: datetime, cursor: str, size: int) -> Page:
    """What was found, newest first; it pages forwards only (a browser's Back goes back)."""
    place = read_cursor(cursor)
    below = place.id if place else None
    ids = _newest_found(actor, wanted, at=at, below=below, most=size + 1)
    shown = {row.pk: row for row in _for_list(Complaint.objects.filter(pk__in=ids[:size]))}
    rows = [shown[pk] for pk in ids[:size] if pk in shown]
    keys = _Keys("", descending=True)
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


@dataclass(frozen=True)
class _Place:
    moment: datetime | None
    id: int
    backwards: bool
    grade: str = ""


@dataclass(frozen=True)
class _Keys:
    """The order of a list: by a moment (or by nothing but the number), then by id."""

    column: str  # "" orders by id alone
    descending: bool

    @classmethod
    def of(cls, wanted: Filter) -> "_Keys":
        return (
            cls("due_at", descending=False)
            if wanted.order == "due"
            else cls("received_at", descending=True)
        )

    def after(
        self, complaints: QuerySet[Complaint], place: _Place | None, *, backwards: bool = False
    ) -> QuerySet[Complaint]:
        falling = self.descending != (backwards or bool(place and place.backwards))
        sign, than = ("-", "lt") if falling else ("", "gt")
        if self.column == "due_at":
            complaints = complaints.filter(due_at__isnull=False)
        if place is not None:
            complaints = complaints.filter(self._beyond(place, than))
        order = [f"{sign}{self.column}"] if self.column else []
        return complaints.order_by(*order, f"{sign}id")

    def _beyond(self, place: _Place, than: str) -> Q:
        if not self.column or place.moment is None:
            return Q(**{f"id__{than}": place.id})
        # The first condition alone lets the index start at the right place.
        return Q(**{f"{self.column}__{than}e": place.moment}) & (
            Q(**{f"{self.column}__{than}": place.moment}) | Q(**{f"id__{than}": place.id})
        )

    def cursor(self, row: Complaint, *, backwards: bool = False) -> str:
        moment: datetime | None = getattr(row, self.column) if self.column else None
        words = [
            moment.isoformat() if moment else "",
            str(row.pk),
            "<" if backwards else ">",
            row.grade,
        ]
        return base64.urlsafe_b64encode("|".join(words).encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> _Place | None:
    """The place that a page's `next` or `previous` means; None when it is none of ours."""
    if not cursor or len(cursor) > _CURSOR_LENGTH:
        return None
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        moment, row_id, direction, *grade = text.split("|")
        if not _is_id(row_id) or direction not in ("<", ">"):
            return None
        at = datetime.fromisoformat(moment) if moment else None
        if at is not None and at.tzinfo is None:
            return None
        return _Place(at, int(row_id), direction == "<", "".join(grade))
    except (ValueError, binascii.Error):
        return None
