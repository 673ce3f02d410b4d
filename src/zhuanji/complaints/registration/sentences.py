"""One sentence for each kind of error: pydantic's names and ours."""

import re
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhuanji.complaints.registration.fields import YEARS_KEPT

_SENTENCES: dict[str, Promise] = {
    "account_missing": gettext_lazy("Please write down what happened; one sentence is enough."),
    "missing": gettext_lazy("This is needed."),
    "phone": gettext_lazy(
        "This is not a phone number. Give a mobile number such as 138 0013 8000, or a landline with its area code."
    ),
    "email": gettext_lazy("This is not an e-mail address. It looks like name@example.com."),
    "moment": gettext_lazy("This time cannot be right. Give a date between 1900 and today."),
    "extra_forbidden": gettext_lazy(
        "This field is not known. Check its spelling against the API description."
    ),
    "category": gettext_lazy(
        "The playbook in use has no such category. Its keys are listed at %(address)s."
    ),
    "bool_parsing": gettext_lazy("Answer yes or no here."),
    "bool_type": gettext_lazy("Answer yes or no here."),
    "string_type": gettext_lazy("This must be text."),
    "list_type": gettext_lazy("This must be a list."),
    "exactly_one": gettext_lazy("Give exactly one of the fields."),
    "timezone_aware": gettext_lazy("Write the offset too, as in 2026-11-25T08:00:00+08:00."),
    "received_long_ago": gettext_lazy(
        "This is more than %(years)s years ago. Correct the date, or leave it out and write it into the account."
    ),
}
_FACTS = {"address": "/api/v1/categories", "years": YEARS_KEPT}


def sentence(kind: str, context: dict[str, Any]) -> str:
    """Return the sentence for one kind of error."""
    if limit := _limit(kind, context):
        return limit
    if kind == "enum":
        return _("This choice is not known. Use one of: %(known)s.") % {
            "known": _known(context["expected"])
        }
    for family, words in _families().items():
        if kind.startswith(family):
            return words
    if kind in _SENTENCES:
        return str(_SENTENCES[kind]) % _FACTS
    return _("This cannot be read. Check it and try again.")


def _families() -> dict[str, str]:
    """Pydantic tells apart in how many ways a moment or a number can be wrong; a reader need not."""
    return {
        "datetime": _("This is not a date and time. Write it as 2026-11-23 14:30."),
        "date": _("This is not a day. Write it as 2026-11-23."),
        "int": _("This must be a whole number."),
        "model": _("This must be an object with its fields."),
    }


def _limit(kind: str, context: dict[str, Any]) -> str:
    """What is too much or too little, with the limit; nothing for another kind of error."""
    if kind == "too_long" and context.get("field_type") != "List":
        kind = "string_too_long"
    sentences = {
        "string_too_long": _(
            "This is too long: %(limit)s characters fit. Shorten it, or attach the rest as a file."
        ),
        "string_too_short": _("Write at least %(limit)s characters."),
        "too_long": _("These are too many: at most %(limit)s go at once."),
        "too_short": _("These are too few: give at least %(limit)s."),
        "greater_than_equal": _("Give a number of at least %(limit)s."),
        "less_than_equal": _("Give a number of at most %(limit)s."),
    }
    limits = (context[name] for name in ("max_length", "min_length", "ge", "le") if name in context)
    return sentences[kind] % {"limit": next(limits)} if kind in sentences else ""


def _known(expected: str) -> str:
    """Pydantic writes 'a', 'b' or 'c': the English "or" stands in no other language."""
    return ", ".join(re.findall(r"'([^']+)'", expected)) or expected
