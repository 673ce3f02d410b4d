"""While a complaint is being typed, those that may be the same matter are offered."""

import pytest

from tests import cast
from zhuanji.complaints import actions
from zhuanji.complaints.queries import may_be_the_same
from zhuanji.complaints.queries.similar import key_words

pytestmark = pytest.mark.django_db


def test_open_ones_of_the_customer_come_first_then_those_with_much_the_same_words() -> None:
    mine = cast.wang_complains(account="快递员态度恶劣")
    alike = cast.wang_complains(
        account="电水壶用了三天漏电，客服五天没有回音", customer={"name": "李雷"}
    )
    cast.wang_complains(account="空调安装收费不合理", customer={"name": "韩梅"})

    found = may_be_the_same(cast.lin().actor, customers=[mine.customer_id or 0], words=cast.ACCOUNT)

    assert found == [mine, alike]


def test_the_same_order_is_offered_even_when_it_is_finished() -> None:
    earlier = cast.wang_complains(order_number="JD20260301-77", customer={"name": "李雷"})
    actions.withdraw_complaint(
        by=cast.lin().actor, at=cast.MONDAY, complaint=earlier, reason="已解决"
    )

    found = may_be_the_same(cast.lin().actor, customers=[], words="", order_number="JD20260301-77")

    assert found == [earlier]


def test_a_handler_is_offered_only_what_they_may_read() -> None:
    cast.wang_complains(place=cast.department())

    assert may_be_the_same(cast.wu().actor, customers=[], words=cast.ACCOUNT) == []


def test_words_that_everybody_uses_are_no_key_words() -> None:
    assert key_words("我们的电水壶漏电了，客服没有回音！") == ["电水壶漏电", "回音"]
    assert key_words("？！ 的了 123") == []
