"""A filter as words: chips that can be taken away, menus of what can be added."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhuanji.complaints.assessed import Mood, Threat, Triage
from zhuanji.complaints.models import Channel, Delay, Grade, Verdict
from zhuanji.complaints.queries import Filter
from zhuanji.complaints.stages import Stage
from zhuanji.desk.categories import every_category, path_of
from zhuanji.playbooks.queries import playbook_in_use
from zhuanji.staff.models import Department, User

_DUE = [
    ("overdue", _("overdue")),
    ("soon", _("within 2 hours")),
    ("today", _("by the end of today")),
]
_PROMISES = [("owed", _("owed")), ("broken", _("broken")), ("kept", _("kept"))]
_SINGLE = ("due", "open", "promise", "escalated", "received_from", "received_to", "search", "order")
Choices = list[tuple[str, str | Promise]]


@dataclass(frozen=True)
class Chip:
    """One condition in words, and the query string without it."""

    field: str | Promise
    value: str | Promise
    without: str


@dataclass(frozen=True)
class Condition:
    """What is asked of one field: any of its chips."""

    field: str | Promise
    chips: list[Chip]


@dataclass(frozen=True)
class Option:
    label: str | Promise
    query: str  # with the option chosen, or taken away when it was
    chosen: bool


@dataclass(frozen=True)
class Menu:
    label: str | Promise
    options: list[Option]


def chips(
    query: QueryDict, wanted: Filter, *, places: list[Department], people: list[User]
) -> list[Chip]:
    return list(_chips(query, wanted, places, people))


def sentence(found: list[Chip]) -> list[Condition]:
    """The chips as a sentence says them: field by field."""
    return [Condition(field, list(those)) for field, those in groupby(found, lambda c: c.field)]


def menus(
    query: QueryDict, wanted: Filter, *, places: list[Department], people: list[User]
) -> list[Menu]:
    return [
        Menu(label, [_option(query, wanted, name, value, words) for value, words in choices])
        for name, label, choices in _fields(places, people)
    ]


def _chips(
    query: QueryDict, wanted: Filter, places: list[Department], people: list[User]
) -> Iterator[Chip]:
    for name, label, choices in [*_fields(places, people), *_led_to(places, people)]:
        for value, words in choices:
            if _is_chosen(wanted, name, value):
                said = path_of(value) if name == "category" else words  # without its indent
                yield Chip(label, said, toggled(query, name, value))
    days = (("received_from", _("Received from")), ("received_to", _("Received until")))
    for name, label in days:
        if day := getattr(wanted, name):
            yield Chip(label, day.isoformat(), toggled(query, name, str(query.get(name, ""))))


def _fields(
    places: list[Department], people: list[User]
) -> list[tuple[str, str | Promise, Choices]]:
    nobody: Choices = [("none", _("nobody"))]
    pauses = playbook_in_use().pauses
    return [
        ("stage", _("Stage"), list(Stage.choices)),
        ("grade", _("Grade"), list(Grade.choices)),
        ("category", _("Category"), every_category()),
        ("channel", _("Channel"), list(Channel.choices)),
        ("triage", _("Triage"), list(Triage.choices)),
        ("proposed_grade", _("Proposed grade"), list(Grade.choices)),
        ("mood", _("Mood"), list(Mood.choices)),
        ("threat", _("Threat"), list(Threat.choices)),
        ("verdict", _("Verdict"), [choice for choice in Verdict.choices if choice[0]]),
        ("department", _("Department"), [*nobody, *((str(d.pk), d.name) for d in places)]),
        ("owner", _("Owner"), [("me", _("me")), *nobody, *((str(p.pk), p.name) for p in people)]),
        ("due", _("Due"), list(_DUE)),
        ("waits_for", _("Rests for"), [(key, rule.said) for key, rule in pauses.items()]),
        ("escalated", _("Escalation"), [("1", _("waits for somebody to take note"))]),
        ("promise", _("Promise"), list(_PROMISES)),
        (
            "delay",
            _("Late in the last month"),
            [*Delay.Cause.choices, ("none", _("not explained"))],
        ),
        ("open", _("State"), [("1", _("open only"))]),
    ]


def _led_to(
    places: list[Department], people: list[User]
) -> list[tuple[str, str | Promise, Choices]]:
    """What numbers on other pages lead to; it is not offered in a menu."""
    nobody: Choices = [("none", _("nobody"))]
    everybody: Choices = [("me", _("me")), *((str(p.pk), p.name) for p in people)]
    return [
        ("promised_by", _("Promised by"), everybody),
        ("delay_owner", _("Late with"), [*nobody, *everybody]),
        ("delay_department", _("Late in"), [*nobody, *((str(d.pk), d.name) for d in places)]),
    ]


def _is_chosen(wanted: Filter, name: str, value: str) -> bool:
    held = getattr(wanted, name)
    if isinstance(held, bool):
        return held
    return value == held if isinstance(held, str) else value in held


def _option(
    query: QueryDict, wanted: Filter, name: str, value: str, words: str | Promise
) -> Option:
    return Option(words, toggled(query, name, value), _is_chosen(wanted, name, value))


def toggled(query: QueryDict, name: str, value: str) -> str:
    """The query string with a value added, or without it when it was there; from the first page."""
    held = query.getlist(name)
    others = [] if name in _SINGLE else [v for v in held if v != value]
    kept = {key: values for key, values in query.lists() if key != "cursor"}
    changed = kept | {name: others if value in held else [*others, value]}
    return urlencode([(key, one) for key, values in changed.items() for one in values])
