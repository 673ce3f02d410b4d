"""Open complaints follow another calendar, law or playbook, a batch at a time."""

from collections.abc import Collection
from datetime import datetime

import pgbulk
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from zhuanji.complaints.actions.deadlines import reckon_by_rules
from zhuanji.complaints.actions.telling import tell_of_moves
from zhuanji.complaints.models import Complaint, Grade, Recalculation
from zhuanji.complaints.queries.recalculating import (
    handled_otherwise,
    is_sooner,
    newest_stamp,
    of_pass,
    stamp_in_use,
    without_sooner,
)
from zhuanji.history.actions import record, record_many
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Stale
from zhuanji.kernel.locks import lock_until_commit
from zhuanji.playbooks.policies import require_may_write_playbook
from zhuanji.playbooks.queries import newest_version
from zhuanji.staff.roles import SYSTEM
from zhuanji.working_hours.queries import forget_calendar

BATCH = 200
_PLAYBOOK = "playbook/1"


@transaction.atomic
def begin_recalculation(*, at: datetime) -> bool:
    """Begin a pass where calendar or law are others than in the last; say whether.

    A pass at work ends where it stands: the new one begins from the first complaint.
    """
    if newest_stamp() == stamp_in_use():
        return False
    lock_until_commit("recalculation")
    forget_calendar()  # what this process remembers may be a second old, and then older
    stamp = stamp_in_use()
    if newest_stamp() == stamp:
        return False
    Recalculation.objects.filter(ended_at=None, playbook=None).update(ended_at=at)
    _begin(Recalculation(stamp=stamp, by=SYSTEM.key, by_name=SYSTEM.name), at=at)
    return True


@transaction.atomic
def move_open_to_playbook(
    *, by: Actor, at: datetime, grades: Collection[str] = (), spares: bool = False
) -> Recalculation:
    """Let open complaints be handled by the playbook in use, not only those to come.

    Only those of `grades`, if any are named; `spares` leaves out those of which a deadline would
    come earlier. Raises Stale when all are handled by it, or are on their way.
    """
    require_may_write_playbook(by)
    lock_until_commit("recalculation")
    version = newest_version()
    under_way = Recalculation.objects.filter(playbook=version, ended_at=None)
    if under_way.exists() or not handled_otherwise(version).exists():
        raise Stale(
            _("All open complaints are handled by this version, or are on their way to it.")
        )
    Recalculation.objects.filter(ended_at=None, playbook__isnull=False).update(ended_at=at)
    fresh = Recalculation(playbook=version, by=by.key, by_name=by.name, spares=spares)
    fresh.grades = [grade for grade in Grade.values if grade in grades]
    begun = _begin(fresh, at=at)
    record(kind="playbook.moved_open", about=_PLAYBOOK, by=by, at=at, number=version)
    return begun


def _begin(fresh: Recalculation, *, at: datetime) -> Recalculation:
    fresh.begun_at = at
    fresh.last = Complaint.objects.aggregate(last=Max("pk"))["last"] or 0
    fresh.rows = of_pass(fresh).count()
    fresh.ended_at = None if fresh.rows else at
    fresh.save()
    return fresh


@transaction.atomic
def continue_recalculation(*, at: datetime, most: int = BATCH) -> int:
    """Reckon the next complaints of the oldest pass at work; return how many.

    A worker killed half-way leaves the pass where its last batch ended.
    """
    at_work = Recalculation.objects.filter(ended_at=None).order_by("pk")
    found = at_work.select_for_update(skip_locked=True).first()
    if found is None:
        return 0
    locked = of_pass(found).select_for_update(of=("self",), no_key=True)
    batch = list(locked.select_related("customer", "owner", "department")[:most])
    if batch:
        found.place = batch[-1].pk
        found.moved += _reckon(_meant(batch, found, at=at), found, at=at)
        found.position = min(found.position + len(batch), found.rows)
    if len(batch) < most:
        found.position, found.ended_at = found.rows, at
    found.save()
    return max(len(batch), 1)


def _meant(batch: list[Complaint], found: Recalculation, *, at: datetime) -> list[Complaint]:
    if found.playbook is None or not found.spares:
        return batch
    kept = without_sooner(batch, found.playbook, at=at)
    rows = Complaint.objects.filter(pk__in=kept).order_by("pk")
    return list(rows.select_related("customer", "owner", "department"))


def _reckon(batch: list[Complaint], found: Recalculation, *, at: datetime) -> int:
    if found.playbook is not None:
        for complaint in batch:
            complaint.playbook = found.playbook
    moved = reckon_by_rules(*batch, at=at)
    pgbulk.update(Complaint, batch, ["playbook", "due_at"])
    why = {"stamp": found.stamp} if found.playbook is None else {"playbook": found.playbook}
    told = [one for one in batch if one.pk in moved or found.playbook is not None]
    if told:
        lines = {one.about: {**why, "moved": moved.get(one.pk, [])} for one in told}
        by = Actor(found.by, found.by_name)
        record_many(kind="complaint.deadlines_moved", lines=lines, by=by, at=at)
    sooner = [(one, [row for row in moved.get(one.pk, ()) if is_sooner(row)]) for one in batch]
    tell_of_moves([(one, rows) for one, rows in sooner if rows], at=at)
    return len(moved)
