"""What becomes of somebody's complaints when they leave."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from zhuanji.complaints.actions.handing import HOLDING, give
from zhuanji.complaints.actions.task_leaving import leave_tasks
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.stages import OPEN
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid
from zhuanji.staff.actions import deactivate_user
from zhuanji.staff.models import User
from zhuanji.staff.policies import require_may_administer
from zhuanji.staff.roles import Right


@transaction.atomic
def close_account(*, by: Actor, at: datetime, user: User, successor: User | None) -> int:
    """Close an account; its open complaints go to the successor, or to nobody: all or nothing.

    Those on which the successor is not impartial go to nobody.

    Return how many those were. Raises Invalid for a successor who cannot work complaints, and
    staff.actions.LastAdministrator.
    """
    require_may_administer(by)
    if successor and not _can_follow(successor, user):
        raise Invalid({"successor": _("Choose a colleague who works complaints.")})
    if not deactivate_user(by=by, at=at, user=user):
        return 0
    leave_tasks(user, successor, by=by, at=at)
    moved = _hand_over(user, successor, by=by, at=at)
    if moved:
        to = successor.pk if successor else ""
        about = f"user/{user.pk}"
        record(kind="user.handed_over", about=about, by=by, at=at, complaints=moved, successor=to)
    return moved


def _can_follow(successor: User, user: User) -> bool:
    works = successor.is_active and successor.actor.has(Right.WORK)
    return works and successor.pk != user.pk


def _hand_over(user: User, successor: User | None, *, by: Actor, at: datetime) -> int:
    owned = Complaint.objects.filter(owner=user, stage__in=sorted(OPEN)).order_by("pk")
    complaints = list(owned.select_for_update())
    for complaint in complaints:
        to = None if successor and successor.pk in complaint.barred else successor
        give(complaint, "owner", str(user.pk), str(to.pk) if to else "", counts=False)
        complaint.owner = to
        complaint.save(update_fields=["owner", *HOLDING])
        record(
            kind="complaint.assigned",
            about=complaint.about,
            by=by,
            at=at,
            field="owner",
            before=str(user.pk),
            after=str(to.pk) if to else "",
            cause="left",
        )
    return len(complaints)
