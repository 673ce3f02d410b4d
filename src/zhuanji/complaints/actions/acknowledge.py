"""Telling the complainant at once that we have it, who answers and by when."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q

from zhuanji.complaints.actions.deadlines import beat
from zhuanji.complaints.actions.moving import lock, move
from zhuanji.complaints.letters import acknowledgement
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.policies import require_may_work
from zhuanji.complaints.queries.addresses import address_for_letters, addresses_for_letters
from zhuanji.complaints.stages import OPEN, Stage, check_move
from zhuanji.correspondence.actions import write_message
from zhuanji.correspondence.models import Message
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.staff.models import User
from zhuanji.staff.roles import SYSTEM, Role


@transaction.atomic
def acknowledge_due(*, at: datetime, limit: int = 200) -> int:
    """Acknowledge the complaints that wait for it; return how many.

    Rows another worker holds are skipped; a worker killed half-way leaves them waiting.
    """
    waiting = Complaint.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        acknowledgement_due=True
    )
    batch = list(waiting.select_related("customer", "owner").order_by("pk")[:limit])
    if not batch:
        return 0
    loads = _loads()
    addresses = addresses_for_letters(batch)
    for complaint in batch:
        _acknowledge(complaint, loads, to=addresses[complaint.pk], at=at)
    return len(batch)


@transaction.atomic
def acknowledge_complaint(*, by: Actor, at: datetime, complaint: Complaint) -> Complaint:
    """Acknowledge one complaint now; whoever does so becomes its owner when there is none.

    Needed where nothing does it by itself, e.g. for complaints taken over from a spreadsheet.
    """
    complaint = lock(complaint)
    require_may_work(by, complaint)
    check_move(Stage(complaint.stage), Stage.ACKNOWLEDGED)
    if complaint.owner_id is None and by.user_id is not None:
        complaint.owner = User.objects.get(pk=by.user_id)
    _acknowledge(complaint, {}, to=address_for_letters(complaint), at=at, by=by)
    return complaint


def _acknowledge(
    complaint: Complaint, loads: dict[User, int], *, to: str, at: datetime, by: Actor = SYSTEM
) -> None:
    if complaint.owner is None and loads:
        complaint.owner = min(loads, key=lambda agent: (loads[agent], agent.pk))
        loads[complaint.owner] += 1
    complaint.acknowledgement_due = False
    if complaint.stage == Stage.RECEIVED:
        move(complaint, Stage.ACKNOWLEDGED, at=at)
    else:
        complaint.save()
    subject, body = acknowledgement(complaint, at=at)
    message = write_message(
        thread=complaint.thread,
        kind=Message.Kind.ACKNOWLEDGEMENT,
        to=to,
        subject=subject,
        body=body,
        by=by,
        at=at,
    )
    beat(complaint, at=at)
    record(
        kind="complaint.acknowledged",
        about=complaint.about,
        by=by,
        at=at,
        message=message.pk,
        owner=complaint.owner_id,
        stage=complaint.stage,
    )


def _loads() -> dict[User, int]:
    """How many open complaints each agent has."""
    agents = User.objects.filter(is_active=True, role=Role.AGENT)
    counted = agents.annotate(
        load=Count("complaints", filter=Q(complaints__stage__in=sorted(OPEN)))
    )
    return {agent: agent.load for agent in counted}
