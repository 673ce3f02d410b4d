"""Setting up, changing and ending the ways out of the desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid
from zhuanji.kernel.outside.addresses import Allowed
from zhuanji.notices.models import Channel, Wishes
from zhuanji.notices.policies import require_may_keep, require_may_keep_groups
from zhuanji.notices.sealing import seal
from zhuanji.notices.told import Level
from zhuanji.notices.ways import ROBOTS, Way, read_robot
from zhuanji.staff.models import Department, User
from zhuanji.staff.roles import Role

_NAME_LIMIT = 60


@dataclass(frozen=True)
class Opener:
    """What was copied from the robot's maker: its address, and the secret where it signs."""

    address: str
    secret: str = ""


@transaction.atomic
def choose_ways(
    *,
    by: User,
    at: datetime,
    levels: dict[str, set[str]],
    quiet_from: time | None,
    quiet_until: time | None,
    digest: bool,
) -> None:
    """Say by which of one's ways one is told what, and when not. Raises Invalid."""
    if (quiet_from is None) != (quiet_until is None):
        raise Invalid({"quiet_until": _("Enter when the quiet hours begin and when they end.")})
    Wishes.objects.update_or_create(
        user=by,
        defaults={"quiet_from": quiet_from, "quiet_until": quiet_until, "digest": digest},
    )
    own_mail(by, at)
    for channel in Channel.objects.select_for_update().filter(user=by):
        wanted = _known(levels.get(channel.way, set()))
        if wanted != channel.levels:
            Channel.objects.filter(pk=channel.pk).update(levels=wanted)
    record(
        kind="notices.ways_chosen",
        about=f"user/{by.pk}",
        by=by.actor,
        at=at,
        quiet=bool(quiet_from),
        digest=digest,
    )


def own_mail(user: User, at: datetime) -> Channel:
    """The way to one's own mailbox needs no setting up."""
    made, _is_new = Channel.objects.get_or_create(
        user=user, way=Way.EMAIL, defaults={"made_at": at, "made_by": user.actor.key}
    )
    return made


@transaction.atomic
def set_own_robot(*, by: User, at: datetime, way: str, opener: Opener) -> Channel:
    """Be told by a robot in a group of one's own from now on. Raises Invalid.

    A robot that is entered anew keeps what it is told; a first one is told warnings and alarms.
    """
    sealed = _sealed(way, opener)
    channel, is_new = Channel.objects.select_for_update().get_or_create(
        user=by,
        way=way,
        defaults={
            **sealed,
            "levels": _known({Level.WARN, Level.ALARM}),
            "made_at": at,
            "made_by": by.actor.key,
        },
    )
    if not is_new:
        _write(channel, {**sealed, **_afresh()})
    kind = "channel.added" if is_new else "channel.changed"
    record(kind=kind, about=channel.about, by=by.actor, at=at, way=way)
    return channel


@transaction.atomic
def add_group(
    *,
    by: Actor,
    at: datetime,
    name: str,
    way: str,
    opener: Opener,
    levels: Iterable[str],
    department: Department | None = None,
    role: str = "",
) -> Channel:
    """Tell the group of a department or a role what its people are told. Raises NotAllowed, Invalid."""
    require_may_keep_groups(by)
    problems = _problems(name, levels)
    if (department is None) == (role not in Role.values):
        problems["team"] = _("Choose the department or the role whose group it is.")
    sealed = _collecting(problems, way, opener)
    if problems:
        raise Invalid(problems)
    channel = Channel.objects.create(
        **sealed,
        way=way,
        name=name.strip()[:_NAME_LIMIT],
        levels=_known(levels),
        department=department,
        role=role,
        made_at=at,
        made_by=by.key,
    )
    record(kind="channel.added", about=channel.about, by=by, at=at, way=way)
    return channel


@transaction.atomic
def change_group(
    *,
    by: Actor,
    at: datetime,
    channel: Channel,
    name: str,
    levels: Iterable[str],
    opener: Opener | None = None,
) -> Channel:
    """Change what a group's robot is called and told, and with `opener` which robot it is.

    Raises NotAllowed, NotFound, Invalid.
    """
    require_may_keep_groups(by)
    require_may_keep(by, channel)
    problems = _problems(name, levels)
    sealed = _collecting(problems, channel.way, opener) if opener else {}
    if problems:
        raise Invalid(problems)
    fields = {"name": name.strip()[:_NAME_LIMIT], "levels": _known(levels), **sealed}
    _write(channel, {**fields, **(_afresh() if opener else {})})
    record(kind="channel.changed", about=channel.about, by=by, at=at, way=channel.way)
    return channel


@transaction.atomic
def switch_channel(*, by: Actor, at: datetime, channel: Channel, active: bool) -> None:
    """Turn a way off, or on again; what waits then goes out."""
    require_may_keep(by, channel)
    _write(channel, {"active": active, **(_afresh() if active else {})})
    kind = "channel.turned_on" if active else "channel.turned_off"
    record(kind=kind, about=channel.about, by=by, at=at, way=channel.way)


@transaction.atomic
def delete_channel(*, by: Actor, at: datetime, channel: Channel) -> bool:
    """Forget what opens it and what waits. Return False when that was done before."""
    require_may_keep(by, channel)
    deleted, _rows = Channel.objects.filter(pk=channel.pk).delete()
    if deleted:
        record(kind="channel.deleted", about=channel.about, by=by, at=at, way=channel.way)
    return bool(deleted)


def _write(channel: Channel, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(channel, name, value)
    channel.save(update_fields=list(fields))


def _afresh() -> dict[str, Any]:
    return {"active": True, "trouble": "", "troubled_since": None, "rests_until": None}


def _sealed(way: str, opener: Opener) -> dict[str, Any]:
    if way not in ROBOTS:
        raise Invalid({"way": _("Choose DingTalk, Feishu or WeCom.")})
    allowed = Allowed.of(settings.WEBHOOK_PRIVATE)
    robot = read_robot(way, opener.address, opener.secret, allowed)
    return {"sealed": seal(robot), "hint": robot.hint}


def _collecting(problems: dict[str, str], way: str, opener: Opener) -> dict[str, Any]:
    """What is sealed; what is wrong with it joins the problems."""
    try:
        return _sealed(way, opener)
    except Invalid as refusal:
        problems |= refusal.problems
        return {}


def _problems(name: str, levels: Iterable[str]) -> dict[str, str]:
    problems = {}
    if not name.strip():
        problems["name"] = _("Give the group a name, so that it can be recognised later.")
    if not _known(levels):
        problems["levels"] = _("Choose at least one: otherwise the group is told nothing.")
    return problems


def _known(levels: Iterable[str]) -> list[str]:
    given = set(levels)
    return [level for level in Level.values if level in given]
