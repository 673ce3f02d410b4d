"""`zhuanji token` and `zhuanji history`, as somebody at a terminal uses them."""

import pytest
from click.testing import CliRunner
from django.db import connection

from tests import cast
from zhuanji.history.command import history
from zhuanji.staff.command import token
from zhuanji.staff.models import ApiToken
from zhuanji.staff.queries import token_for

pytestmark = pytest.mark.django_db
CREATE = ["create", "--name", "商城", "--scope", "complaints:write", "--scope", "complaints:read"]


def test_quiet_prints_the_secret_alone_and_it_opens() -> None:
    result = CliRunner().invoke(token, [*CREATE, "--quiet"])

    made = token_for(result.output.strip(), at=cast.MONDAY)
    assert (result.exit_code, result.output.count("\n")) == (0, 1)
    assert made
    assert (made.name, made.scopes) == ("商城", ["complaints:read", "complaints:write"])


def test_a_revoked_token_opens_nothing_and_says_so_in_the_list() -> None:
    secret = CliRunner().invoke(token, [*CREATE, "--quiet"]).output.strip()
    number = str(ApiToken.objects.get().pk)

    assert CliRunner().invoke(token, ["revoke", number]).output == "Revoked.\n"
    assert CliRunner().invoke(token, ["revoke", number]).output == "It was revoked before.\n"
    assert token_for(secret, at=cast.MONDAY) is None
    assert "revoked" in CliRunner().invoke(token, ["list"]).output


def test_an_unknown_scope_is_refused_with_the_known_ones() -> None:
    result = CliRunner().invoke(token, ["create", "--name", "x", "--scope", "everything"])

    assert result.exit_code == 2
    assert "complaints:read" in result.output


def test_a_name_that_would_be_cut_is_refused() -> None:
    result = CliRunner().invoke(token, [*CREATE[:2], "长" * 81, *CREATE[3:]])

    assert (result.exit_code, result.output.startswith("zj_")) == (1, False)
    assert not ApiToken.objects.exists()


def test_verify_is_content_with_an_untouched_history() -> None:
    cast.wang_complains()

    result = CliRunner().invoke(history, ["verify"])

    assert (result.exit_code, result.output) == (0, "Every link holds: 1 lines in 1 chains.\n")


def test_verify_names_the_first_broken_link_and_fails() -> None:
    about = cast.wang_complains().about
    with connection.cursor() as cursor:
        cursor.execute("alter table history_entry disable trigger history_entry_append_only")
        cursor.execute("update history_entry set kind = 'x' where about = %s", [about])

    result = CliRunner().invoke(history, ["verify"])

    assert (result.exit_code, result.output) == (1, f"{about} is broken at line 1: altered.\n")
