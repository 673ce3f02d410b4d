"""While a complaint is being typed, those that may be the same matter are offered."""

import pytest

from tests import cast
from tests.triage.arriving import looked_at, others
from zhuanji.complaints import actions
from zhuanji.complaints.models import Complaint
from zhuanji.triage.queries import may_be_the_same

pytestmark = pytest.mark.django_db


def typed(
    words: str = "", *, customers: tuple[int | None, ...] = (), order_number: str = ""
) -> list[Complaint]:
    known = [pk for pk in customers if pk]
    found = may_be_the_same(
        cast.lin().actor, customers=known, words=words, order_number=order_number
    )
    return [match.complaint for match in found]


def test_open_ones_of_the_customer_come_first_then_those_with_much_the_same_words() -> None:
    others()
    mine = cast.wang_complains(account="快递员态度恶劣")
    alike = cast.wang_complains(
        account="电水壶用了三天漏电，客服五天没有回音", customer={"name": "李雷"}
    )
    looked_at()

    assert typed(cast.ACCOUNT, customers=(mine.customer_id,)) == [mine, alike]


def test_the_same_order_is_offered_even_when_it_is_finished() -> None:
    others()
    earlier = cast.wang_complains(order_number="JD20260301-77", customer={"name": "李雷"})
    actions.withdraw_complaint(
        by=cast.lin().actor, at=cast.MONDAY, complaint=earlier, reason="已解决"
    )
    looked_at()

    assert typed(order_number="jd20260301 77") == [earlier]


def test_a_matter_of_the_customer_that_was_finished_is_offered_a_different_one_is_not() -> None:
    others()
    same = cast.wang_complains()
    different = cast.wang_complains(account="空调安装收费不合理")
    for earlier in (same, different):
        actions.withdraw_complaint(
            by=cast.lin().actor, at=cast.MONDAY, complaint=earlier, reason="已解决"
        )
    looked_at()

    assert typed("电水壶又漏电了，客服还是没有回音", customers=(same.customer_id,)) == [same]


def test_a_handler_is_offered_only_what_they_may_read() -> None:
    mine = cast.wang_complains(place=cast.department())
    looked_at()

    assert may_be_the_same(cast.wu().actor, customers=[], words=cast.ACCOUNT) == []
    found = may_be_the_same(cast.chen().actor, customers=[], words=cast.ACCOUNT)
    assert [match.complaint for match in found] == [mine]


def test_that_a_confidential_complaint_is_of_the_same_customer_only_its_owner_learns() -> None:
    others()
    hidden = cast.wang_complains(account="快递员态度恶劣", confidential=True, owner=cast.he())
    looked_at()
    customers = [hidden.customer_id or 0]

    assert may_be_the_same(cast.lin().actor, customers=customers, words="退款") == []
    found = may_be_the_same(cast.he().actor, customers=customers, words="退款")
    assert [match.complaint for match in found] == [hidden]


def test_half_a_word_and_nothing_at_all_find_nothing() -> None:
    others()
    cast.wang_complains()
    looked_at()

    assert typed("") == typed("我") == typed("！！！") == typed("\0\ud800") == []
