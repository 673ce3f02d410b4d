"""Open complaints in columns, the most urgent first, at the same cost however many there are."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from zhuanji.complaints.models import Complaint, Deadline, Escalation
from zhuanji.complaints.queries.cursors import Keys, Place, read_cursor
from zhuanji.complaints.queries.filters import Filter, filtered
from zhuanji.complaints.queries.held_up import with_held_up
from zhuanji.complaints.queries.tasks import Share, shares_of
from zhuanji.kernel.actors import Actor

GROUPS = ("stage", "owner", "department")
SHOWN = 50  # cards a column begins with
_ALL_SHOWN = 600  # on the whole board, when there are many columns
_FEWEST = 10
_MANY = 40  # columns; beyond it a filter shows the others
_BY_DUE = Keys("due_at", descending=False)
_NEAREST = (F("due_at").asc(nulls_last=True), F("id").asc())
NOBODY = "none"


@dataclass(frozen=True)
class Column:
    """`key` is a stage or an id ("none" for nobody's); `next` a cursor, "" at its end."""

    key: str
    count: int
    cards: list[Complaint]
    next: str = ""


@dataclass(frozen=True)
class Marks:
    """What a card tells beside the complaint: its owed deadlines, who waits for a word, its tasks."""

    owed: dict[int, list[Deadline]] = field(default_factory=dict)
    escalated: frozenset[int] = frozenset()
    tasks: dict[int, Share] = field(default_factory=dict)


def count_columns(actor: Actor, wanted: Filter, *, at: datetime, group: str) -> dict[str, int]:
    """Return how many open complaints each column has, one question for all; empty ones are absent."""
    groups = _open(actor, wanted, at).order_by().values_list(_column(group))
    return {_key(value): count for value, count in groups.annotate(Count("id"))}


def board_columns(
    actor: Actor, wanted: Filter, *, at: datetime, group: str
) -> tuple[dict[str, Column], int]:
    """Return the columns that are not empty, and how many more there are than a screen can hold.

    Raises search.NothingToSearch.
    """
    counts = count_columns(actor, wanted, at=at, group=group)
    kept = sorted(counts, key=lambda key: -counts[key])[:_MANY]
    most = min(SHOWN, max(_FEWEST, _ALL_SHOWN // max(len(kept), 1)))
    column = _column(group)
    placed = (
        _open(actor, wanted, at)
        .filter(_one_of(column, kept))
        .annotate(nth=Window(RowNumber(), partition_by=[F(column)], order_by=_NEAREST))
    )
    ids = placed.filter(nth__lte=most).order_by().values_list("id", flat=True)
    cards: dict[str, list[Complaint]] = {key: [] for key in kept}
    for card in _for_cards(Complaint.objects.filter(pk__in=list(ids))).order_by(*_NEAREST):
        cards.get(_key(getattr(card, column)), []).append(card)
    found = {key: _as_column(key, counts[key], cards[key], more=len(cards[key])) for key in kept}
    return found, len(counts) - len(kept)


def more_of_column(
    actor: Actor, wanted: Filter, *, at: datetime, group: str, key: str, cursor: str
) -> Column:
    """Return the cards that follow a cursor; one that cannot be read starts from the beginning."""
    value = None if key == NOBODY else key
    if group != "stage" and value is not None and not value.isdigit():
        return Column(key, 0, [])
    inside = _open(actor, wanted, at).filter(**{_column(group): value})
    place = read_cursor(cursor)
    rows = list(
        _for_cards(inside.filter(_behind(place) if place else Q())).order_by(*_NEAREST)[: SHOWN + 1]
    )
    return _as_column(key, len(rows), rows[:SHOWN], more=SHOWN)


def cards_among(
    actor: Actor, wanted: Filter, *, at: datetime, ids: Collection[int]
) -> list[Complaint]:
    """Return those of the ids that stand on this board now."""
    found = _open(actor, wanted, at).filter(pk__in=ids)
    return list(_for_cards(found).order_by(*_NEAREST))


def marks_of(cards: Iterable[Complaint]) -> Marks:
    """Three questions for any number of cards."""
    ids = [card.pk for card in cards]
    owed: dict[int, list[Deadline]] = {}
    states = (Deadline.State.RUNNING, Deadline.State.PAUSED)
    for row in Deadline.objects.filter(complaint__in=ids, state__in=states).order_by("due_at"):
        owed.setdefault(row.complaint_id, []).append(row)
    waiting = Escalation.objects.filter(complaint__in=ids, acknowledged_at=None)
    escalated = frozenset(waiting.values_list("complaint", flat=True))
    return Marks(owed, escalated, shares_of(ids))


def _open(actor: Actor, wanted: Filter, at: datetime) -> QuerySet[Complaint]:
    return filtered(actor, replace(wanted, open=True), at=at)


def _column(group: str) -> str:
    return "stage" if group == "stage" else f"{group}_id"


def _one_of(column: str, keys: Collection[str]) -> Q:
    named = Q(**{f"{column}__in": [key for key in keys if key != NOBODY]})
    return named | Q(**{column: None}) if NOBODY in keys else named


def _key(value: object) -> str:
    return NOBODY if value is None else str(value)


def _as_column(key: str, count: int, cards: list[Complaint], *, more: int) -> Column:
    return Column(key, count, cards, _BY_DUE.cursor(cards[-1]) if cards and count > more else "")


def _behind(place: Place) -> Q:
    """What rests has no moment and stands last."""
    if place.moment is None:
        return Q(due_at=None, id__gt=place.id)
    later = Q(due_at__gt=place.moment) | Q(due_at=place.moment, id__gt=place.id)
    return later | Q(due_at=None)


def _for_cards(complaints: QuerySet[Complaint]) -> QuerySet[Complaint]:
    rows = with_held_up(complaints).select_related("customer__merged_into", "owner", "department")
    return rows.defer("account", "demand", "restatement", "how", "why", "prevention")
