"""The views that everybody has without saving any."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhuanji.kernel.actors import Actor
from zhuanji.staff.roles import Right


@dataclass(frozen=True)
class Standing:
    name: str | Promise
    query: str


_ALL = Standing(_("All"), "")
_OPEN = Standing(_("All open ones"), "open=1&order=due")
_MINE = Standing(_("My open ones"), "owner=me&open=1&order=due")
_NOBODYS = Standing(_("Unassigned"), "owner=none&open=1&order=due")
_SOON = Standing(_("Due within 2 hours"), "due=soon&order=due")
_UNSURE = Standing(_("To be triaged"), "triage=unsure&triage=proposed&open=1")
_OVERDUE = Standing(_("Overdue"), "due=overdue&order=due")


def standing_views(actor: Actor) -> list[Standing]:
    """Whoever works complaints sees their own first; a department's handler also the department's."""
    if not actor.has(Right.WORK):
        return [_ALL, _OPEN, _SOON, _OVERDUE]
    views = [_ALL, _OPEN, _MINE, _NOBODYS, _UNSURE, _SOON, _OVERDUE]
    if actor.department_id is not None:
        query = f"department={actor.department_id}&open=1&order=due"
        views.append(Standing(_("My department"), query))
    return views
