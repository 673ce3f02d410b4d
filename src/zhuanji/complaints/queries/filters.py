"""What a list may be asked for: read from a query string, put to the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from zhuanji.complaints.assessed import Mood, Threat, Triage
from zhuanji.complaints.models import Channel, Complaint, Grade, Verdict
from zhuanji.complaints.queries.clocked import DELAYS, PROMISE, by_clocks, ids_in
from zhuanji.complaints.queries.search import entries_with
from zhuanji.complaints.queries.visible import visible_to
from zhuanji.complaints.stages import OPEN, Stage
from zhuanji.kernel.actors import Actor
from zhuanji.playbooks.queries import playbook_in_use

SOON = timedelta(hours=2)
ORDERS = ("newest", "due", "grade")
DUE = ("overdue", "soon", "today")
_ID_DIGITS = 18  # fit a bigint
_YEARS = range(1900, 2200)


@dataclass(frozen=True)
class Filter:
    """What a list shows. Empty fields do not restrict; several values of one field mean "or".

    owner: user ids, or "me", "none". due: one of DUE. order: one of ORDERS; a search is
    always newest first. open: only complaints that are not finished. waits_for: a playbook's
    reasons to rest. promise: one of PROMISE; delay: causes or "none", of the last month. escalated:
    somebody was called upon and has not answered. impossible: something was
    asked that no complaint can be, so that nothing is found.
    """

    search: str = ""
    stage: tuple[str, ...] = ()
    grade: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    verdict: tuple[str, ...] = ()
    triage: tuple[str, ...] = ()
    proposed_grade: tuple[str, ...] = ()
    mood: tuple[str, ...] = ()
    threat: tuple[str, ...] = ()
    department: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()
    customer: tuple[str, ...] = ()
    waits_for: tuple[str, ...] = ()
    promised_by: tuple[str, ...] = ()
    delay: tuple[str, ...] = ()
    delay_owner: tuple[str, ...] = ()
    delay_department: tuple[str, ...] = ()
    due: str = ""
    promise: str = ""
    escalated: bool = False
    received_from: date | None = None
    received_to: date | None = None
    open: bool = False
    order: str = "newest"
    impossible: bool = False


CHOICES: dict[str, tuple[str, ...]] = {
    "stage": tuple(Stage.values),
    "grade": tuple(Grade.values),
    "channel": tuple(Channel.values),
    "verdict": tuple(Verdict.values),
    "triage": tuple(Triage.values),
    "proposed_grade": tuple(Grade.values),
    "mood": tuple(Mood.values),
    "threat": tuple(Threat.values),
}
CATEGORY = "category"  # of the playbook in use, retired ones too; it includes its children
# Which words stand for ids, field by field.
IDS: dict[str, tuple[str, ...]] = {
    "department": ("none",),
    "owner": ("me", "none"),
    "customer": ("none",),
}
# Of a complaint's clocks, where numbers on the desk lead.
_CLOCK_IDS: dict[str, tuple[str, ...]] = {
    "promised_by": ("me",),
    "delay_owner": ("me", "none"),
    "delay_department": ("none",),
}
_WORDS = IDS | _CLOCK_IDS


def read_filter(given: Mapping[str, list[str]]) -> Filter:
    """Return the filter a query string asks for.

    A field with only values that make no sense finds nothing: a slip of the pen never shows more
    than was asked for. An order that makes no sense is the newest first.
    """
    playbook = playbook_in_use()
    choices = {
        **CHOICES,
        CATEGORY: tuple(playbook.categories),
        "waits_for": tuple(playbook.pauses),
        "delay": DELAYS,
    }
    many = {name: _of(known, given.get(name, [])) for name, known in choices.items()}
    many |= {name: read_ids(name, given.get(name, [])) for name in _WORDS}
    due, order, is_open = (_first(given, name) for name in ("due", "order", "open"))
    promise, escalated = _first(given, "promise"), _first(given, "escalated")
    days = {name: _first(given, name) for name in ("received_from", "received_to")}
    impossible = (
        any(any(given.get(name, [])) and not many[name] for name in many)
        or due not in ("", *DUE)
        or is_open not in ("", "0", "1")
        or escalated not in ("", "0", "1")
        or promise not in ("", *PROMISE)
        or any(text and not read_day(text) for text in days.values())
    )
    return Filter(
        search=_first(given, "search").strip(),
        **many,
        due=due if due in DUE else "",
        received_from=read_day(days["received_from"]),
        received_to=read_day(days["received_to"]),
        open=is_open == "1",
        promise=promise if promise in PROMISE else "",
        escalated=escalated == "1",
        order=order if order in ORDERS else ORDERS[0],
        impossible=impossible,
    )


def _of(known: tuple[str, ...], values: list[str]) -> tuple[str, ...]:
    return tuple(value for value in values if value in known)


def _first(given: Mapping[str, list[str]], name: str) -> str:
    return next(iter(given.get(name, [])), "")


def read_ids(name: str, values: list[str]) -> tuple[str, ...]:
    """Those of the values that are ids, or the field's words for them."""
    return tuple(value for value in values if is_id(value) or value in _WORDS[name])


def is_id(value: str) -> bool:
    """Whether it is a whole number that a database may hold as an id."""
    return value.isascii() and value.isdigit() and len(value) <= _ID_DIGITS


def read_day(value: str) -> date | None:
    """The day that is written as 2026-11-23; None when it is no such thing."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if _YEARS.start <= day.year < _YEARS.stop else None  # a day has a next one


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
    if wanted.category:
        below = playbook_in_use().with_children(wanted.category)
        complaints = complaints.filter(category__in=below)
    for name in IDS:
        if values := getattr(wanted, name):
            complaints = complaints.filter(ids_in(name, values, actor))
    complaints = by_clocks(complaints, wanted, actor, at=at)
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


def _due(due: str, at: datetime) -> Q:
    if due == "overdue":
        return Q(due_at__lt=at)
    if due == "soon":
        return Q(due_at__range=(at, at + SOON))
    return Q(due_at__lt=_midnight(timezone.localdate(at) + timedelta(days=1)))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
