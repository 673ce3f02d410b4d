"""The column of similar cases on the complaint page, and what can be done there with one click."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.triage.arriving import looked_at, others
from tests.triage.neighbours.test_similar_cases import accepted
from zhuanji.complaints.models import Complaint, Link
from zhuanji.complaints.stages import Stage
from zhuanji.staff.models import User
from zhuanji.triage.models import Neighbour

pytestmark = pytest.mark.django_db
RETOLD = "我买的电水壶漏电，客服说等，等了五天还是没有回音，要求退款。"
FRAGMENT = {"HX-Request": "true"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def shown(complaint: Complaint, user: User | None = None) -> str:
    client = signed_in(user or cast.zhou())
    return client.get(f"/desk/complaints/{complaint.number}/similar/", headers=FRAGMENT).text


def post(complaint: Complaint, what: str, **given: str) -> int:
    address = f"/desk/complaints/{complaint.number}/{what}/"
    return signed_in(cast.zhou()).post(address, given, headers=FRAGMENT).status_code


def posts_of(html: str) -> list[tuple[str, ...]]:
    """Address and fields of each form."""
    forms = re.findall(r'<form[^>]*action="([^"]*)"(.*?)</form>', html, re.DOTALL)
    hidden = r'name="(number|kind)" value="([^"]*)"'
    return [(address, *dict(re.findall(hidden, body)).values()) for address, body in forms]


def test_what_may_be_the_same_matter_is_merged_linked_or_told_apart_by_one_click() -> None:
    others()
    first, again = cast.wang_complains(), cast.wang_complains(account=RETOLD)
    looked_at([again])
    mine = f"/desk/complaints/{again.number}"

    assert posts_of(shown(again)) == [
        (f"{mine}/decide/merge/", first.number),
        (f"{mine}/decide/link/", first.number, "duplicate"),
        (f"{mine}/similar/refuse/", first.number),
    ]
    assert posts_of(shown(first))[0] == (f"{mine}/decide/merge/", first.number)

    assert post(again, "decide/link", number=first.number, kind="duplicate") == 204
    assert Link.objects.get().kind == "duplicate"
    assert posts_of(shown(again)) == []


def test_merging_by_one_click_lets_the_newer_go_on_in_the_older() -> None:
    others()
    first, again = cast.wang_complains(), cast.wang_complains(account=RETOLD)
    looked_at([again])

    assert post(again, "decide/merge", number=first.number) == 204

    again.refresh_from_db()
    assert (again.stage, again.merged_into) == (Stage.MERGED, first)


def test_two_matters_are_remembered_as_such() -> None:
    others()
    first, again = cast.wang_complains(), cast.wang_complains(account=RETOLD)
    looked_at([again])

    assert post(again, "similar/refuse", number=first.number) == 204
    assert post(again, "similar/refuse", number="ZJ00-00000-00000") == 404

    assert Neighbour.objects.get(complaint=again, other=first).refused_by == cast.zhou().actor.key
    assert posts_of(shown(first)) == []


def test_findings_are_copied_into_the_form_and_what_was_written_stays() -> None:
    others()
    past, mine = accepted(how="换新，联系 13912345678"), cast.wang_complains(owner=cast.zhou())
    Complaint.objects.filter(pk=mine.pk).update(why="另有原因")
    looked_at()
    client = signed_in(cast.zhou())
    (address,) = re.findall(r'href="([^"]*like=[^"]*)"', shown(mine))

    form = client.get(address, headers=FRAGMENT).text

    words = re.findall(r"<textarea[^>]*>\s*(.*?)</textarea>", form, re.DOTALL)
    assert words == ["换新，联系 139****5678", "另有原因", "抽检加倍"]
    assert past.number in address
    hidden = cast.wang_complains(place=cast.department())
    assert signed_in(cast.wu()).get(address, headers=FRAGMENT).status_code == 404
    stolen = address.replace(mine.number, hidden.number)
    assert signed_in(cast.chen()).get(stolen, headers=FRAGMENT).status_code == 404


def test_a_reader_who_may_not_work_sees_cases_and_no_buttons() -> None:
    others()
    past, _first = accepted(), cast.wang_complains()
    again = cast.wang_complains(account=RETOLD)
    looked_at()

    html = shown(again, cast.qin())

    assert past.number in html
    assert posts_of(html) == []
    assert "like=" not in html


def test_the_column_costs_the_same_for_one_case_and_three() -> None:
    others()
    mine = cast.wang_complains()
    counts = []
    for many in (1, 2):
        for _ in range(many):
            accepted()
            cast.wang_complains(account=RETOLD)
        looked_at()
        client = signed_in(cast.zhou())
        client.get("/desk/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/desk/complaints/{mine.number}/similar/", headers=FRAGMENT)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12


def test_nothing_alike_is_said_in_words() -> None:
    mine = cast.wang_complains()
    looked_at()

    assert "暂无相似案例" in shown(mine)
