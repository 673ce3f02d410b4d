"""Pages by key: where one ends and the next begins, at the same cost however far one walks."""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from zhuanji.complaints.models import Complaint
from zhuanji.complaints.queries.filters import Filter, is_id

_CURSOR_LENGTH = 200


@dataclass(frozen=True)
class Place:
    """Where a page begins: behind this row, or before it when one walks backwards."""

    moment: datetime | None
    id: int
    backwards: bool
    grade: str = ""


@dataclass(frozen=True)
class Keys:
    """The order of a list: by a moment (or by nothing but the number), then by id."""

    column: str  # "" orders by id alone
    descending: bool

    @classmethod
    def of(cls, wanted: Filter) -> "Keys":
        return (
            cls("due_at", descending=False)
            if wanted.order == "due"
            else cls("received_at", descending=True)
        )

    def after(
        self, complaints: QuerySet[Complaint], place: Place | None, *, backwards: bool = False
    ) -> QuerySet[Complaint]:
        falling = self.descending != (backwards or bool(place and place.backwards))
        sign, than = ("-", "lt") if falling else ("", "gt")
        if self.column == "due_at":
            complaints = complaints.filter(due_at__isnull=False)
        if place is not None:
            complaints = complaints.filter(self._beyond(place, than))
        order = [f"{sign}{self.column}"] if self.column else []
        return complaints.order_by(*order, f"{sign}id")

    def _beyond(self, place: Place, than: str) -> Q:
        if not self.column or place.moment is None:
            return Q(**{f"id__{than}": place.id})
        # The first condition alone lets the index start at the right place.
        return Q(**{f"{self.column}__{than}e": place.moment}) & (
            Q(**{f"{self.column}__{than}": place.moment}) | Q(**{f"id__{than}": place.id})
        )

    def cursor(self, row: Complaint, *, backwards: bool = False) -> str:
        moment: datetime | None = getattr(row, self.column) if self.column else None
        return write_cursor(moment, row.pk, backwards=backwards, grade=row.grade)


def write_cursor(moment: datetime | None, pk: int, *, backwards: bool, grade: str = "") -> str:
    """What `read_cursor` reads as this place."""
    words = [moment.isoformat() if moment else "", str(pk), "<" if backwards else ">", grade]
    return base64.urlsafe_b64encode("|".join(words).encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> Place | None:
    """The place that a page's `next` or `previous` means; None when it is none of ours."""
    if not cursor or len(cursor) > _CURSOR_LENGTH:
        return None
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        moment, row_id, direction, *grade = text.split("|")
        if not is_id(row_id) or direction not in ("<", ">"):
            return None
        at = datetime.fromisoformat(moment) if moment else None
        if at is not None and at.tzinfo is None:
            return None
        return Place(at, int(row_id), direction == "<", "".join(grade))
    except (ValueError, binascii.Error):
        return None
