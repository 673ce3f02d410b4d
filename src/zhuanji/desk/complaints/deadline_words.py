"""Deadlines in words: what each is called, where it moved, before whom it was put."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from zhuanji.complaints.models import Deadline, Delay
from zhuanji.complaints.stages import Stage
from zhuanji.desk.times import exactly
from zhuanji.playbooks.duties import duties
from zhuanji.playbooks.queries import playbook_in_use
from zhuanji.staff.roles import Role

_PERSON = "person:"
_DUTIES = {duty.key: duty for duty in duties()}  # in its newest version


def deadline_name(kind: object, key: object = "") -> str:
    """Return what a deadline is called: its kind, and which stage where it is one of those."""
    if kind == Deadline.Kind.STAGE and key in Stage.values:
        return _("Stage: %(stage)s") % {"stage": Stage(str(key)).label}
    if kind == Deadline.Kind.STATUTE and (duty := _DUTIES.get(str(key))):
        return duty.name
    known = kind in Deadline.Kind.values
    return str(Deadline.Kind(str(kind)).label) if known else str(kind or "")


def moved_words(moved: Iterable[Mapping[str, Any]]) -> str:
    """Return "Resolve: 2026-03-03 09:30 → 2026-03-04 09:30" for each that moved."""
    return _(", ").join(
        _("%(deadline)s: %(before)s → %(after)s")
        % {
            "deadline": deadline_name(one.get("kind")),
            "before": _moment(one.get("before")),
            "after": _moment(one.get("after")) or _("no longer owed"),
        }
        for one in moved
    )


def before_whom(names: Iterable[str]) -> str:
    return _(", ").join(map(_recipient, names))


def pause_name(reason: object) -> str:
    rule = playbook_in_use().pauses.get(str(reason))
    return rule.said if rule else str(reason or "")


def cause_name(cause: object) -> str:
    return str(Delay.Cause(str(cause)).label) if cause in Delay.Cause.values else str(cause or "")


def _recipient(name: str) -> str:
    if name in Role.values:
        return str(Role(name).label)
    if name == "department":
        return _("the department")
    return name.removeprefix(_PERSON)


def _moment(words: object) -> str:
    return exactly(datetime.fromisoformat(str(words))) if words else ""
