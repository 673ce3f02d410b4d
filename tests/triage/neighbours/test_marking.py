"""On arrival a complaint is marked with those that may be the same matter, until somebody decides."""

from typing import Any

import pytest

from tests import cast
from tests.triage.arriving import looked_at, others
from zhuanji.complaints import actions
from zhuanji.complaints.models import Complaint, Link
from zhuanji.complaints.registration import read_registration
from zhuanji.history.models import Entry
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotAllowed, NotFound
from zhuanji.triage.actions import refuse_neighbour, sign_new
from zhuanji.triage.models import Neighbour, Signature
from zhuanji.triage.queries import marked_neighbours

pytestmark = pytest.mark.django_db

RETOLD = "我买的电水壶漏电，客服说等，等了五天还是没有回音，要求退款。"
Kind = Neighbour.Kind


def marks(complaint: Complaint, actor: Actor | None = None) -> list[tuple[Complaint, str]]:
    found = marked_neighbours(actor or cast.lin().actor, complaint)
    return [(mark.other, mark.kind) for mark in found]


def finished(complaint: Complaint) -> Complaint:
    return actions.withdraw_complaint(
        by=cast.lin().actor, at=cast.MONDAY, complaint=complaint, reason="已解决"
    )


def test_what_the_customer_tells_again_while_it_is_open_is_told_twice() -> None:
    others()
    first, again = cast.wang_complains(), cast.wang_complains(account=RETOLD)
    looked_at([again])

    assert marks(again) == [(first, Kind.DUPLICATE)]
    assert marks(first) == [(again, Kind.DUPLICATE)]
    assert [mark.is_newer for mark in marked_neighbours(cast.lin().actor, again)] == [True]


def test_what_comes_back_after_it_was_finished_is_a_repeat() -> None:
    others()
    first = finished(cast.wang_complains())
    again = cast.wang_complains(account=RETOLD)
    looked_at([again])

    assert marks(again) == [(first, Kind.REPEAT)]


@pytest.mark.parametrize(
    "known",
    [
        {"order_number": "JD20260301-77"},
        {"product": "电水壶", "customer": {"name": "王建国", "phone": "13900139000"}},
    ],
    ids=["order", "name and product"],
)
def test_a_repeat_is_found_under_another_phone(known: dict[str, object]) -> None:
    others()
    first = finished(cast.wang_complains(order_number="JD20260301-77", product="电水壶"))
    someone: dict[str, object] = {"customer": {"name": "李雷", "phone": "13900139000"}}
    given = read_registration({"channel": "phone", "account": RETOLD, **someone, **known})
    again = actions.register_complaint(by=cast.lin().actor, at=cast.MONDAY, given=given)
    assert again.customer_id != first.customer_id
    looked_at([again])

    assert marks(again) == [(first, Kind.REPEAT)]


def test_another_matter_of_the_same_customer_is_not_marked() -> None:
    others()
    cast.wang_complains()
    again = cast.wang_complains(account="会员积分少了三千分，登录以后查不到记录。")
    looked_at([again])

    assert marks(again) == []


def test_the_same_words_from_strangers_are_alike_and_only_a_few_are_named() -> None:
    others()
    copies = [cast.wang_complains(customer={"name": f"客户{n}"}) for n in "甲乙丙丁戊"]
    looked_at([copies[-1]])

    found = marks(copies[-1])

    assert len(found) == 3
    assert {kind for _other, kind in found} == {Kind.ALIKE}


def test_what_is_linked_merged_or_refused_is_not_offered_again() -> None:
    others()
    first, second, third, last = (cast.wang_complains(account=RETOLD) for _ in range(4))
    looked_at([last])
    by, at = cast.zhou().actor, cast.MONDAY
    assert {other for other, _kind in marks(last)} == {first, second, third}

    actions.link_complaints(by=by, at=at, complaint=last, other=first, kind=Link.Kind.DUPLICATE)
    actions.merge_complaint(by=by, at=at, complaint=second, into=first)
    assert refuse_neighbour(by=by, at=at, complaint=last, other=third)
    looked_at([last])

    assert marks(last) == []
    assert not refuse_neighbour(by=by, at=at, complaint=last, other=third)
    told = Entry.objects.filter(kind="complaint.neighbour_refused")
    assert {entry.about for entry in told} == {last.about, third.about}


