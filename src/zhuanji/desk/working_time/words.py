"""What days and changes of the calendar are called on its pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhuanji.calendars.working_days import Kind

KINDS: dict[Kind, str | Promise] = {
    Kind.WORKDAY: _("working day"),
    Kind.REST: _("day of rest"),
    Kind.HOLIDAY: _("public holiday"),
    Kind.MAKE_UP: _("worked for a holiday"),
    Kind.OWN_OPEN: _("own day, worked"),
    Kind.OWN_CLOSED: _("own day, closed"),
}
# One character in the corner of a day, as printed calendars have it: no colour is needed to read it.
MARKS: dict[Kind, str] = {
    Kind.HOLIDAY: "休",
    Kind.MAKE_UP: "班",
    Kind.OWN_OPEN: "开",
    Kind.OWN_CLOSED: "停",
}
CHANGES: dict[str, str | Promise] = {
    "week_changed": _("Weekly hours changed"),
    "own_days_added": _("Own days entered"),
    "own_days_removed": _("Own days removed"),
    "notice_taken": _("Holiday notice imported"),
    "notice_dropped": _("Holiday notice removed"),
}
