"""Giving complaints to people: one or many, each with its own line of history, and deciding for good."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhuanji.complaints.actions.moving import lock
from zhuanji.complaints.choosing import Chosen
from zhuanji.complaints.handed import Handed
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.policies import require_may_assign, require_may_work
from zhuanji.complaints.queries.handing import may_own, most_handovers
from zhuanji.complaints.stages import OPEN
from zhuanji.history.actions import record, record_many
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import DomainError, Invalid, Stale
from zhuanji.staff.models import User

HOLDING = tuple(field.name for field in Handed._meta.get_fields())  # noqa: SLF001
_REASON = 500
_NUMBERS = ("pk", "owner_id", "handovers", "returns")
_HAND = """
update complaints_complaint as c
set owner_id = n.owner, handovers = n.handovers, returns = n.returns, to_assess = true,
  trail = n.trail::varchar[]
from unnest(%s::bigint[], %s::bigint[], %s::int[], %s::int[], %s::text[])
  as n(id, owner, handovers, returns, trail)
where c.id = n.id
"""


class HandedTooOften(DomainError):
    """It was passed on as often as the playbook allows: somebody must decide for good."""

    message = gettext_lazy(
        "This complaint was handed on %(count)s times already. A team leader now decides for good"
        " who keeps it, with a reason."
    )

    def __init__(self, count: int) -> None:
        super().__init__(str(self.message) % {"count": count})


class NotImpartial(DomainError):
    """Somebody is to be given a complaint on which they are not impartial."""

    status = 422
    message = gettext_lazy("It is on record that this colleague is not impartial here.")


def give(complaint: Complaint, field: str, before: str, after: str, *, counts: bool = True) -> None:
    """Note on an unsaved complaint who is given it. Raises HandedTooOften, NotImpartial."""
    if field == "owner" and after and int(after) in complaint.barred:
        raise NotImpartial
    too_often = counts and complaint.handovers >= most_handovers(complaint)
    if too_often and complaint.passes_on(field, before, after):
        raise HandedTooOften(complaint.handovers)
    complaint.note_holder(field, before, after, counts=counts)


def lock_many(ids: Iterable[int]) -> list[Complaint]:
    """Hold them until the transaction ends, in the order of their ids."""
    found = Complaint.objects.filter(pk__in=list(ids)).select_for_update(of=("self",))
    return list(found.select_related("owner", "department").order_by("pk"))


def hand_over(
    locked: Iterable[Complaint],
    chosen: Mapping[int, Chosen],
    *,
    by: Actor,
    at: datetime,
    cause: str,
    counts: bool = False,
    facts: Mapping[str, Any] | None = None,
) -> list[Complaint]:
    """Give locked complaints to whom was chosen; return those that changed hands.

    Part of a larger action, which asked the policy. `cause` says in history why: "absence",
    "conflict", "left", or "" where a person decided so.
    """
    changed, lines = [], {}
    for complaint in locked:
        choice = chosen.get(complaint.pk)
        if choice is None or choice.user_id == complaint.owner_id:
            continue
        before, after = str(complaint.owner_id or ""), str(choice.user_id)
        give(complaint, "owner", before, after, counts=counts)
        complaint.owner_id, complaint.to_assess = choice.user_id, True
        changed.append(complaint)
        lines[complaint.about] = _line(before, after, cause, choice.why, facts or {})
    if changed:
        _write(changed)
        record_many(kind="complaint.assigned", lines=lines, by=by, at=at)
    return changed


def _write(changed: list[Complaint]) -> None:
    """By arrays: a thousand rows are one short statement, which costs nothing to prepare."""
    trails = ["{" + ",".join(complaint.trail) + "}" for complaint in changed]
    columns = [[getattr(one, name) for one in changed] for name in _NUMBERS]
    with connection.cursor() as cursor:
        cursor.execute(_HAND, [*columns, trails])


def _line(
    before: str, after: str, cause: str, why: Mapping[str, Any], facts: Mapping[str, Any]
) -> dict[str, Any]:
    said = {"cause": cause} if cause else {}
    reasons = {"why": dict(why)} if why else {}
    return {"field": "owner", "before": before, "after": after, **said, **reasons, **facts}


@transaction.atomic
def step_back(
    *,
    by: Actor,
    at: datetime,
    complaint: Complaint,
    person: int,
    reason: str,
    concerned: bool = False,
) -> Complaint:
    """Put on record that somebody is not impartial here: they handle nothing of it any more.

    Everybody says so of themselves; whoever assigns, of anybody. When the complaint is about them
    (`concerned`) they do not see it either. It has no owner then, if they were it: whoever calls
    finds another in the same transaction. Said once, nothing happens the second time.
    """
    complaint = lock(complaint)
    (require_may_work if person == by.user_id else require_may_assign)(by, complaint)
    words = reason.strip()[:_REASON]
    if not words:
        raise Invalid({"reason": _("Say why, in a few words.")})
    if not User.objects.filter(pk=person).exists():
        raise Invalid({"person": _("Choose whom it is about.")})
    if person in (complaint.concerns if concerned else complaint.barred):
        return complaint
    complaint.barred = sorted({*complaint.barred, person})
    if concerned:
        complaint.concerns = sorted({*complaint.concerns, person})
    if complaint.owner_id == person:
        complaint.owner = None
    complaint.to_assess = True
    complaint.save()
    record(
        kind="complaint.stepped_back",
        about=complaint.about,
        by=by,
        at=at,
        person=person,
        concerned=concerned,
        reason=words,
    )
    return complaint


@transaction.atomic
def decide_keeper(
    *, by: Actor, at: datetime, complaint: Complaint, person: int, reason: str
) -> Complaint:
    """Say for good who keeps a complaint that was handed on too often.

    From now on it changes hands only by another such decision, or when its owner is away, leaves
    or is not impartial.
    """
    complaint = lock(complaint)
    require_may_assign(by, complaint)
    words = reason.strip()[:_REASON]
    if not words:
        raise Invalid({"reason": _("Say why, in a few words.")})
    if not may_own(person, complaint):
        raise Invalid({"person": _("Choose a colleague who works this complaint.")})
    if complaint.stage not in OPEN:
        raise Stale
    before = str(complaint.owner_id or "")
    give(complaint, "owner", before, str(person), counts=False)
    complaint.owner_id = person
    complaint.handovers = max(complaint.handovers, most_handovers(complaint))
    complaint.to_assess = True
    complaint.save()
    record(
        kind="complaint.keeper_decided",
        about=complaint.about,
        by=by,
        at=at,
        before=before,
        after=str(person),
        reason=words,
    )
    return complaint
