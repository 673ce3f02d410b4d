"""What waits for one person today, at the same cost whatever there is."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from zhuanji.complaints.assessed import Triage
from zhuanji.complaints.models import (
    Complaint,
    Deadline,
    Escalation,
    Judgement,
    Mention,
    Promise,
    Task,
    Verdict,
)
from zhuanji.complaints.queries.filters import SOON
from zhuanji.complaints.queries.held_up import with_held_up
from zhuanji.complaints.queries.noting import escalations_to_note
from zhuanji.complaints.queries.tasks import tasks_today
from zhuanji.complaints.queries.visible import visible_to
from zhuanji.complaints.stages import OPEN, Stage
from zhuanji.correspondence.models import Message
from zhuanji.kernel.actors import Actor
from zhuanji.staff.roles import Right

MINE = 15
OTHERS = 10
WORDS_WITHIN = timedelta(hours=5)


@dataclass(frozen=True)
class Numbers:
    """How many complaints there are; each equals the length of the list it links to."""

    open: int
    overdue: int
    soon: int
    unassigned: int
    new: int
    unsure: int
    grades: dict[str, int]
    stages: dict[str, int]


@dataclass(frozen=True)
class Today:
    """None: not this person's business. An empty list: nothing waits there."""

    mine: list[Complaint] | None = None
    heard: list[Complaint] | None = None  # the customer had the last word
    unsent: list[Complaint] | None = None  # a letter of ours could not be sent
    promises: list[Promise] | None = None  # ours, the nearest first
    words: list[Deadline] | None = None  # customers who should hear from us soon
    escalations: list[Escalation] = field(default_factory=list)  # to take note of
    tasks: list[Task] = field(default_factory=list)  # to do, to take, to look at
    department: list[Complaint] | None = None
    unassigned: list[Complaint] | None = None
    unassigned_count: int = 0
    refusals: list[Judgement] | None = None
    mentions: list[Mention] = field(default_factory=list)
    numbers: Numbers | None = None


def today_of(actor: Actor, *, at: datetime) -> Today:
    """Return everything that the Today page of a member of staff shows, and nothing they may not read."""
    works, sees_all = actor.has(Right.WORK), actor.has(Right.READ_ALL)
    free, mine = _open(actor).filter(owner=None), _open(actor).filter(owner=actor.user_id)
    shares_out = works and sees_all
    unsent, heard = _needing_words(actor) if works else (None, None)
    return Today(
        mine=_urgent(mine, MINE) if works else None,
        unsent=unsent,
        heard=heard,
        promises=_promises(actor) if works else None,
        words=_words(actor, at) if works else None,
        escalations=escalations_to_note(actor),
        tasks=tasks_today(actor) if works else [],
        department=_of_department(actor) if works and not sees_all else None,
        unassigned=_urgent(free, OTHERS) if shares_out else None,
        unassigned_count=free.count() if shares_out else 0,
        refusals=_refusals(actor) if actor.has(Right.CONFIRM_REFUSAL) else None,
        mentions=_mentions(actor),
        numbers=_numbers(actor, at) if sees_all and _looks_over_all(actor) else None,
    )


def _looks_over_all(actor: Actor) -> bool:
    return actor.has(Right.ASSIGN) or not actor.has(Right.WORK)


def _open(actor: Actor) -> QuerySet[Complaint]:
    return visible_to(actor).filter(stage__in=sorted(OPEN))


def _urgent(complaints: QuerySet[Complaint], most: int) -> list[Complaint]:
    """The overdue first; those without a deadline come last."""
    rows = with_held_up(complaints).select_related("customer__merged_into", "owner", "department")
    return list(rows.defer("account", "restatement", "how", "why").order_by("due_at", "id")[:most])


def _needing_words(actor: Actor) -> tuple[list[Complaint], list[Complaint]]:
    """Return whose letter was given up, and where the customer had the last word: one question."""
    letters = Message.objects.filter(thread=OuterRef("thread"))
    latest = letters.order_by("-at", "-pk").values("direction")[:1]
    heard = Q(last_word=Message.Direction.IN, stage__in=sorted(OPEN))
    rows = visible_to(actor).filter(owner=actor.user_id)
    rows = rows.annotate(
        last_word=Subquery(latest), is_unsent=Exists(letters.filter(state=Message.State.FAILED))
    ).filter(heard | Q(is_unsent=True))
    found = _urgent(rows, 2 * OTHERS)
    return (
        [one for one in found if one.is_unsent][:OTHERS],  # type: ignore[attr-defined]
        [one for one in found if not one.is_unsent][:OTHERS],  # type: ignore[attr-defined]
    )


def _promises(actor: Actor) -> list[Promise]:
    """Whether kept or not is the deadline's; a closed complaint's promises are owed too."""
    owed = Promise.objects.filter(
        owner=actor.user_id,
        deadline__state=Deadline.State.RUNNING,
        complaint__in=visible_to(actor),
    )
    found = owed.select_related("deadline", "complaint__customer__merged_into")
    return list(found.order_by("deadline__due_at", "pk")[:OTHERS])


def _words(actor: Actor, at: datetime) -> list[Deadline]:
    """Heartbeats that fall due within hours and that nobody sends by itself."""
    rows = Deadline.objects.filter(
        kind=Deadline.Kind.HEARTBEAT,
        state=Deadline.State.RUNNING,
        due_at__lt=at + WORDS_WITHIN,
        complaint__in=_open(actor).filter(owner=actor.user_id).exclude(stage=Stage.RECEIVED),
    )
    found = rows.select_related("complaint__customer__merged_into")
    return list(found.order_by("due_at", "pk")[:OTHERS])


def _of_department(actor: Actor) -> list[Complaint]:
    return _urgent(_open(actor).filter(department=actor.department_id), MINE)


def _refusals(actor: Actor) -> list[Judgement]:
    waiting = Judgement.objects.filter(
        state=Judgement.State.PROPOSED,
        verdict=Verdict.NOT_UPHELD,
        complaint__in=_open(actor),
    ).exclude(proposed_by=actor.key)
    return list(
        waiting.select_related("complaint__customer__merged_into").order_by("proposed_at", "id")[
            :OTHERS
        ]
    )


def _mentions(actor: Actor) -> list[Mention]:
    unseen = Mention.objects.filter(
        user=actor.user_id, seen_at=None, note__complaint__in=visible_to(actor)
    )
    return list(
        unseen.select_related("note__complaint__customer__merged_into").order_by(
            "-note__at", "-id"
        )[:OTHERS]
    )


def _numbers(actor: Actor, at: datetime) -> Numbers:
    found = _open(actor).aggregate(
        open=Count("id"),
        overdue=Count("id", filter=Q(due_at__lt=at)),
        soon=Count("id", filter=Q(due_at__range=(at, at + SOON))),
        unassigned=Count("id", filter=Q(owner=None)),
        unsure=Count("id", filter=Q(triage=Triage.UNSURE)),
    )
    morning = timezone.make_aware(datetime.combine(timezone.localdate(at), time.min))
    new = visible_to(actor).filter(received_at__gte=morning).count()
    grades: dict[str, int] = {}
    stages: dict[str, int] = {}
    groups = _open(actor).order_by().values_list("grade", "stage").annotate(Count("id"))
    for grade, stage, count in groups:
        grades[grade] = grades.get(grade, 0) + count
        stages[stage] = stages.get(stage, 0) + count
    return Numbers(**found, new=new, grades=grades, stages=stages)
