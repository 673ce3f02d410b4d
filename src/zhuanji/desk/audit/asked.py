"""What the address asks the audit for; what makes no sense restricts nothing and is said."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from zhuanji.complaints.numbers import read_number
from zhuanji.complaints.queries import get_complaint
from zhuanji.desk.audit.kinds import KINDS
from zhuanji.desk.audit.lines import actor_words
from zhuanji.desk.audit.sentences import GROUPS
from zhuanji.history.queries import Wanted
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotFound

_LONGEST = 60
FIELDS = ("by", "kind", "thing", "since", "until")


@dataclass(frozen=True)
class Asked:
    """The filter as it was typed, what it means, and what could not be understood."""

    typed: dict[str, str]
    wanted: Wanted
    problems: list[str] = field(default_factory=list)

    @property
    def is_filtered(self) -> bool:
        return any(self.typed.values())

    @property
    def by_words(self) -> str:
        return actor_words(self.typed["by"])

    @property
    def query(self) -> str:
        query = QueryDict(mutable=True)
        query.update({name: words for name, words in self.typed.items() if words})
        return query.urlencode()


def asked_by(given: QueryDict, actor: Actor) -> Asked:
    typed = {name: given.get(name, "").strip()[:_LONGEST].replace("\0", "") for name in FIELDS}
    problems: list[str] = []
    about = _about(typed["thing"], actor)
    if typed["thing"] and not about:
        problems.append(
            _("“%(thing)s” is not a known number. Use a complaint's number, or user/7, token/3.")
            % {"thing": typed["thing"]}
        )
    days = [_day(typed[name]) for name in ("since", "until")]
    if any(typed[name] and not day for name, day in zip(("since", "until"), days, strict=True)):
        problems.append(_("Give days like 2026-03-02."))
    wanted = Wanted(
        by=typed["by"],
        kinds=kinds_of(typed["kind"]),
        about=about,
        since=_midnight(days[0]) if days[0] else None,
        until=_midnight(days[1] + timedelta(days=1)) if days[1] else None,
    )
    return Asked(typed, wanted, problems)


def kinds_of(chosen: str) -> frozenset[str]:
    """The kinds of a group, or the one kind that is named; a kind unknown here is asked for too."""
    if chosen in GROUPS:
        return GROUPS[chosen][1]
    return frozenset({chosen} if chosen else ())


def choices() -> list[tuple[str, str | Promise, list[tuple[str, str | Promise]]]]:
    """Groups with their kinds, each by its name."""
    return [
        (name, label, [(kind, KINDS[kind]) for kind in sorted(kinds)])
        for name, (label, kinds) in GROUPS.items()
    ]


def _about(thing: str, actor: Actor) -> str:
    """The story that is meant: of a complaint by its number, or of anything by kind and id."""
    if read_number(thing):
        try:
            return get_complaint(thing, actor=actor).about
        except NotFound:
            return ""
    kind, slash, rest = thing.partition("/")
    return thing if slash and kind.isascii() and kind.isalpha() and rest else ""


def _day(words: str) -> date | None:
    try:
        day = date.fromisoformat(words)
    except ValueError:
        return None
    return day if 1970 < day.year < 9999 else None  # noqa: PLR2004 - what a database can add a day to


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
