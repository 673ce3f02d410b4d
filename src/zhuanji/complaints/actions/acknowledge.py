"""Telling the complainant at once that we have it, who answers and by when."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from zhuanji.complaints.actions.deadlines import beat
from zhuanji.complaints.actions.moving import lock, move
from zhuanji.complaints.choosing import ChooseOwners, nobody
from zhuanji.complaints.letters import acknowledgement
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.policies import require_may_work
from zhuanji.complaints.queries.addresses import address_for_letters, addresses_for_letters
from zhuanji.complaints.stages import Stage, check_move
from zhuanji.correspondence.actions import write_message
from zhuanji.correspondence.models import Message
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.staff.models import User
from zhuanji.staff.roles import SYSTEM


@transaction.atomic
def acknowledge_due(*, at: datetime, limit: int = 200, choose_owners: ChooseOwners = nobody) -> int:
    """Acknowledge the complaints that wait for it; return how many.

    Whoever is chosen for those without an owner becomes it, and the letter names them.

    Rows another worker holds are skipped; a worker killed half-way leaves them waiting.
    """
    waiting = Complaint.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        acknowledgement_due=True
    )
    batch = list(waiting.select_related("customer", "owner").order_by("pk")[:limit])
    if not batch:
        return 0
    chosen = choose_owners([c for c in batch if c.owner_id is None], at)
    people = User.objects.in_bulk({choice.user_id for choice in chosen.values()})
    addresses = addresses_for_letters(batch)
    for complaint in batch:
        choice = chosen.get(complaint.pk)
        complaint.owner = people.get(choice.user_id) if choice else complaint.owner
        why = choice.why if choice else {}
        _acknowledge(complaint, to=addresses[complaint.pk], at=at, why=why)
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
    _acknowledge(complaint, to=address_for_letters(complaint), at=at, by=by)
    return complaint


def _acknowledge(
    complaint: Complaint,
    *,
    to: str,
    at: datetime,
    by: Actor = SYSTEM,
    why: Mapping[str, Any] | None = None,
) -> None:
    complaint.note_holder("owner", "", str(complaint.owner_id or ""))
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
        **({"why": dict(why)} if why else {}),
    )
