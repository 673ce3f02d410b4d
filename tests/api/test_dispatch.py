"""Machines ask who fits, dispatch with reasons, enter absences."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import cast
from tests.api.machines import READ, get, machine, post, registered
from zhuanji.complaints.models import Complaint

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_who_fits_is_asked_and_given_with_reasons() -> None:
    cast.lin(), cast.he()
    client = machine(language="en")
    number = registered(client)

    asked = get(client, f"/complaints/{number}/suggestions").json()["items"]
    given = post(client, f"/complaints/{number}/dispatch", {})

    assert [one["name"] for one in asked] == ["林小雨", "何静"]
    assert asked[0]["reasons"]["candidates"] == 2
    assert (given.status_code, given.json()["owner"]) == (200, cast.lin().pk)
    assert given.json()["reasons"]["next"] == cast.he().pk
    assert "何静" in given.json()["reasons"]["next_sentence"]


def test_somebody_named_gets_it_and_a_stranger_does_not() -> None:
    cast.lin(), cast.he()
    client = machine()
    number = registered(client)

    named = post(client, f"/complaints/{number}/dispatch", {"owner": cast.he().pk})
    strangers = [
        post(client, f"/complaints/{number}/dispatch", {"owner": pk}).status_code
        for pk in (0, 10**17, cast.fang().pk)
    ]

    assert (named.status_code, named.json()["owner"]) == (200, cast.he().pk)
    assert strangers == [422, 422, 422]
    assert Complaint.objects.get(number=number).owner == cast.he()


def test_stepping_back_and_deciding_for_good() -> None:
    cast.lin(), cast.he()
    client = machine()
    number = registered(client)
    post(client, f"/complaints/{number}/dispatch", {"owner": cast.lin().pk})
    back = post(
        client, f"/complaints/{number}/step-back", {"person": cast.lin().pk, "reason": "亲属"}
    )
    refused = post(client, f"/complaints/{number}/dispatch", {"owner": cast.lin().pk})
    kept = post(client, f"/complaints/{number}/keeper", {"person": cast.he().pk, "reason": "定了"})

    assert (back.status_code, refused.status_code, kept.status_code) == (200, 422, 200)
    assert refused.json()["code"] == "NotImpartial"


def test_absences_come_from_a_roster_and_end_earlier() -> None:
    client, now = machine(), timezone.now()
    words = {
        "person": cast.lin().pk,
        "begins_at": now.isoformat(),
        "ends_at": (now + DAY).isoformat(),
        "deputy": cast.he().pk,
    }
    entered = post(client, "/absences", words)
    twice = post(client, "/absences", words)
    nobody = post(client, "/absences", {**words, "person": 10**17})
    ended = post(client, f"/absences/{entered.json()['id']}/end", None)
    listed = get(client, "/absences").json()["items"]

    assert [one.status_code for one in (entered, twice, nobody, ended)] == [201, 422, 422, 200]
    assert [(one["person"], one["deputy"]) for one in listed] == [(cast.lin().pk, cast.he().pk)]
    assert listed[0]["ended_at"] is not None
    assert post(client, "/absences/999999999/end", None).status_code == 404
    assert get(machine(READ), "/absences").status_code == 403
