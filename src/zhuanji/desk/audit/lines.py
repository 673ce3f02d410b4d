"""Lines of history as an auditor reads them: a sentence, the thing, what it was before and after."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhuanji.complaints.queries import visible_to
from zhuanji.desk.audit.sentences import facts_of, icon_of, sentence_of
from zhuanji.desk.complaints.sentences import Names
from zhuanji.desk.navigation import url_if_there
from zhuanji.history.models import Entry
from zhuanji.kernel.actors import Actor
from zhuanji.language.personal_data import mask_personal_data
from zhuanji.staff.policies import may_administer
from zhuanji.staff.queries import names_of, token_names

_PLACES = {"user": "owner", "department": "department"}
THINGS: dict[str, str | Promise] = {
    "complaint": _("Complaint"),
    "customer": _("Customer"),
    "user": _("Person"),
    "department": _("Department"),
    "token": _("API token"),
    "webhook": _("Webhook"),
    "view": _("View"),
    "import": _("Import"),
    "export": _("Export"),
    "verification": _("Verification of the whole history"),
}


@dataclass(frozen=True)
class Thing:
    kind: str | Promise
    name: str
    url: str = ""


@dataclass(frozen=True)
class Line:
    entry: Entry
    words: str
    icon: str
    thing: Thing
    facts: list[tuple[str, str]]

    @property
    def by(self) -> str:
        """Who it was beside their name, which others may bear too."""
        return actor_words(self.entry.by)


def actor_words(key: str) -> str:
    """The key of an actor in words: a person or a token by its number, else what it is."""
    kind, _colon, number = key.partition(":")
    words = {
        "user": gettext("person no. %(number)s"),
        "token": gettext("API token no. %(number)s"),
        "complainant": gettext("complainant of thread %(number)s"),
        "system": gettext("the system"),
        "portal": gettext("the complainants' pages"),
    }
    return words.get(kind, key) % {"number": number[:12]}


def lines_for(entries: list[Entry], actor: Actor) -> list[Line]:
    """Three queries however many lines there are; free words are masked."""
    names = _names_in(entries)
    numbers = _numbers(entries, actor)
    tokens = token_names(_ids(entries)["token"])
    return [
        Line(
            entry,
            mask_personal_data(sentence_of(entry, names)),
            icon_of(entry),
            _thing(entry.about, actor, names, numbers, tokens),
            [(name, mask_personal_data(words)) for name, words in facts_of(entry, names)],
        )
        for entry in entries
    ]


def _names_in(entries: Iterable[Entry]) -> Names:
    """Names of the people and departments that these lines speak of, in one query."""
    wanted: dict[str, set[int]] = {"owner": set(), "department": set()}
    for entry in entries:
        kind, _slash, number = entry.about.partition("/")
        if kind in _PLACES and number.isdigit():
            wanted[_PLACES[kind]].add(int(number))
        details = entry.details
        if details.get("field") in wanted:
            ids = (str(details.get(side) or "") for side in ("before", "after"))
            wanted[details["field"]].update(int(one) for one in ids if one.isdigit())
        for name, place in (("successor", "owner"), ("department", "department")):
            if str(details.get(name) or "").isdigit():
                wanted[place].add(int(details[name]))
    return names_of(people=wanted["owner"], departments=wanted["department"])


def _ids(entries: Iterable[Entry]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        kind, _slash, number = entry.about.partition("/")
        if number.isdigit():
            found[kind].add(int(number))
    return found


def _numbers(entries: list[Entry], actor: Actor) -> dict[int, str]:
    ids = _ids(entries)["complaint"]
    return dict(visible_to(actor).filter(pk__in=ids).values_list("pk", "number"))


def _thing(
    about: str, actor: Actor, names: Names, numbers: dict[int, str], tokens: dict[int, str]
) -> Thing:
    kind, _slash, number = about.partition("/")
    label = THINGS.get(kind, kind)
    if kind == "complaint" and number.isdigit() and (known := numbers.get(int(number))):
        return Thing(label, known, reverse("desk:complaint", args=[known]))
    if kind in _PLACES:
        return Thing(label, names.get((_PLACES[kind], number), number), _room(kind, number, actor))
    if kind == "token" and number.isdigit():
        return Thing(label, tokens.get(int(number), number), _room(kind, number, actor))
    if kind == "verification":
        return Thing(label, gettext("no. %(number)s") % {"number": number})
    return Thing(label, "" if number == "0" else number[:12])


def _room(kind: str, number: str, actor: Actor) -> str:
    """Where an administrator looks after it; nobody else may open those pages."""
    if not may_administer(actor) or not url_if_there("desk:people"):
        return ""
    if kind == "user":
        return reverse("desk:person", args=[number])
    return reverse("desk:departments" if kind == "department" else "desk:tokens")