def test_who_may_not_read_the_other_is_not_told_of_it_and_cannot_refuse_it() -> None:
    others()
    first = cast.wang_complains()
    again = cast.wang_complains(account=RETOLD, place=cast.department())
    looked_at([again])

    assert marks(again, cast.chen().actor) == []
    with pytest.raises(NotFound):
        refuse_neighbour(by=cast.chen().actor, at=cast.MONDAY, complaint=again, other=first)
    with pytest.raises(NotAllowed):
        refuse_neighbour(by=cast.qin().actor, at=cast.MONDAY, complaint=again, other=first)


def test_that_a_confidential_one_is_of_the_same_customer_only_its_owner_learns() -> None:
    others()
    first = cast.wang_complains(confidential=True, owner=cast.he())
    again = cast.wang_complains(account=RETOLD)
    looked_at([again])

    assert marks(again) == []
    assert marks(again, cast.he().actor) == [(first, Kind.DUPLICATE)]


@pytest.mark.django_db(transaction=True)
def test_a_sweep_signs_what_came_in_and_what_was_corrected() -> None:
    first, again = cast.wang_complains(), cast.wang_complains(account=RETOLD)

    while sign_new(at=cast.MONDAY):
        pass

    assert marks(again) == [(first, Kind.DUPLICATE)]
    before = list(Signature.objects.get(pk=again.pk).keys)
    given = read_registration(
        {"channel": "phone", "account": RETOLD, "order_number": "JD20260301-77"}
    )
    actions.correct_complaint(by=cast.lin().actor, at=cast.MONDAY, complaint=again, given=given)
    while sign_new(at=cast.MONDAY):
        pass
    assert Signature.objects.get(pk=again.pk).keys != before


def test_beside_a_copy_what_only_shares_sentences_is_not_marked() -> None:
    others()
    shared = "电水壶用了三天漏电，手一碰就发麻。打了五次客服电话"
    story = f"{shared}，没有一个人联系我。"
    sharing = cast.wang_complains(
        account=f"{shared}，店里说要先开单子。", customer={"name": "李雷"}
    )
    again = cast.wang_complains(account=story, customer={"name": "韩梅"})
    looked_at([again])
    assert marks(again) == [(sharing, Kind.ALIKE)]

    copied = cast.wang_complains(account=story, customer={"name": "赵敏"})
    third = cast.wang_complains(account=story, customer={"name": "钱进"})
    looked_at([third])

    assert {other for other, _kind in marks(third)} == {copied, again}


ORDER = "DD2026022000155"


@pytest.mark.parametrize("in_field", [(True, False), (False, True), (False, False), (True, True)])
def test_the_same_order_of_the_same_customer_is_one_matter_in_whatever_words(
    in_field: tuple[bool, bool],
) -> None:
    others()
    stories = "刚插上电手就发麻", "上次没人理我，东西一直摆着不敢碰"
    told: list[dict[str, Any]] = [
        {"account": story, "order_number": ORDER}
        if field
        else {"account": f"{story}，订单号{ORDER}"}
        for story, field in zip(stories, in_field, strict=True)
    ]
    first, again = (cast.wang_complains(**one) for one in told)
    looked_at([again])

    (mark,) = marked_neighbours(cast.lin().actor, again)
    assert (mark.other, mark.kind) == (first, Kind.DUPLICATE)
    assert mark.reasons[:2] == ("same_order", "same_customer")


def test_a_number_inside_a_longer_one_is_another_order() -> None:
    others()
    cast.wang_complains(account=f"发票抬头错了，订单号{ORDER}9", customer={"name": "李雷"})
    again = cast.wang_complains(account="刚插上电手就发麻", order_number=ORDER)
    looked_at([again])

    assert marks(again) == []


def test_who_says_that_it_is_not_the_first_time_and_names_the_product_comes_again() -> None:
    others()
    first = finished(cast.wang_complains(account="电热水壶的底座一碰就发麻"))
    again = cast.wang_complains(account="又是我，还是那个水壶，谁来管管")
    looked_at([again])

    (mark,) = marked_neighbours(cast.lin().actor, again)
    assert (mark.other, mark.kind) == (first, Kind.REPEAT)
    assert "says_again" in mark.reasons


def test_who_names_the_same_product_for_the_first_time_has_another_matter() -> None:
    others()
    cast.wang_complains(account="电热水壶的底座一碰就发麻")
    again = cast.wang_complains(account="水壶的颜色发错了，我要红色的")
    looked_at([again])

    assert marks(again) == []
