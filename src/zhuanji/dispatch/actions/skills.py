"""What people can, and how much they carry."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from zhuanji.dispatch.models import Capacity, Skill
from zhuanji.dispatch.policies import require_may_keep_people
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid
from zhuanji.playbooks.queries import playbook_in_use
from zhuanji.staff.models import User

MOST = 500  # of effort


@transaction.atomic
def set_skill(*, by: Actor, at: datetime, user: User, subject: str, level: int) -> None:
    """Say how well somebody knows a category (with all below it) or a route's skill; 0: no more."""
    require_may_keep_people(by)
    if level and subject not in _known():
        raise Invalid({"subject": _("Choose a category or a skill.")})
    if level not in (0, *Skill.Level.values):
        raise Invalid({"level": _("Choose how well they know it.")})
    kept = Skill.objects.select_for_update().filter(user=user, subject=subject).first()
    before = kept.level if kept else 0
    if before == level:
        return
    if level:
        Skill.objects.update_or_create(user=user, subject=subject, defaults={"level": level})
    elif kept:
        kept.delete()
    about = f"user/{user.pk}"
    details = {"subject": subject, "before": before, "after": level}
    record(kind="user.skill_changed", about=about, by=by, at=at, **details)


@transaction.atomic
def set_capacity(*, by: Actor, at: datetime, user: User, effort: int | None) -> None:
    """Say what somebody carries well; None: as the playbook says for everybody."""
    require_may_keep_people(by)
    if effort is not None and not 1 <= effort <= MOST:
        raise Invalid({"effort": _("Write a whole number from 1 to 500, or nothing.")})
    kept = Capacity.objects.select_for_update().filter(user=user).first()
    before = kept.effort if kept else None
    if before == effort:
        return
    if effort is None:
        Capacity.objects.filter(user=user).delete()
    else:
        Capacity.objects.update_or_create(user=user, defaults={"effort": effort})
    about = f"user/{user.pk}"
    record(kind="user.capacity_changed", about=about, by=by, at=at, before=before, after=effort)


def _known() -> set[str]:
    """Every category of the playbook in use, and every skill that its routes ask for."""
    playbook = playbook_in_use()
    return {*playbook.categories, *(rule.skill for rule in playbook.body.routes if rule.skill)}
