"""Columns of the board: which there are, what each is called, what stands in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhuanji.complaints.queries import Filter
from zhuanji.complaints.queries.board import NOBODY, Column, board_columns
from zhuanji.complaints.stages import OPEN, Stage
from zhuanji.desk.board.cards import Card, cards_for
from zhuanji.kernel.actors import Actor
from zhuanji.staff.models import Department, User

GROUPS: dict[str, str | Promise] = {
    "stage": _("Stage"),
    "owner": _("Owner"),
    "department": _("Department"),
}
_OFFERED = 20  # people without a card, to whom one may be given


@dataclass(frozen=True)
class Names:
    """Whom and what the columns are named after, asked once for the page."""

    places: list[Department]
    people: list[User]

    def of(self, group: str) -> dict[str, str | Promise]:
        """Return the columns that are there even when they are empty, in order."""
        if group == "stage":
            return {stage.value: stage.label for stage in Stage if stage in OPEN}
        if group == "department":
            return {NOBODY: _("nobody"), **{str(place.pk): place.name for place in self.places}}
        people = self.people if len(self.people) <= _OFFERED else []
        return {NOBODY: _("nobody"), **{str(one.pk): one.name for one in people}}


@dataclass(frozen=True)
class Shown:
    """One column as a page shows it."""

    key: str
    label: str | Promise
    count: int = 0
    cards: list[Card] = field(default_factory=list)
    next: str = ""


def shown_columns(
    actor: Actor,
    wanted: Filter,
    names: Names,
    *,
    at: datetime,
    group: str,
    subjects: bool = True,
) -> tuple[list[Shown], int]:
    """Return every column, and how many more there are than fit. Raises search.NothingToSearch."""
    found, more = board_columns(actor, wanted, at=at, group=group)
    rows = [row for column in found.values() for row in column.cards]
    cards = {card.complaint.pk: card for card in cards_for(rows, actor, at=at, subjects=subjects)}
    known = names.of(group)
    keys = [*known, *(key for key in found if key not in known)]
    return [_shown(key, known, found, cards, group) for key in keys], more


def _shown(
    key: str,
    known: Mapping[str, str | Promise],
    found: Mapping[str, Column],
    cards: Mapping[int, Card],
    group: str,
) -> Shown:
    column = found.get(key)
    if column is None:
        return Shown(key, known[key])
    label = known.get(key) or getattr(column.cards[0], group).name
    return Shown(key, label, column.count, [cards[row.pk] for row in column.cards], column.next)
