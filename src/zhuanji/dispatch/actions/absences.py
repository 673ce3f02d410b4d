"""Somebody is away: entered, called off, and their open complaints given to who stands in."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhuanji.complaints.actions.handing import hand_over, lock_many
from zhuanji.complaints.choosing import Chosen
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.policies import may_work
from zhuanji.complaints.stages import OPEN
from zhuanji.dispatch.models import Absence
from zhuanji.dispatch.policies import require_may_enter_absence
from zhuanji.dispatch.queries.absences import covering, overlapping
from zhuanji.dispatch.queries.cases import named_in
from zhuanji.dispatch.queries.suggesting import chosen_by, weighed
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid, Stale
from zhuanji.kernel.locks import lock_until_commit
from zhuanji.notices.actions import notify
from zhuanji.notices.told import Level
from zhuanji.staff.models import User
from zhuanji.staff.roles import SYSTEM, Right, Role

_LONGEST = timedelta(days=366)
_NOTE = 200
_AT_ONCE = 20


@transaction.atomic
def enter_absence(
    *,
    by: Actor,
    at: datetime,
    user: User,
    begins_at: datetime,
    ends_at: datetime,
    deputy: User | None = None,
    note: str = "",
) -> Absence:
    """Say that somebody will be away; when it begins, their open complaints are handed over.

    Raises Invalid for a time that is over, backwards, too long or taken, and for a deputy who
    cannot stand in.
    """
    require_may_enter_absence(by, user)
    lock_until_commit(f"absences of {user.pk}")
    _require_fits(user, begins_at, ends_at, deputy, at=at)
    absence = Absence.objects.create(
        user=user,
        begins_at=begins_at,
        ends_at=ends_at,
        deputy=deputy,
        note=note.strip()[:_NOTE],
        entered_at=at,
        entered_by=by.key,
    )
    record(
        kind="user.absence_entered",
        about=f"user/{user.pk}",
        by=by,
        at=at,
        absence=absence.pk,
        begins=begins_at.isoformat(),
        ends=ends_at.isoformat(),
        deputy=deputy.pk if deputy else None,
    )
    return absence


def _require_fits(
    user: User, begins_at: datetime, ends_at: datetime, deputy: User | None, *, at: datetime
) -> None:
    if ends_at <= begins_at:
        raise Invalid({"ends": _("The last day comes before the first.")})
    if ends_at <= at:
        raise Invalid({"ends": _("This time is over already.")})
    if ends_at - begins_at > _LONGEST:
        raise Invalid({"ends": _("An absence lasts up to a year.")})
    if overlapping(user.pk, begins_at, ends_at).exists():
        raise Invalid({"begins": _("There is an absence at that time already. End it first.")})
    if deputy is None:
        return
    if deputy.pk == user.pk or not deputy.is_active or not deputy.actor.has(Right.WORK):
        raise Invalid({"deputy": _("Choose a colleague who works complaints.")})
    if overlapping(deputy.pk, begins_at, ends_at).exists():
        raise Invalid({"deputy": _("This colleague is away then, too. Choose another.")})


@transaction.atomic
def end_absence(*, by: Actor, at: datetime, absence: Absence) -> Absence:
    """Call an absence off, or come back earlier. What was handed over stays where it is."""
    require_may_enter_absence(by, absence.user)
    ended = Absence.objects.filter(pk=absence.pk, ended_at=None, ends_at__gt=at)
    if not ended.update(ended_at=at):
        raise Stale(_("This absence is over already."))
    about = f"user/{absence.user_id}"
    record(kind="user.absence_ended", about=about, by=by, at=at, absence=absence.pk)
    absence.refresh_from_db()
    return absence


@transaction.atomic
def hand_over_absent(*, at: datetime, limit: int = _AT_ONCE) -> int:
    """Hand over the open complaints of whoever is away by now; return how many absences that were.

    To the deputy, and what they may not have, or all where nobody stands in, to whoever fits best.
    An absence that another worker holds is skipped, one that was handed over never comes again.
    """
    begun = covering(at).filter(handed_at=None).select_for_update(skip_locked=True, of=("self",))
    absences = list(begun.select_related("user", "deputy").order_by("begins_at", "pk")[:limit])
    for absence in absences:
        _hand_over(absence, at=at)
    return len(absences)


def _hand_over(absence: Absence, *, at: datetime) -> None:
    owned = Complaint.objects.filter(owner=absence.user_id, stage__in=sorted(OPEN))
    complaints = lock_many(owned.values_list("pk", flat=True))
    chosen = _chosen(absence, complaints, at=at)
    facts = {"absence": absence.pk, "deputy": absence.deputy_id}
    changed = hand_over(complaints, chosen, by=SYSTEM, at=at, cause="absence", facts=facts)
    absence.handed_at, absence.handed = at, len(changed)
    absence.save(update_fields=["handed_at", "handed"])
    about = f"user/{absence.user_id}"
    left = len(complaints) - len(changed)
    details = {"absence": absence.pk, "complaints": len(changed), "left": left}
    record(kind="user.absence_begun", about=about, by=SYSTEM, at=at, **details)
    _tell(absence, len(changed), left, at=at)


def _chosen(absence: Absence, complaints: list[Complaint], *, at: datetime) -> Mapping[int, Chosen]:
    deputy = absence.deputy
    found: dict[int, Chosen] = {}
    if deputy and _stands_in(deputy, at=at):
        named = named_in(complaints, [deputy])
        for complaint in complaints:
            fits = may_work(deputy.actor, _seen(complaint, deputy))
            if fits and deputy.pk not in named.get(complaint.pk, ()):
                found[complaint.pk] = Chosen(deputy.pk, {"deputy": True})
    rest = [complaint for complaint in complaints if complaint.pk not in found]
    return found | chosen_by(weighed(rest, at=at)) if rest else found


def _stands_in(deputy: User, *, at: datetime) -> bool:
    here = deputy.is_active and deputy.actor.has(Right.WORK)
    return here and not covering(at).filter(user=deputy).exists()


def _seen(complaint: Complaint, owner: User) -> Complaint:
    """As it would be with another owner."""
    return Complaint(owner_id=owner.pk, barred=complaint.barred, concerns=complaint.concerns)


def _tell(absence: Absence, handed: int, left: int, *, at: datetime) -> None:
    if handed:
        notify(
            people=[absence.user_id],
            kind="absence-handed-over",
            about=f"user/{absence.user_id}",
            title=gettext_noop("While you are away, colleagues look after %(count)s complaints"),
            facts={"count": handed},
            link="/desk/absence/",
            key=f"absence/{absence.pk}",
            at=at,
        )
    if left:
        leads = User.objects.filter(is_active=True, role=Role.LEAD).values_list("pk", flat=True)
        notify(
            people=leads,
            kind="absence-left",
            about=f"user/{absence.user_id}",
            title=gettext_noop(
                "Somebody is away, and nobody may have %(count)s of their complaints"
            ),
            facts={"count": left},
            link=f"/desk/complaints/?owner={absence.user_id}&open=1",
            key=f"absence/{absence.pk}/left",
            level=Level.WARN,
            at=at,
        )
