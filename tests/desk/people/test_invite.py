"""An organisation begins: the first administrator comes in by a link printed on the server."""

import pytest
from click.testing import CliRunner
from django.test import Client
from pytest_django import Settings

from tests.cast import ding
from zhuanji.desk.people.command import invite
from zhuanji.history.models import Entry
from zhuanji.staff.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "晴天出门带伞-7391"


def test_the_first_administrator_chooses_a_password_and_signs_in(
    client: Client, settings: Settings
) -> None:
    settings.PUBLIC_URL = "https://desk.example"
    assert "zhuanji invite admin" in client.get("/desk/sign-in/").content.decode()

    printed = CliRunner().invoke(invite, ["wangmin", "--name", "王敏"])

    link = printed.output.strip().splitlines()[-1]
    assert link.startswith("https://desk.example/desk/")
    path = link.removeprefix("https://desk.example")
    client.post(path, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    user = User.objects.get()
    assert (user.username, user.name, user.role, user.has_usable_password()) == (
        "wangmin", "王敏", "admin", True,
    )  # fmt: skip
    assert Entry.objects.get(kind="user.added").by == "system"
    assert "zhuanji invite admin" not in Client().get("/desk/sign-in/").content.decode()


def test_who_is_known_gets_a_new_link_and_stays_who_they_are() -> None:
    known = ding()
    printed = CliRunner().invoke(invite, [known.username, "--role", "agent"])
    assert printed.exit_code == 0
    known.refresh_from_db()
    assert (User.objects.count(), known.role) == (1, "admin")


def test_somebody_new_needs_a_name() -> None:
    printed = CliRunner().invoke(invite, ["wangmin"])
    assert printed.exit_code == 1
    assert printed.output.startswith("Error: ")
    assert User.objects.count() == 0
