"""Whether a list can be what a machine or a command asks for: nobody may be shown more than that.

A person sees at once which filter stands above the list; a machine sees only rows. What it asks
amiss is therefore refused, parameter by parameter, and never left out.
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from zhuanji.complaints.queries.cursors import read_cursor
from zhuanji.complaints.queries.filters import (
    CATEGORY,
    CHOICES,
    DUE,
    IDS,
    ORDERS,
    read_day,
    read_ids,
)
from zhuanji.complaints.registration import sentence
from zhuanji.kernel.errors import Invalid
from zhuanji.playbooks.queries import playbook_in_use

_YES_OR_NO = ("1", "0")
_DAYS = ("received_from", "received_to")
_ONE_OF: dict[str, tuple[str, ...]] = {"due": DUE, "open": _YES_OR_NO, "order": ORDERS}
_SINGLE = ("search", *_ONE_OF, *_DAYS)
FILTERS = ("search", *CHOICES, CATEGORY, *IDS, *_ONE_OF, *_DAYS)


def require_usable(given: Mapping[str, list[str]]) -> None:
    """Raise Invalid with a sentence for every parameter that could not be honoured to the letter."""
    problems = {name: problem for name in given if (problem := _problem(name, given[name]))}
    if not problems and _first(given, "search") and _first(given, "order") not in ("", ORDERS[0]):
        problems["order"] = _("What a search finds comes newest first. Leave out one of the two.")
    if problems:
        raise Invalid(problems)


def require_cursor(cursor: str) -> None:
    """Raise Invalid unless it is empty or one that a page of the list gave."""
    if cursor and read_cursor(cursor) is None:
        raise Invalid({"cursor": wrong_cursor()})


def wrong_cursor() -> str:
    return _(
        "This is no cursor of this list. Give next or previous as it came, or leave it out to begin anew."
    )


def _problem(name: str, values: list[str]) -> str:
    values = [value for value in values if value]
    if name not in FILTERS:
        return _("This filter is not known. Use one of: %(known)s.") % {"known": ", ".join(FILTERS)}
    if name in _SINGLE and len(values) > 1:
        return _("Give this once.")
    known = _ONE_OF.get(name) or CHOICES.get(name)
    if known is not None:
        return "" if all(value in known for value in values) else _choose(known)
    return _unreadable(name, values)


def _unreadable(name: str, values: list[str]) -> str:
    if name == CATEGORY and not playbook_in_use().categories.keys() >= set(values):
        return sentence("category", {})
    if name in IDS:
        return "" if len(read_ids(name, values)) == len(values) else _ids(name)
    if name in _DAYS and not all(map(read_day, values)):
        return _("This is not a day. Write it as 2026-11-23.")
    return ""


def _choose(known: tuple[str, ...]) -> str:
    words = ", ".join(value for value in known if value)
    return _("This choice is not known. Use one of: %(known)s.") % {"known": words}


def _ids(name: str) -> str:
    return _("This is no id. Use a whole number, or: %(words)s.") % {"words": ", ".join(IDS[name])}


def _first(given: Mapping[str, list[str]], name: str) -> str:
    return next(iter(given.get(name, [])), "").strip()
