"""Several notices as one message: how many, the most pressing first, and what did not fit. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhuanji.notices.models import Notice
from zhuanji.notices.told import Level

LINES = 12
_TITLE = 120
_RESERVED = 200  # bytes for the last line


@dataclass(frozen=True)
class Letter:
    title: str
    body: str


def letter_of(notices: Sequence[Notice], *, most: int, personal: bool) -> Letter:
    """What is said of these notices, in the language that is active, in at most so many bytes.

    The name of the house stands first: robots that ask for a keyword have it in every message.
    """
    house = _("【Zhuanji】")
    if len(notices) == 1:
        one = notices[0]
        parts = [one.more, _link(one, personal=personal)]
        return Letter(house + _short(_line(one), _TITLE), "\n".join(filter(None, parts)))
    return Letter(house + _heading(notices), _list(notices, most=most, personal=personal))


def _heading(notices: Sequence[Notice]) -> str:
    alarms = sum(notice.level == Level.ALARM for notice in notices)
    words = ngettext("%(num)s notice", "%(num)s notices", len(notices)) % {"num": len(notices)}
    if not alarms:
        return words
    return _("%(notices)s, %(alarms)s of them alarms") % {"notices": words, "alarms": alarms}


def _list(notices: Sequence[Notice], *, most: int, personal: bool) -> str:
    lines: list[str] = []
    left = most - _RESERVED
    for notice in notices[:LINES]:
        line = f"· {_short(_line(notice), _TITLE)}\n  {_link(notice, personal=personal)}"
        left -= len(line.encode()) + 1
        if left < 0:
            break
        lines.append(line)
    rest = len(notices) - len(lines)
    if rest:
        more = ngettext("%(num)s more", "%(num)s more", rest) % {"num": rest}
        lines.append(f"{more}: {settings.PUBLIC_URL}/desk/notices/")
    return "\n".join(lines)


def _line(notice: Notice) -> str:
    if notice.level == Level.INFO:
        return notice.words
    return _("%(level)s: %(words)s") % {
        "level": notice.get_level_display(),
        "words": notice.words,
    }


def _link(notice: Notice, *, personal: bool) -> str:
    """One's own link marks the notice as seen; a group's leads straight to the matter."""
    path = f"/desk/notices/{notice.pk}/" if personal else notice.link
    return f"{settings.PUBLIC_URL}{path}"


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"
