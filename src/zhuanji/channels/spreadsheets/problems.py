"""What is wrong with a file or a row, in the reader's language, with a way forward.

Kept as words and facts, so that everybody reads them in their own language.
"""

from collections.abc import Iterable
from typing import Any, TypedDict

from django.utils.translation import gettext as _

from zhuanji.channels.spreadsheets.choices import labels_of
from zhuanji.channels.spreadsheets.fields import label_of
from zhuanji.complaints.registration import sentence


class Problem(TypedDict):
    """One thing wrong with one row. `field` may be empty: the row as a whole."""

    field: str
    kind: str
    facts: dict[str, Any]


def problem(field: str, kind: str, **facts: Any) -> Problem:
    return {"field": field, "kind": kind, "facts": facts}


def say_row(problems: Iterable[Problem]) -> str:
    """Return in one line what to correct in a row."""
    return " ".join(say(one) for one in problems)


def say(one: Problem) -> str:
    words = _own(one["kind"], one["facts"]) or sentence(one["kind"], one["facts"])
    if not one["field"]:
        return words
    return _("%(field)s: %(problem)s") % {"field": label_of(one["field"]), "problem": words}


def _own(kind: str, facts: dict[str, Any]) -> str:
    if kind == "too_many_cells":
        return _(
            "This row has more cells than there are columns. Probably a separator or a quotation mark is out of place."
        )
    if kind == "repeated":
        return _(
            "This number stands in row %(row)s too. Keep one of the two, or give each a number of its own."
        ) % {"row": facts.get("row", "?")}
    if kind == "same_row":
        return _(
            "The same as row %(row)s, which is registered once. If both are meant, import the file again and choose to register every row."
        ) % {"row": facts["row"]}
    if kind == "choice":
        return _("“%(given)s” is not known here. Use one of: %(known)s.") % {
            "given": facts["given"],
            "known": "、".join(labels_of(facts["of"])),
        }
    return ""
