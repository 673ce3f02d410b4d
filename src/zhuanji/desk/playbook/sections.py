"""The parts of a playbook that are not categories and rules, and how a page shows each in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from zhuanji.complaints.models import Grade
from zhuanji.complaints.stages import Stage
from zhuanji.desk.playbook.words import ALERTS, name_of
from zhuanji.playbooks.comparing import Change
from zhuanji.playbooks.queries import playbook_in_use
from zhuanji.playbooks.shipped import TRADES, trade
from zhuanji.playbooks.terms import NotATerm, parse_term, said
from zhuanji.staff.roles import Role

Words = str | Promise
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Section:
    """One part: its columns are fields of a row, in the order a page shows them."""

    name: str
    title: Words
    icon: str
    about: Words
    columns: tuple[str, ...]


SECTIONS = (
    Section("deadlines", _("Deadlines by grade"), "clock", _("By when, counted from the moment a complaint was received, and who is told at once."), ("key", "acknowledgement", "first_answer", "resolution", "escalation", "heartbeat", "at_once")),
    Section("stages", _("Stages and owners"), "route", _("Who owns a complaint at each stage, and how long it may stay there; a grade may say otherwise."), ("key", "owner_role", "within", "general", "complex", "major", "emergency")),
    Section("ladder", _("Escalation ladder"), "stairs", _("Who hears of a deadline, before it is over and after, and by when they must say that they have seen it."), ("key", "share", "after", "kinds", "grades", "to", "acknowledge_within")),
    Section("pauses", _("Pauses"), "player-pause", _("For what the clock may stand still, and for how long at most. Every pause is on record."), ("name", "kinds", "longest")),
    Section("heartbeat", _("Heartbeat"), "heartbeat", _("What a customer hears at least so often while a complaint is open, even when there is no news."), ("every", "automatic", "text")),
    Section("routes", _("Routing"), "arrows-split", _("Where a complaint goes when the department of its category is not the right one. The first that is met counts."), ("key", "categories", "grades", "words", "department", "skill", "text")),
    Section("dispatch", _("Choosing people"), "users", _("How much counts what when the most suitable person is chosen, from 0 to 100."), ("skill", "load", "continuity", "success", "calm", "department", "waiting", "most_handovers", "most_grave", "effort_general", "effort_complex", "effort_major", "effort_emergency", "resting", "capacity")),
    Section("emergency", _("Emergency plan"), "alarm", _("What is done, by whom and by when, from the moment the grade is set."), ("text", "within", "to", "grades", "alerts", "needs")),
    Section("caps", _("Compensation limits"), "coins", _("What a role may promise for one complaint without asking further."), ("key", "general", "complex", "major", "emergency")),
    Section("scripts", _("Scripts"), "message-2", _("Words to begin with, by stage and category."), ("name", "stage", "category", "says")),
    Section("surveys", _("Surveys"), "star", _("What is asked on the day of closing, and a week later."), ("text", "about", "when")),
)  # fmt: skip

COLUMNS: dict[str, Words] = {
    "acknowledgement": _("Acknowledgement"), "first_answer": _("First answer"),
    "resolution": _("Resolution"), "escalation": _("Escalation"), "heartbeat": _("Heartbeat"),
    "at_once": _("Told at once"), "owner_role": _("Owner"), "within": _("Within"),
    "general": Grade.GENERAL.label, "complex": Grade.COMPLEX.label, "major": Grade.MAJOR.label,
    "emergency": Grade.EMERGENCY.label, "share": _("Share of the time"), "after": _("Overdue for"),
    "kinds": _("Of which deadlines"), "grades": _("Grades"), "to": _("Who is told"),
    "acknowledge_within": _("Seen within"), "name": _("Called"), "longest": _("At most"),
    "every": _("At least every"), "automatic": _("Sent by itself"), "text": _("Text"),
    "categories": _("Categories"), "words": _("Keywords"), "department": _("Responsible department"),
    "skill": _("Skill"), "load": _("Little work at hand"), "continuity": _("Knows the customer"),
    "success": _("Past success"), "calm": _("Spared after grave ones"),
    "most_handovers": _("Hand-overs at most"), "most_grave": _("Grave ones at a time"),
    "waiting": _("Waits long"), "effort_general": _("Work: general"),
    "effort_complex": _("Work: complex"), "effort_major": _("Work: major"),
    "effort_emergency": _("Work: emergency"), "resting": _("Work left while answered, in percent"),
    "capacity": _("What one person carries well"), "alerts": _("Kind of alarm"), "needs": _("After which steps"), "stage": _("Stage"),
    "category": _("Category"), "says": _("What is said"), "about": _("About"), "when": _("When"),
    "key": _("Key"), "proof": _("Proof needed"), "zh": _("Chinese"), "en": _("English"),
    "says_zh": _("What is said, in Chinese"), "says_en": _("What is said, in English"),
}  # fmt: skip
_KINDS: dict[str, Words] = {
    "acknowledgement": _("Acknowledgement"), "first_answer": _("First answer"),
    "resolution": _("Resolution"), "escalation": _("Escalation"), "heartbeat": _("Heartbeat"),
    "stage": _("a stage"), "task": _("a department's task"), "promise": _("a promise"),
    "statute": _("a duty of the law"),
}  # fmt: skip
_PEOPLE: dict[str, Words] = {
    "owner": _("the owner"), "department": _("the department's handlers"),
    **{role.value: role.label for role in Role},
}  # fmt: skip
_OTHER: dict[str, Words] = {
    "outcome": _("the result"), "process": _("the process"), "effort": _("the effort"),
    "recommend": _("recommending us"), "open": _("in their own words"),
    "closing": _("on the day of closing"), "callback": _("a week later"),
    "True": _("yes"), "False": _("no"),
}  # fmt: skip
LAW: dict[str, Any] = {
    "said_term": said,
    "reckoned": {
        "received": _("from the day it was received"),
        "accepted": _("from the day the authority accepted it"),
        "goods_returned": _("from the day the goods were back"),
        "promised_refund": _("from the day a refund was promised"),
        "event": _("when it happens"),
    },
    "certainties": {
        "read": _("The text was read."),
        "secondary": _("Only reports of it were read; check the text."),
        "memory": _("Not read again; check it before you rely on it."),
    },
    "trade_names": {"fca_disp": "FCA DISP", "cfpb": "CFPB"},
}
_TITLES: dict[tuple[str, str], Words] = {
    ("deadlines", "key"): _("Grade"), ("stages", "key"): _("Stage"), ("caps", "key"): _("Role"),
    ("emergency", "to"): _("Done by"),
}  # fmt: skip
_ALL_WHEN_EMPTY = {
    "ladder": ("kinds", "grades"), "pauses": ("kinds",), "routes": ("categories", "grades"),
    "emergency": ("alerts",), "scripts": ("stage", "category"),
}  # fmt: skip
_TERMS = frozenset(
    {"acknowledgement", "first_answer", "resolution", "escalation", "heartbeat", "within", "after",
     "acknowledge_within", "longest", "every"}
)  # fmt: skip


@dataclass(frozen=True)
class Table:
    """`rows` are cells in the order of `columns`; a section of one row stands upright."""

    columns: list[Words]
    rows: list[list[str]]
    upright: bool


def table_of(section: Section, rows: Any) -> Table:
    """A section as a table in the reader's language; whatever a draft holds can be shown."""
    upright = isinstance(rows, Mapping)
    every = [rows] if upright else [row for row in _listed(rows) if isinstance(row, Mapping)]
    shown = [[cell(section.name, name, row) for name in section.columns] for row in every]
    titles = [_TITLES.get((section.name, name), COLUMNS[name]) for name in section.columns]
    return Table(titles, shown, upright)


