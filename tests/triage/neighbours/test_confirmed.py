"""The nearest cases whose category a person decided, to hold a proposal against."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.triage.arriving import looked_at, others
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.stages import Stage
from zhuanji.staff.models import User
from zhuanji.triage.models import Confirmation
from zhuanji.triage.queries import nearest_confirmed

pytestmark = pytest.mark.django_db
ALIKE = "电水壶漏电，打了客服电话没有回音"


def case(account: str = ALIKE, **given: Any) -> Complaint:
    """Somebody else's complaint, in a category."""
    made = cast.wang_complains(account=account, customer={"name": "韩梅"})
    Complaint.objects.filter(pk=made.pk).update(**{"category": "product/safety", **given})
    return Complaint.objects.get(pk=made.pk)


def confirmed(account: str = ALIKE, **given: Any) -> Complaint:
    made = case(account, **given)
    Confirmation.objects.create(
        complaint=made,
        head="category",
        label=made.category,
        source="accepted",
        by=cast.lin().actor.key,
        by_name="林小雨",
        at=cast.MONDAY,
    )
    return made


def closed(**given: Any) -> Complaint:
    return case(stage=Stage.CLOSED, finished_at=cast.MONDAY, due_at=None, **given)


def found(complaint: Complaint, user: User | None = None) -> list[str]:
    actor = (user or cast.lin()).actor
    return [one.number for one in nearest_confirmed(actor, complaint)]


def test_confirmed_and_closed_cases_are_found_the_likest_first() -> None:
    others()
    less = closed(account="电水壶漏电，门店拒绝退货退款，还说是我自己弄坏的")
    more = confirmed()
    mine = cast.wang_complains()
    looked_at([])

    first, second = nearest_confirmed(cast.lin().actor, mine)

    assert (first.number, second.number) == (more.number, less.number)
    assert (first.category, first.subject) == ("product/safety", more.subject)
    assert 1 > first.likeness > second.likeness > 0


def test_what_nobody_decided_about_and_other_matters_are_not_found() -> None:
    others()
    case()  # has a category, is open, and nobody confirmed it
    confirmed(category="")  # its category was taken away again
    confirmed(account="空调安装师傅迟到两个小时")
    mine = confirmed(account=cast.ACCOUNT)
    looked_at([])

    assert found(mine) == []


def test_as_many_as_asked_for_and_no_personal_data() -> None:
    others()
    made = [confirmed(subject="韩梅 13912345678 的水壶") for _ in range(4)]
    mine = cast.wang_complains()
    looked_at([])

    (only,) = nearest_confirmed(cast.lin().actor, mine, most=1)

    assert len(found(mine)) == 3
    assert only.number == made[-1].number
    assert "韩梅" not in only.subject
    assert "13912345678" not in only.subject


def test_only_what_one_may_read() -> None:
    others()
    past, mine = confirmed(), cast.wang_complains(place=cast.department())
    looked_at([])

    assert found(mine, cast.chen()) == []
    Complaint.objects.filter(pk=past.pk).update(department=cast.department())
    assert found(mine, cast.chen()) == [past.number]


def test_queries_do_not_grow_with_the_cases() -> None:
    others()
    mine = cast.wang_complains()
    counts = []
    for many in (1, 2):
        for _ in range(many):
            confirmed()
        looked_at([])
        found(mine)
        with CaptureQueriesContext(connection) as queries:
            assert len(found(mine)) == 2 * many - 1
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 6


def test_before_anything_is_signed_nothing_is_found_for_nobody() -> None:
    confirmed()
    mine = cast.wang_complains()
    Complaint.objects.filter(pk=mine.pk).update(customer=None)
    mine = Complaint.objects.get(pk=mine.pk)

    assert found(mine) == []
