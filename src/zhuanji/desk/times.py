"""Moments as people say them: near ones in words, far ones as a date."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# Up to here a person counts the hours left, even across midnight.
_COUNTED_DOWN = timedelta(hours=6)


def exactly(moment: datetime) -> str:
    """Return the moment in the installation's time zone, to the minute."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def near(moment: datetime, now: datetime) -> str:
    """Return e.g. "3 h 20 min left", "tomorrow 10:20", "3 min ago", "yesterday 10:20"."""
    return _ahead(moment, now) if moment > now else _behind(moment, now)


def left(due: datetime, now: datetime) -> str:
    """Return what is left until a deadline, or by how much it is over."""
    if due > now:
        return _ahead(due, now)
    return _("over by %(time)s") % {"time": duration(now - due)}


def duration(length: timedelta) -> str:
    """Return a length of time by its two largest units."""
    days, rest = divmod(length, _DAY)
    hours, minutes = divmod(rest // _MINUTE, 60)
    words = {"days": days, "hours": hours, "minutes": minutes}
    if days:
        return (_("%(days)s d %(hours)s h") if hours else _("%(days)s d")) % words
    if hours:
        return (_("%(hours)s h %(minutes)s min") if minutes else _("%(hours)s h")) % words
    return _("%(minutes)s min") % words if minutes else _("less than a minute")


def _ahead(moment: datetime, now: datetime) -> str:
    if moment - now <= _COUNTED_DOWN or _days_between(now, moment) == 0:
        return _("%(time)s left") % {"time": duration(moment - now)}
    clock = {"clock": f"{timezone.localtime(moment):%H:%M}"}
    days = _days_between(now, moment)
    if days == 1:
        return _("tomorrow %(clock)s") % clock
    if days == 2:  # noqa: PLR2004 - Chinese has a word for it
        return _("the day after tomorrow %(clock)s") % clock
    return _date(moment, now)


def _behind(moment: datetime, now: datetime) -> str:
    passed = now - moment
    if passed < _MINUTE:
        return _("just now")
    if passed < _HOUR:
        return _("%(minutes)s min ago") % {"minutes": passed // _MINUTE}
    days = _days_between(moment, now)
    if days == 0:
        return _("%(hours)s h ago") % {"hours": passed // _HOUR}
    if days == 1:
        return _("yesterday %(clock)s") % {"clock": f"{timezone.localtime(moment):%H:%M}"}
    return _date(moment, now)


def _date(moment: datetime, now: datetime) -> str:
    local = timezone.localtime(moment)
    if local.year != timezone.localtime(now).year:
        return f"{local:%Y-%m-%d}"
    words = {"month": local.month, "day": local.day, "clock": f"{local:%H:%M}"}
    return _("%(month)s/%(day)s %(clock)s") % words


def _days_between(start: datetime, end: datetime) -> int:
    return (timezone.localdate(end) - timezone.localdate(start)).days
