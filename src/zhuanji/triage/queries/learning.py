"""What people decided: the lessons, whether there are enough, and the model in use."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf

from django.db.models import Count

from zhuanji.complaints.models import Complaint
from zhuanji.triage.deciding.assessing import text_of
from zhuanji.triage.learning import NotAModel, TextModel
from zhuanji.triage.models import Confirmation, Learning, ModelVersion

EACH = 30
"""Confirmed complaints that a category needs to be learned."""
CATEGORIES = 2
FRESH = 30
FRESH_SHARE = 0.05
MOST = 20_000
RETRY = timedelta(minutes=10)
STALLED = timedelta(minutes=30)
_ASK_EVERY = 1.0  # seconds


@dataclass(frozen=True, slots=True)
class Lesson:
    """A complaint's words and what a person decided last; `proposed` is what was in use then.

    `weight` says how closely they looked.
    """

    key: int
    text: str
    label: str
    proposed: str
    at: datetime
    weight: float = 1.0


def lessons_of(head: str, *, most: int = MOST) -> list[Lesson]:
    """Return the newest decisions, one a complaint, the oldest first."""
    rows = (
        Confirmation.objects.filter(head=head)
        .exclude(label="")
        .order_by("complaint_id", "-id")
        .distinct("complaint_id")
        .values_list("id", "label", "proposed", "at", "weight", "complaint_id")
    )
    newest = sorted(rows, reverse=True)[:most]
    texts = _texts([row[-1] for row in newest])
    return [
        Lesson(key, texts[complaint], label, proposed, at, weight)
        for key, label, proposed, at, weight, complaint in reversed(newest)
    ]


def _texts(complaints: list[int]) -> dict[int, str]:
    rows = Complaint.objects.filter(pk__in=complaints)
    wanted = rows.values_list("pk", "subject", "account", "demand")
    return {pk: text_of(subject, account, demand) for pk, subject, account, demand in wanted}


def confirmed(head: str) -> dict[str, int]:
    """Return for each category how many decisions there are, the commonest first."""
    rows = Confirmation.objects.filter(head=head).exclude(label="")
    counted = rows.values("label").annotate(n=Count("complaint_id", distinct=True))
    return dict(counted.order_by("-n", "label").values_list("label", "n"))


def enough_to_learn(head: str) -> bool:
    return sum(n >= EACH for n in confirmed(head).values()) >= CATEGORIES


def may_be_due(head: str, *, at: datetime) -> bool:
    """Say, by one row, whether it is time to look again; asked for all day long."""
    looked = Learning.objects.filter(pk=head, touched_at__gt=at - RETRY)
    return not looked.exists()


def is_due(found: Learning, *, at: datetime) -> bool:
    """Say whether so much was decided since the last training that one should train again.

    A training nobody has heard of for half an hour is lost, and due again.
    """
    if found.state != Learning.State.IDLE:
        return found.touched_at is None or at - found.touched_at > STALLED
    rows = Confirmation.objects.filter(head=found.head)
    fresh = rows.filter(pk__gt=found.learned_until).count()
    if fresh < FRESH:
        return False
    return fresh >= FRESH_SHARE * rows.count() or _has_grown(found)


def _has_grown(found: Learning) -> bool:
    """Say whether a category has enough decisions now that the model in use has not learned."""
    used = ModelVersion.objects.filter(head=found.head, in_use=True).values_list("card", flat=True)
    known = (used.first() or {}).get("texts", {})
    rows = Confirmation.objects.filter(head=found.head, pk__gt=found.learned_until)
    fresh = set(rows.exclude(label="").values_list("label", flat=True)) - set(known)
    return bool(fresh) and any(
        n >= EACH for label, n in confirmed(found.head).items() if label in fresh
    )


def learnable(lessons: list[Lesson]) -> list[Lesson]:
    """Return the lessons of categories that have enough of them."""
    counted = Counter(lesson.label for lesson in lessons)
    return [lesson for lesson in lessons if counted[lesson.label] >= EACH]


def known_to(version: ModelVersion, lessons: Sequence[Lesson]) -> list[int]:
    """Return the places of the lessons that a model has learned from.

    Of a version that does not say until when it learned, as many of the first as it counted.
    """
    if (until := version.card.get("until")) is not None:
        return [place for place, lesson in enumerate(lessons) if lesson.key <= until]
    return list(range(min(sum(version.card.get("texts", {}).values()), len(lessons))))


@dataclass(frozen=True, slots=True)
class InUse:
    """The model that proposes: below `margin` it abstains."""

    number: int
    model: TextModel
    margin: float

    @property
    def cases(self) -> int:
        """How many confirmed complaints its probabilities were measured on."""
        return sum(self.model.card.get("texts", {}).values())


@dataclass(frozen=True, slots=True)
class _Row:
    """What says which model is in use and how sure answers must be."""

    model: int | None
    precision: float
    sure: float


@dataclass(slots=True)
class _Kept:
    row: _Row | None
    found: InUse | None
    until: float


_memory: dict[str, _Kept] = {}


def model_in_use(head: str) -> InUse | None:
    """Return the model in use as it was at most a second ago, or None: the playbook alone.

    Kept in the process: asking again costs two rows by their keys a second.
    """
    return _known(head).found


def number_in_use(head: str) -> int | None:
    """Return the version that proposes as the database has it now; None: words alone."""
    rows = ModelVersion.objects.filter(head=head, in_use=True)
    return rows.values_list("number", flat=True).first()


def sure_in_use(head: str) -> float:
    """Return the probability from which on the playbook's words propose; kept like the model."""
    row = _known(head).row
    return row.sure if row else Learning(head=head).sure


def precision_in_use(head: str) -> float:
    row = _known(head).row
    return row.precision if row else Learning(head=head).precision


def forget_models() -> None:
    """Ask the database next time."""
    _memory.clear()


def keep_model(head: str, found: InUse | None) -> None:
    """Use this one, or none, without asking, until told to forget it."""
    _memory[head] = _Kept(None, found, inf)


def _known(head: str) -> _Kept:
    kept = _memory.get(head)
    if kept is None or time.monotonic() >= kept.until:
        row = _row(head)
        found = kept.found if kept and kept.row == row else _read(row)
        kept = _memory[head] = _Kept(row, found, time.monotonic() + _ASK_EVERY)
    return kept


def _row(head: str) -> _Row:
    version = ModelVersion.objects.filter(head=head, in_use=True).values_list("pk", flat=True)
    learning = Learning.objects.filter(pk=head).first() or Learning(head=head)
    return _Row(version.first(), learning.precision, learning.sure)


def _read(row: _Row) -> InUse | None:
    if row.model is None:
        return None
    version = ModelVersion.objects.get(pk=row.model)
    try:
        model = TextModel.from_bytes(bytes(version.blob))
    except NotAModel:  # of another version of the product: words alone until the next training
        return None
    return InUse(version.number, model, model.margin_for(row.precision))
