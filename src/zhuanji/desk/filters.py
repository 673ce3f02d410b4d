"""What templates may ask of a value."""

import re
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import Model
from django.forms import BoundField, CheckboxInput, RadioSelect, Select
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from markupsafe import Markup, escape

from zhuanji.complaints.models import Complaint
from zhuanji.complaints.policies import sees_personal
from zhuanji.complaints.veil import person_veil
from zhuanji.desk import times
from zhuanji.kernel.actors import Actor

_BLANK_LINES = re.compile(r"\n\s*\n")
_SIZES = ("B", "KB", "MB", "GB")


def moment(value: datetime | None) -> str:
    """The exact local date and time; nothing for None."""
    return times.exactly(value) if value else ""


def second(value: datetime | None) -> str:
    """The exact local date and time to the second, where lines are told apart by it."""
    return f"{timezone.localtime(value):%Y-%m-%d %H:%M:%S}" if value else ""


def when(value: datetime | None, now: datetime | None = None) -> Markup:
    """A <time> in near words whose title is exact; nothing for None."""
    if value is None:
        return Markup("")
    return _time(value, times.near(value, now or timezone.now()), "near")


def time_left(due: datetime, now: datetime | None = None) -> Markup:
    """A <time> that says what is left until a deadline, or by how much it is over."""
    return _time(due, times.left(due, now or timezone.now()), "left")


def _time(value: datetime, words: str, spoken: str) -> Markup:
    exact = timezone.localtime(value).isoformat(timespec="seconds")
    # Every part is ours; Markup.format would take ten times as long, a hundred times a page.
    return Markup(  # noqa: S704
        f'<time datetime="{exact}" title="{escape(times.exactly(value))}"'
        f' data-spoken="{spoken}">{escape(words)}</time>'
    )


def urgency(due: datetime, start: datetime, now: datetime | None = None) -> str:
    """How much of the time to a deadline is used: calm < 50 %, soon < 75 %, late < 100 %, over."""
    used = ((now or timezone.now()) - start) / max(due - start, timedelta(seconds=1))
    limits = ((0.5, "calm"), (0.75, "soon"), (1.0, "late"))
    return next((name for limit, name in limits if used < limit), "over")


def subject_for(complaint: Complaint, actor: Actor) -> str:
    """What a complaint is about, without the name of whoever the reader may not see."""
    return person_veil(complaint, clear=sees_personal(actor, complaint))(complaint.subject)


def label(thing: Model, field: str) -> str:
    """What a choice is called, as get_FIELD_display says it, which asks for every choice each time."""
    value = getattr(thing, field)
    return _labels(type(thing), field, get_language() or "").get(value, str(value))


@cache
def _labels(kind: type[Model], field: str, language: str) -> dict[Any, str]:  # noqa: ARG001 - its key
    found = kind._meta.get_field(field)  # noqa: SLF001  # documented Meta API
    return {value: str(words) for value, words in getattr(found, "flatchoices", ())}


def number(value: float) -> str:
    """1234567 -> 1,234,567."""
    return f"{value:,}"


def paragraphs(text: str) -> Markup:
    """Plain text as paragraphs: a blank line begins a new one, a line break stays."""
    parts = _BLANK_LINES.split(text.replace("\r\n", "\n").strip())
    lines = (Markup("<br>").join(escape(line) for line in part.split("\n")) for part in parts)
    return Markup("").join(Markup('<p dir="auto">{}</p>').format(line) for line in lines)


def file_size(length: int) -> str:
    size, unit = float(length), 0
    while size >= 1024 and unit < len(_SIZES) - 1:  # noqa: PLR2004
        size, unit = size / 1024, unit + 1
    return f"{size:.0f} {_SIZES[unit]}" if size >= 10 or not unit else f"{size:.1f} {_SIZES[unit]}"  # noqa: PLR2004


def with_query(request: HttpRequest, **changes: Any) -> str:
    """This page's query string with some values changed; None or "" takes one away."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if isinstance(value, list | tuple):
            query.setlist(name, [str(one) for one in value])
        elif value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}"


def widget(bound: BoundField, **attributes: Any) -> Markup:
    """A form field's control in the kit's dress; what was typed stays, an error is announced."""
    kind = bound.field.widget
    look = "form-control"
    if isinstance(kind, CheckboxInput | RadioSelect):
        look = "form-check-input"
    elif isinstance(kind, Select):
        look = "form-select"
    own = str(kind.attrs.get("class", ""))
    wrong = "is-invalid" if bound.errors else ""
    classes = " ".join(filter(None, [look, own, wrong, attributes.pop("class", "")]))
    return Markup(bound.as_widget(attrs={**attributes, "class": classes}))  # noqa: S704 - by Django
