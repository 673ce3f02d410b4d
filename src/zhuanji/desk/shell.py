"""What every page needs around its content: who is here, which doors, which theme."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language_info

from zhuanji.desk.navigation import Door, doors_for, url_if_there
from zhuanji.staff.models import User

THEME_COOKIE = "zhuanji_theme"
THEMES = ("auto", "light", "dark")


@dataclass(frozen=True)
class Shell:
    user: User | None
    doors: list[Door]
    theme: str
    languages: list[tuple[str, str]]
    search_url: str  # where the search box leads; "" when there is no list
    searched: str
    here: str  # to come back to after changing theme or language


def shell_of(request: HttpRequest) -> Shell:
    user = getattr(request, "user", None)  # an accident may come before anybody is known
    person = user if isinstance(user, User) else None
    return Shell(
        user=person,
        doors=doors_for(person.actor, request.path) if person else [],
        theme=theme_of(request),
        languages=[
            (code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES
        ],
        search_url=url_if_there("desk:complaints"),
        searched=request.GET.get("search", ""),
        here=request.get_full_path() if request.method == "GET" else request.path,
    )


def theme_of(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else "auto"
