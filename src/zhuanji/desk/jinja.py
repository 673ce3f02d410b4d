"""The Jinja2 environment that all our pages share: desk, portal and letters."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined

from zhuanji.desk import categories, filters
from zhuanji.desk.audit.verdicts import why
from zhuanji.desk.navigation import admin_tabs, url_if_there
from zhuanji.desk.notices.shown import bell_of_request
from zhuanji.desk.shell import shell_of

_FILTERS: dict[str, Callable[..., Any]] = {
    "moment": filters.moment,
    "second": filters.second,
    "when": filters.when,
    "label": filters.label,
    "category": categories.name_of,
    "category_path": categories.path_of,
    "number": filters.number,
    "paragraphs": filters.paragraphs,
    "file_size": filters.file_size,
    "subject_for": filters.subject_for,
    "urgency": filters.urgency,
    "why_broken": why,
    "time_left": filters.time_left,
}


def environment(**options: Any) -> Environment:
    """Return the environment: everything is escaped, a misspelt name is an error."""
    options |= {"undefined": StrictUndefined, "autoescape": True}
    made = Environment(  # noqa: S701 - autoescape is on, above
        **options,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(  # type: ignore[attr-defined]  # added by the extension
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    made.globals |= _globals()
    made.filters |= _FILTERS
    return made


def _globals() -> dict[str, Any]:
    return {
        "static": static,
        "url": url,
        "url_if_there": url_if_there,
        "admin_tabs": admin_tabs,
        "get_messages": get_messages,
        "language": get_language,
        "help_line": lambda: (settings.HELP_PHONE, settings.HELP_HOURS),
        "shell_of": shell_of,
        "bell_of_request": bell_of_request,
        "with_query": filters.with_query,
        "widget": filters.widget,
    }


def url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args, kwargs=kwargs)