def _listed(rows: Any) -> list[Any]:
    return list(rows) if isinstance(rows, list | tuple) else []


def cell(section: str, name: str, row: Row) -> str:
    """One field of one row in words."""
    chinese = (get_language() or "zh").startswith("zh")
    own: dict[str, Callable[[], Any]] = {
        "text": lambda: row.get("zh" if chinese else "en"),
        "name": lambda: row.get("zh" if chinese else "en"),
        "says": lambda: row.get("says_zh" if chinese else "says_en"),
    }
    value = own[name]() if name in own else row.get(name)
    if not value and name in _ALL_WHEN_EMPTY.get(section, ()):
        return gettext("all")
    return in_words(section, name, value)


def in_words(section: str, name: str, value: Any) -> str:
    """A value of a field as people say it."""
    if value in (None, "", []):
        return ""
    if isinstance(value, list | tuple):
        return gettext(", ").join(in_words(section, name, one) for one in value)
    text = str(value)
    if section == "caps" and name != "key" and text.isdigit():
        return f"¥{int(text) / 100:,.0f}"
    if name in _TERMS or (section == "stages" and name in Grade.values):
        return _term(text)
    if name == "share":
        return f"{text} %"
    return _named(section, name, text)


def title_of(change: Change) -> str:
    """What the changed row is called in the reader's language."""
    if change.part in {"heartbeat", "dispatch"}:
        return str(next(one.title for one in SECTIONS if one.name == change.part))
    if change.part == "industries":
        return trade(change.key).said if change.key in TRADES else change.key
    known = _named(change.part, "key", change.key)
    return (
        name_of({"zh": change.zh, "en": change.en, "key": known}) if known == change.key else known
    )


def _named(section: str, name: str, text: str) -> str:
    if name in {"category", "categories"}:
        return playbook_in_use().path(text)
    keys: dict[str, Mapping[str, Words]] = {
        "deadlines": dict(Grade.choices), "stages": dict(Stage.choices), "caps": dict(Role.choices),
    }  # fmt: skip
    names: dict[str, Mapping[str, Words]] = {
        "key": keys.get(section, {}), "owner_role": _PEOPLE, "to": _PEOPLE, "at_once": _PEOPLE,
        "kinds": _KINDS, "grades": dict(Grade.choices), "alerts": ALERTS,
        "stage": dict(Stage.choices), "about": _OTHER, "when": _OTHER, "automatic": _OTHER, "proof": _OTHER,
    }  # fmt: skip
    return str(names.get(name, {}).get(text, text))


def _term(text: str) -> str:
    try:
        return said(parse_term(text))
    except NotATerm:
        return text
