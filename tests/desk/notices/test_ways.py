"""The pages where people say by which ways they, and their groups, are told."""

import re
from collections.abc import Callable
from datetime import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import cast
from tests.cast import chen, department, lin, zhou
from tests.notices.group_robots import PATHS, SECRET, TOKEN, Reply, Robots
from tests.notices.tellings import tell
from zhuanji.notices.actions import send_to_robots, set_own_robot
from zhuanji.notices.models import Channel, Delivery, Wishes
from zhuanji.notices.ways import EXAMPLES, ROBOTS, Way
from zhuanji.staff.models import User

pytestmark = pytest.mark.django_db
URL = "/desk/notices/settings/"
TEAMS = "/desk/notices/teams/"
OFFICIAL = {way: EXAMPLES[way].replace("…", TOKEN) for way in ROBOTS}


def as_(person: User) -> Client:
    client = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(person)
    return client


def given(**changed: object) -> dict[str, object]:
    words: dict[str, object] = {
        "name": "质量部钉钉群",
        "way": "dingtalk",
        "team": f"department-{department().pk}",
        "levels": ["alarm", "warn"],
        "address": OFFICIAL[Way.DINGTALK],
        "secret": SECRET,
    }
    return words | changed


def test_one_chooses_levels_by_ways_and_quiet_hours() -> None:
    client = as_(lin())

    first = client.get(URL)
    saved = client.post(
        URL, {"levels_email": ["alarm", "warn"], "quiet_from": "22:00", "quiet_until": "07:30"}
    )
    page = client.get(URL).content.decode()

    assert (first.status_code, saved.status_code) == (200, 302)
    assert Channel.objects.get().levels == ["alarm", "warn"]
    wishes = Wishes.objects.get()
    assert (wishes.quiet_from, wishes.quiet_until) == (time(22), time(7, 30))
    assert re.findall(r'name="levels_email" value="(\w+)"[^>]*checked', page) == ["alarm", "warn"]


@pytest.mark.parametrize(
    "typed",
    [
        {"quiet_from": "22:00"},
        {"quiet_until": "07:30"},
        {"quiet_from": "25:00", "quiet_until": "x"},
        {"levels_email": ["loud"]},
    ],
)
def test_what_cannot_be_meant_is_said_and_kept(typed: dict[str, object]) -> None:
    answer = as_(lin()).post(URL, typed)

    page = answer.content.decode()
    assert (answer.status_code, Wishes.objects.count()) == (422, 0)
    if "levels_email" not in typed:
        assert "field-error" in page
        assert all(f'value="{clock}"' in page for clock in typed.values())


def test_the_figures_of_the_morning_are_for_team_leaders() -> None:
    pages = [as_(person()).get(URL).content.decode() for person in (zhou, lin)]
    as_(zhou()).post(URL, {})

    assert ["digest" in page for page in pages] == [True, False]
    assert Wishes.objects.get().digest is False


def test_what_opens_a_robot_is_never_shown_again() -> None:
    client = as_(lin())
    client.post(f"{URL}dingtalk/", {"address": OFFICIAL[Way.DINGTALK], "secret": SECRET})

    page = client.get(URL).content.decode()

    assert [word in page for word in (TOKEN, SECRET, "…cdef")] == [False, False, True]
    assert Channel.objects.get().levels == ["alarm", "warn"]


def test_a_wrong_address_stays_in_the_field() -> None:
    client = as_(lin())

    answer = client.post(f"{URL}wecom/", {"address": "https://10.0.0.1/x", "secret": ""})

    page = answer.content.decode()
    assert (answer.status_code, Channel.objects.count()) == (422, 0)
    assert "Copy the whole address that WeCom shows" in page
    assert 'value="https://10.0.0.1/x"' in page
    assert client.post(f"{URL}email/", {}).status_code == 404
    assert client.post(f"{URL}wecom/", {"address": "\x00"}).status_code == 422


def test_the_test_button_says_what_happened(robots: Robots) -> None:
    client = as_(lin())
    own = set_own_robot(by=lin(), at=timezone.now(), way=Way.WECOM, opener=robots.opener(Way.WECOM))
    robots.replies = [Reply({"errcode": 93000, "errmsg": "invalid webhook url"})]

    page = client.post(f"/desk/notices/ways/{own.pk}/test/", follow=True).content.decode()
    too_soon = client.post(f"/desk/notices/ways/{own.pk}/test/", follow=True).content.decode()

    assert "WeCom: The robot is not known there" in page
    assert "WeCom: Too many messages came at once" in too_soon
    assert len(robots.got) == 1


