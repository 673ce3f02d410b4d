"""Whom an escalation waits for: asked for one, and for many, it is the same rule."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from zhuanji.complaints import actions
from zhuanji.complaints.holding import holder_behind
from zhuanji.complaints.models import Complaint, Escalation
from zhuanji.complaints.queries.noting import to_note
from zhuanji.complaints.queries.recipients import Recipients
from zhuanji.history.models import Entry
from zhuanji.history.queries import first_broken_link

pytestmark = pytest.mark.django_db
_TO = ("lead", "legal", "executive", "owner", "department", "person:jiang", "person:gone")


def put_before(complaint: Complaint, to: str) -> Escalation:
    return Escalation.objects.create(
        complaint=complaint, cause="ladder", to=to, at=cast.MONDAY, by="system"
    )


def test_the_list_and_the_rule_for_one_agree_for_everybody() -> None:
    people = [cast.lin(), cast.zhou(), cast.chen(), cast.wu(), cast.jiang(), cast.qin()]
    complaints = [
        cast.wang_complains(),
        cast.wang_complains(owner=cast.lin(), place=cast.department()),
        cast.wang_complains(place=cast.department("empty", "空部门")),
    ]
    rows = [put_before(complaint, to) for complaint in complaints for to in _TO]
    known = Recipients.of_today()

    for person in people:
        meant = {row.pk for row in rows if person.pk in known.of_all([row.to], holder_behind(row))}
        assert {row.pk for row in to_note(person.actor)} == meant, person.name


def test_of_two_put_before_two_each_takes_note_of_all_of_their_own_at_a_constant_cost() -> None:
    fang, zhou = cast.fang(), cast.zhou()

    def cost(many: int) -> int:
        for _one in range(many):
            complaint = cast.wang_complains()
            for to in ("lead", "legal"):
                put_before(complaint, to)
        with CaptureQueriesContext(connection) as queries:
            assert actions.acknowledge_escalations(by=zhou.actor, at=cast.MONDAY) == many
        return len(queries)

    assert cost(1) == cost(3)
    assert set(Escalation.objects.filter(acknowledged_at=None).values_list("to", flat=True)) == {
        "legal"
    }
    assert {row.acknowledged_by for row in Escalation.objects.filter(to="lead")} == {zhou}
    lines = Entry.objects.filter(kind="complaint.escalation_acknowledged")
    assert [line.details["to"] for line in lines] == 4 * [["lead"]]
    assert to_note(fang.actor).count() == 4
    assert first_broken_link() is None
