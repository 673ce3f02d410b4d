"""Windows of several people at once; whatever breaks in one of them fails the test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response, Route
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from zhuanji.portal import limits
from zhuanji.staff.models import User

AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
# A name is compared with visible text there, which for axe includes the initials in a round face.
RULES = """async () => {
  const found = await axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
    rules: { "label-content-name-mismatch": { enabled: false } },
  });
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 200)).join(" | ")}`);
}"""
Window = Callable[[User | None], Page]


@pytest.fixture
def troubles() -> Iterator[list[str]]:
    """Errors in a console, refusals of the Content-Security-Policy, and answers over 499."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def window(
    new_context: Callable[..., BrowserContext],
    live_server: LiveServer,
    troubles: list[str],
    settings: Settings,
) -> Window:
    """Open a window for a member of staff, or with None a complainant's phone."""
    settings.PUBLIC_URL = live_server.url
    limits._counted.storage.reset()

    def open_for(user: User | None) -> Page:
        context = new_context(base_url=live_server.url, **(PHONE if user is None else {}))
        context.route("**/events?*", _no_news)
        if user is not None:
            _sign_in(context, user, live_server.url)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: _note(said, troubles))
        page.on("response", lambda answer: _judge(answer, troubles))
        return page

    return open_for


def accessible(page: Page) -> None:
    """No rule of WCAG A and AA that a program can check is broken, and nothing scrolls sideways."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert (page.url, page.evaluate(RULES)) == (page.url, [])
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert (page.url, page.evaluate(width)) == (page.url, 0)


def _no_news(_route: Route) -> None:
    """A stream that never says a word: over WSGI it would hold a thread of the server for ever."""


def _sign_in(context: BrowserContext, user: User, address: str) -> None:
    client = Client()
    client.force_login(user)
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": address}])


def _note(said: ConsoleMessage, troubles: list[str]) -> None:
    if said.type == "error" and "ERR_INTERNET_DISCONNECTED" not in said.text:  # as a test asked
        troubles.append(f"{said.text} at {said.location.get('url')}")


def _judge(answer: Response, troubles: list[str]) -> None:
    if answer.status >= 500:
        troubles.append(f"{answer.status} at {answer.url}")
