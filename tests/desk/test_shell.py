from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from tests.cast import EVERYBODY, chen, ding, fang, lin, zhou
from zhuanji.desk import navigation
from zhuanji.desk.navigation import Item, doors_for
from zhuanji.staff.models import User
from zhuanji.staff.roles import Right

ITEMS = (
    Item("desk:today", "今日", "sun", "1"),
    Item("desk:account", "账户", "user", "2", frozenset({Right.ADMINISTER, Right.AUDIT})),
    Item("desk:not_built_here", "别处", "x", "3"),
)


@pytest.fixture
def three_items(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "ITEMS", ITEMS)


@pytest.mark.django_db
@pytest.mark.usefixtures("three_items")
def test_everybody_sees_the_doors_that_their_role_opens_and_that_exist() -> None:
    seen = {
        one().username: [door.item.label for door in doors_for(one().actor, "/")]
        for one in EVERYBODY
    }

    assert seen == {
        person.username: ["今日", "账户"] if person.username in {"ding", "qin"} else ["今日"]
        for person in User.objects.all()
    }


@pytest.mark.django_db
@pytest.mark.usefixtures("three_items")
@pytest.mark.parametrize(
    ("path", "here"),
    [
        ("/desk/", "今日"),
        ("/desk/account/", "账户"),
        ("/desk/account/x/", "账户"),
        ("/desk/x/", ""),
    ],
)
def test_the_door_one_came_through_is_marked(path: str, here: str) -> None:
    marked = [door.item.label for door in doors_for(ding().actor, path) if door.is_here]

    assert marked == ([here] if here else [])


@pytest.mark.django_db
@pytest.mark.usefixtures("three_items")
def test_a_door_is_found_by_its_pinyin_initials() -> None:
    assert doors_for(lin().actor, "/")[0].typed == "jr"


@pytest.mark.django_db
def test_a_page_costs_three_queries_besides_its_own(
    visitor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    visitor.force_login(lin())

    with django_assert_num_queries(3):  # the session, its person, and the bell
        visitor.get("/desk/account/")


@pytest.mark.django_db
def test_nothing_on_a_page_needs_inline_code(visitor: Client) -> None:
    visitor.force_login(lin())

    answer = visitor.get("/desk/account/")
    page = answer.content.decode()

    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert [
        bad for bad in (" style=", " onclick=", "<script>", "<style", "hx-on") if bad in page
    ] == []


@pytest.mark.django_db
def test_names_are_escaped_everywhere(visitor: Client) -> None:
    user = lin()
    user.name = "<script>alert(1)</script>"
    user.save()
    visitor.force_login(user)

    assert "<script>alert" not in visitor.get("/desk/account/").content.decode()


def test_every_door_has_its_own_key_and_icon() -> None:
    keys = [item.key for item in navigation.ITEMS]

    with override("zh-hans"):
        labels = [str(item.label) for item in navigation.ITEMS]
    assert keys == ["1", "2", "b", "t", "l", "3", "4", "5", "6", "7", "8", "9"]
    assert labels == [
        "今日",
        "受理池",
        "看板",
        "任务",
        "组长台",
        "登记",
        "客户",
        "导入导出",
        "预案",
        "研判质量",
        "审计",
        "管理",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "views"),
    [
        (lin, ["today", "complaints", "register", "customers"]),
        (chen, ["today", "complaints", "tasks"]),
        (zhou, ["today", "complaints", "lead", "register"]),
        (fang, ["today", "complaints", "customers"]),
    ],
)
def test_a_phone_shows_below_what_each_role_needs_most(
    who: Callable[[], User], views: list[str]
) -> None:
    below = [door.item.view for door in doors_for(who().actor, "/") if door.on_phone]

    assert below == [f"desk:{view}" for view in views]