def test_a_group_is_added_changed_turned_off_and_deleted(robots: Robots) -> None:
    client = as_(zhou())
    address = f"{robots.root}{PATHS[Way.DINGTALK]}"

    added = client.post(TEAMS, given(address=address))
    made = Channel.objects.get()
    page = f"{TEAMS}{made.pk}/"
    tell(chen())
    send_to_robots(at=timezone.now(), may_read=lambda _actor, numbers: set(numbers))
    log = client.get(page).content.decode()
    client.post(page, {"name": "质量群", "levels": ["alarm"], "address": "", "secret": ""})
    changed = Channel.objects.get()
    client.post(f"/desk/notices/ways/{made.pk}/switch/", {"active": "0"})
    off = Channel.objects.get()
    client.post(f"/desk/notices/ways/{made.pk}/delete/")

    assert (added["Location"], made.department, made.role) == (page, department(), "")
    assert ("Complaint ZJ26-00000-00017 is overdue" in log, TOKEN in log) == (True, False)
    assert (changed.name, changed.levels, bytes(changed.sealed or b"")) == (
        "质量群",
        ["alarm"],
        bytes(made.sealed or b""),
    )
    assert (off.active, Channel.objects.count(), len(robots.got)) == (False, 0, 1)
    assert client.get(page).status_code == 404


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": "  "}, "id_name"),
        ({"levels": []}, ""),
        ({"team": "department-0"}, "id_team"),
        ({"team": "role-god"}, "id_team"),
        ({"way": "email"}, "id_way"),
        ({"way": "wecom"}, "id_address"),
        ({"address": "x" * 600}, "id_address"),
        ({"secret": "有空格 的"}, "id_secret"),
    ],
)
def test_a_group_that_cannot_be_is_said(changed: dict[str, object], field: str) -> None:
    answer = as_(zhou()).post(TEAMS, given(**changed))

    page = answer.content.decode()
    assert (answer.status_code, Channel.objects.count()) == (422, 0)
    assert "field-error" in page
    assert not field or f'id="{field}_error"' in page
    assert str(given(**changed)["name"]).strip() in page


@pytest.mark.parametrize("who", cast.EVERYBODY)
def test_team_leaders_and_administrators_keep_groups(who: Callable[[], User]) -> None:
    as_(zhou()).post(TEAMS, given())
    made = Channel.objects.get()
    client = as_(who())
    expected = 200 if who in {cast.zhou, cast.ding} else 403

    answers = [client.get(TEAMS).status_code, client.get(f"{TEAMS}{made.pk}/").status_code]

    assert answers == [expected] * 2
    if expected == 403:
        for verb in ("test", "switch", "delete"):
            assert client.post(f"/desk/notices/ways/{made.pk}/{verb}/").status_code == 403
        assert Channel.objects.filter(active=True).count() == 1


def test_another_persons_robot_is_not_there(robots: Robots) -> None:
    own = set_own_robot(by=lin(), at=timezone.now(), way=Way.WECOM, opener=robots.opener(Way.WECOM))
    for person in (zhou(), cast.ding()):
        client = as_(person)
        answers = [
            client.post(f"/desk/notices/ways/{own.pk}/{verb}/").status_code
            for verb in ("test", "switch", "delete")
        ]
        assert (answers, client.get(f"{TEAMS}{own.pk}/").status_code) == ([404] * 3, 404)
    assert (Channel.objects.count(), robots.got) == (1, [])


def test_the_pages_cost_the_same_for_one_and_many() -> None:
    client, costs = as_(zhou()), []
    client.post(f"{URL}dingtalk/", {"address": OFFICIAL[Way.DINGTALK], "secret": ""})
    for count in (1, 3):
        for number in range(count):
            client.post(TEAMS, given(name=f"群 {count}-{number}"))
            tell(zhou(), chen(), key=f"{count}/{number}")
        pages = (URL, TEAMS, f"{TEAMS}{Channel.objects.filter(user=None)[0].pk}/")
        for page in pages:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(page).status_code == 200
            costs.append(len(asked))

    assert costs[:3] == costs[3:]
    assert max(costs) <= 12
    assert Delivery.objects.exists()
