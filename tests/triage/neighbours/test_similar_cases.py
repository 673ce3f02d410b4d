"""Past cases like the one at hand, with how they were resolved and what became of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.triage.arriving import looked_at, others
from zhuanji.complaints import actions
from zhuanji.complaints.models import Complaint, Verdict
from zhuanji.staff.models import User
from zhuanji.triage.models import Assessment
from zhuanji.triage.neighbours.outcomes import Outcome
from zhuanji.triage.queries import similar_cases

pytestmark = pytest.mark.django_db
ACCOUNT = "电水壶漏电，打了客服电话没有回音"
LATER = cast.MONDAY + timedelta(days=3)


def answered(
    *, how: str = "换新并承担运费", account: str = ACCOUNT, product: str = ""
) -> Complaint:
    """Somebody's kettle leaked too; it was judged, resolved and answered three days later."""
    complaint = cast.wang_complains(account=account, product=product, customer={"name": "韩梅"})
    by, at = cast.lin().actor, LATER
    actions.acknowledge_complaint(by=by, at=at, complaint=complaint)
    actions.judge_complaint(
        by=by,
        at=at,
        complaint=complaint,
        verdict=Verdict.UPHELD,
        reason="facts_confirmed",
        explanation="属实",
    )
    actions.start_handling(by=by, at=at, complaint=complaint)
    actions.record_findings(
        by=by, at=at, complaint=complaint, how=how, why="密封圈老化", prevention="抽检加倍"
    )
    actions.answer_complaint(by=by, at=at, complaint=complaint, body="给您换新。")
    return Complaint.objects.get(pk=complaint.pk)


def accepted(**given: str) -> Complaint:
    complaint = answered(**given)
    actions.accept_answer(by=cast.lin().actor, at=LATER, complaint=complaint)
    return complaint


def rejected(**given: str) -> Complaint:
    complaint = answered(**given)
    actions.reject_answer(by=cast.lin().actor, at=LATER, complaint=complaint, why="还是漏")
    return complaint


def found(complaint: Complaint, user: User | None = None) -> list[Complaint]:
    actor = (user or cast.lin()).actor
    return [case.complaint for case in similar_cases(actor, complaint, at=LATER)]


def test_a_case_that_was_answered_is_shown_with_its_resolution_and_outcome() -> None:
    others()
    past, mine = accepted(), cast.wang_complains()
    looked_at()

    (case,) = similar_cases(cast.lin().actor, mine, at=LATER)

    assert case.complaint == past
    assert (case.how, case.why, case.prevention) == ("换新并承担运费", "密封圈老化", "抽检加倍")
    assert (case.outcome, case.days) == (Outcome.ACCEPTED, 3)
    assert set(case.phrases) == {"电水壶", "漏电", "没有回音"}


def test_open_ones_without_an_answer_and_other_matters_are_no_past_cases() -> None:
    others()
    accepted(account="空调安装师傅迟到两个小时")
    cast.wang_complains(customer={"name": "李雷"})
    mine = cast.wang_complains()
    looked_at()

    assert found(mine) == []


def test_of_two_in_the_same_words_the_accepted_one_and_the_same_product_come_first() -> None:
    others()
    refused = rejected(how="解释原因")
    taken = accepted()
    fitting = accepted(product="电水壶")
    mine = cast.wang_complains(product="电水壶")
    looked_at()

    assert found(mine) == [fitting, taken, refused]


def test_a_way_that_was_used_several_times_says_how_often_it_held() -> None:
    others()
    accepted(), accepted(how="换新，并承担运费。"), rejected()
    mine = cast.wang_complains()
    looked_at()

    cases = similar_cases(cast.lin().actor, mine, at=LATER)

    assert {(case.times, case.stayed) for case in cases} == {(3, 2)}


def test_only_cases_that_one_may_read_and_no_personal_data_of_others() -> None:
    others()
    past = accepted(how="已退款到 13912345678 的账户")
    mine = cast.wang_complains(place=cast.department())
    looked_at()

    assert found(mine, cast.chen()) == []
    Complaint.objects.filter(pk=past.pk).update(department=cast.department())
    (case,) = similar_cases(cast.chen().actor, mine, at=LATER)
    assert case.how == "已退款到 139****5678 的账户"


def test_queries_do_not_grow_with_the_cases() -> None:
    others()
    mine = cast.wang_complains()
    counts = []
    for many in (1, 2):
        for _ in range(many):
            accepted()
        looked_at()
        found(mine)
        with CaptureQueriesContext(connection) as queries:
            assert len(found(mine)) == 2 * many - 1
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 9


def of_category(complaint: Complaint, category: str) -> Complaint:
    Complaint.objects.filter(pk=complaint.pk).update(category=category)
    return Complaint.objects.get(pk=complaint.pk)


def test_cases_of_the_same_category_come_first() -> None:
    others()
    likest = of_category(accepted(), "quality.leak")
    same = of_category(accepted(account="插上电水壶手发麻，漏电了"), "safety.electric")
    mine = of_category(cast.wang_complains(), "safety.electric")
    looked_at()

    assert found(mine) == [same, likest]


def test_what_shares_only_a_word_that_everybody_says_is_not_alike() -> None:
    others()
    accepted(account="吃完拉肚子，订单号在图片里，客服电话打不通")
    mine = cast.wang_complains(account="电水壶漏电，订单号见附件，客服电话没人接")
    looked_at()

    assert found(mine) == []


def test_the_proposed_category_counts_where_none_is_confirmed() -> None:
    others()
    likest = of_category(accepted(), "quality.leak")
    same = of_category(accepted(account="插上电水壶手发麻，漏电了"), "safety.electric")
    mine = cast.wang_complains()
    Assessment.objects.create(
        complaint=mine,
        text_hash="",
        reading={},
        proposals={"category": {"label": "safety.electric", "abstained": False}},
        parts=[],
        triggers=[],
        known={},
        made_at=LATER,
    )
    looked_at()

    assert found(mine) == [same, likest]


@pytest.mark.parametrize("after", [2_000, 1_000_000])
def test_a_case_is_found_wherever_ids_begin(after: int) -> None:
    ids = "pg_get_serial_sequence('complaints_complaint', 'id')"
    with connection.cursor() as cursor:
        cursor.execute(f"select nextval({ids})")
        (before,) = cursor.fetchone()
        cursor.execute(f"select setval({ids}, %s)", [before + after])
        others()
        past, mine = accepted(), cast.wang_complains()
        cursor.execute(f"select setval({ids}, %s)", [before])
    looked_at()

    assert found(mine) == [past]
