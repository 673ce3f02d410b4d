"""Why somebody was chosen and who came next, in the reader's language."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhuanji.complaints.models import Complaint
from zhuanji.complaints.queries import Item
from zhuanji.dispatch.models import Skill

Facts = Mapping[str, Any]
Words = dict[str, Callable[[Facts], str]]
Names = Mapping[tuple[str, str], str]
_WELL, _SO_SO = 0.9, 0.5


@dataclass(frozen=True)
class Reasons:
    """`lines` say what spoke for whoever was chosen; `following` who came next and why not first."""

    lines: list[str]
    following: str = ""


def chosen_line(items: Iterable[Item], complaint: Complaint) -> Item | None:
    """The line by which the present owner was chosen; None where a person chose without being asked why."""
    owner = complaint.owner_id
    for item in reversed(list(items)):
        details = item.entry.details
        to = details.get("after") if details.get("field") == "owner" else details.get("owner")
        if str(to or "") == str(owner or "") and details.get("why"):
            return item
        if details.get("field") == "owner" or item.kind == "keeper_decided":
            return None
    return None


def reasons(why: Mapping[str, Any], names: Names) -> Reasons:
    """What one line of history, or one suggestion, says."""
    if why.get("deputy"):
        return Reasons([_("stands in for the owner, who is away")])
    facts = why.get("facts", {})
    lines = [said for term in why.get("for", ()) if (said := speaks_for(term, facts))]
    if not lines:
        lines = [_plain(why)]
    if given := why.get("given"):
        lines.append(_("was given %(count)s of the same batch before") % {"count": given})
    return Reasons(lines, _following(why.get("next"), names))


def _plain(why: Mapping[str, Any]) -> str:
    if why.get("of") == 1:
        return _("is the only one who may have it")
    facts = why.get("facts", {})
    return _("nothing sets those who may have it apart; carries %(load)s of %(capacity)s") % {
        "load": f"{facts.get('load', 0):g}",
        "capacity": f"{facts.get('capacity', 0):g}",
    }


def _following(follower: Mapping[str, Any] | None, names: Names) -> str:
    if not follower:
        return ""
    name = names.get(("owner", str(follower.get("person"))), _("a colleague"))
    against = [speaks_against(term, follower.get("facts", {})) for term in follower["against"]]
    if not any(against):
        return _("Next would have been %(name)s, who is as suitable.") % {"name": name}
    why = pgettext("between reasons", ", ").join(filter(None, against))
    return _("Next would have been %(name)s: %(why)s.") % {"name": name, "why": why}


def speaks_for(term: str, facts: Facts) -> str:
    """What a term says for somebody."""
    said: Words = {
        "skill": _skilled,
        "load": lambda f: _("carries %(load)s of %(capacity)s") % _carried(f),
        "continuity": _knows,
        "success": _succeeds,
        "calm": lambda _f: _("had little to bear in the last hours"),
        "department": lambda _f: _("is in the responsible department"),
        "grave": lambda _f: _("has room for a grave complaint"),
    }
    return said[term](facts) if term in said else ""


def speaks_against(term: str, facts: Facts) -> str:
    """What a term says of whoever came next."""
    said: Words = {
        "skill": lambda _f: _("knows this kind of complaint less"),
        "load": lambda f: _("carries more, %(load)s of %(capacity)s") % _carried(f),
        "continuity": lambda _f: _("does not know the customer as well"),
        "success": lambda _f: _("such complaints ended well less often"),
        "calm": lambda _f: _("had much to bear in the last hours"),
        "department": lambda _f: _("is not in the responsible department"),
        "grave": lambda _f: _("has enough grave complaints already"),
    }
    return said[term](facts) if term in said else ""


def _carried(facts: Facts) -> dict[str, str]:
    return {name: f"{facts.get(name, 0):g}" for name in ("load", "capacity")}


def _skilled(facts: Facts) -> str:
    level = max(facts.get("level") or 0, facts.get("skill") or 0)
    if level not in Skill.Level.values:
        return ""
    if facts.get("skill"):
        return _("has the skill that is asked for here (%(level)s)") % {
            "level": Skill.Level(level).label
        }
    return _("knows this kind of complaint (%(level)s)") % {"level": Skill.Level(level).label}


def _knows(facts: Facts) -> str:
    known = facts.get("known") or 0
    if known >= _WELL:
        return _("knows the customer, whose last complaint ended well")
    if known >= _SO_SO:
        return _("knows the customer already")
    return _("knows the customer, whose last complaint did not end well")


def _succeeds(facts: Facts) -> str:
    return _("%(well)s of %(ended)s such complaints ended well") % {
        "well": facts.get("well", 0),
        "ended": facts.get("ended", 0),
    }
