"""Where a chain broke, in words."""

from django.utils.translation import gettext as _


def why(broken: str) -> str:
    words = {
        "gap": _("a line is missing"),
        "altered": _("a line was changed"),
        "cut": _("the end was cut off"),
        "unknown": _("the chain's head is missing"),
    }
    return words.get(broken, broken)
