"""What somebody is told, before it is a row: sentences by their English source, and facts. Pure.

Whoever tells writes `gettext_noop("Complaint %(number)s is due %(due)s")`; every reader reads it in
their own language. Facts are numbers, choices and moments, never names, contacts or accounts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

Fact = str | int | float | Mapping[str, str]


class Level(models.TextChoices):
    """How loudly it is said. An alarm stays on the page and goes through quiet hours."""

    ALARM = "alarm", _("Alarm")
    WARN = "warn", _("Warning")
    INFO = "info", _("For information")


@dataclass(frozen=True)
class Told:
    """One thing that several people are told. `key` is what makes it one: nobody is told it twice."""

    people: Iterable[int]
    kind: str  # a word without a dot (those are history's): "deadline-breached"
    about: str  # "complaint/12", as in history
    title: str
    link: str
    key: str
    level: str = Level.INFO
    body: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)


def moment(value: datetime) -> dict[str, str]:
    """A fact that is read as a date and time of the installation."""
    return {"at": value.isoformat()}


def word(source: str) -> dict[str, str]:
    """A fact that is itself translated: the name of a stage, a kind of deadline."""
    return {"say": source}


def source_of(label: str | Promise) -> str:
    """The English source of a choice's label, for `word`."""
    with override(None):
        return str(label)


def said(source: str, facts: Mapping[str, Any]) -> str:
    """The sentence in the reader's language; a sentence whose facts are missing stays readable."""
    if not source:
        return ""
    words = gettext(source)
    try:
        return words % {name: _fact(value) for name, value in facts.items()}
    except (KeyError, ValueError, TypeError):
        return words


def _fact(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    if "at" in value:
        return f"{timezone.localtime(datetime.fromisoformat(value['at'])):%Y-%m-%d %H:%M}"
    return gettext(str(value.get("say", ""))) if value.get("say") else ""
