"""E1: nothing changes without the page's own token, and looking changes nothing."""

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from tests.cast import department, ding, lin, wang_complains
from tests.security.addresses import address, desk_routes

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("name", "route"), desk_routes())
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_an_unsafe_request_without_the_token_is_refused(method: str, name: str, route: str) -> None:
    client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    client.force_login(ding())

    answer = getattr(client, method)(address(route), headers={"HX-Request": "true"})

    assert answer.status_code == 403, name


_PRINT = "select md5(coalesce(string_agg(t::text, '' order by t::text), '')) from {} t"


def everything() -> dict[str, str]:
    """A fingerprint of each table."""
    tables = sorted(model._meta.db_table for model in apps.get_models() if model._meta.managed)
    prints = {}
    with connection.cursor() as cursor:
        for table in tables:
            name = connection.ops.quote_name(table)
            cursor.execute(_PRINT.format(name))
            prints[table] = str(cursor.fetchone()[0])
    return prints


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_looking_changes_nothing(method: str) -> None:
    complaint = wang_complains(owner=lin(), place=department())
    client = Client(HTTP_HOST="localhost", raise_request_exception=False)
    client.force_login(ding())
    client.get("/desk/")
    before = everything()

    changed = {}
    for name, route in desk_routes():
        getattr(client, method)(address(route, complaint))
        after = everything()
        if after != before:
            changed[name] = sorted(table for table in after if after[table] != before[table])
            before = after

    assert changed == {}
