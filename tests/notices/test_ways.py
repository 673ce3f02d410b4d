"""A robot's address is what people copy from its maker; it opens the group, so nobody sees it again."""

import base64
import hashlib
import hmac
from datetime import time, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from pytest_django import Settings

from tests.cast import MONDAY
from tests.notices.group_robots import SECRET, TOKEN
from zhuanji.kernel.errors import Invalid
from zhuanji.kernel.outside.addresses import Allowed
from zhuanji.notices.hours import quiet_until
from zhuanji.notices.robots import parcel_for
from zhuanji.notices.sealing import seal, unseal
from zhuanji.notices.ways import EXAMPLES, ROBOTS, Robot, Way, read_robot

NOTHING = Allowed.of(())


def official(way: str) -> str:
    return EXAMPLES[way].replace("…", TOKEN)


@pytest.mark.parametrize("way", ROBOTS)
def test_the_makers_address_names_the_robot(way: str) -> None:
    robot = read_robot(way, f" {official(way)}\n", "", NOTHING)

    assert robot == Robot(way, official(way), TOKEN)
    assert (robot.hint, TOKEN in repr(robot)) == ("…cdef", False)


@pytest.mark.parametrize(
    ("way", "address", "secret"),
    [
        (Way.DINGTALK, f"dingtalk://{SECRET}@{TOKEN}/", SECRET),
        (Way.FEISHU, f"feishu://{TOKEN}", ""),
        (Way.WECOM, f"wecombot://{TOKEN}/?format=text", ""),
    ],
)
def test_so_does_an_address_of_apprise(way: str, address: str, secret: str) -> None:
    assert read_robot(way, address, "", NOTHING) == Robot(way, official(way), TOKEN, secret)


@pytest.mark.parametrize("way", ROBOTS)
@pytest.mark.parametrize(
    "address",
    [
        "",
        "x",
        "https://",
        "https://[::1",
        "https://example.com/robot/send?access_token=" + TOKEN,
        "https://oapi.dingtalk.com.evil.example/robot/send?access_token=" + TOKEN,
        "https://oapi.dingtalk.com@evil.example/robot/send?access_token=" + TOKEN,
        "http://oapi.dingtalk.com/robot/send?access_token=" + TOKEN,
        "https://oapi.dingtalk.com/robot/send?access_token=a/../b" + TOKEN,
        "https://oapi.dingtalk.com/robot/send?access_token=" + TOKEN + "#x",
        "http://127.0.0.1/robot/send?access_token=" + TOKEN,
        "http://169.254.169.254/cgi-bin/webhook/send?key=" + TOKEN,
        "https://open.feishu.cn/open-apis/bot/v2/hook/" + "x" * 600,
        "dingtalk://x",
        "feishu://../../etc",
        "\x00" + TOKEN,
    ],
)
def test_no_other_address_does(way: str, address: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_robot(way, address, "", NOTHING)

    assert list(refusal.value.problems) == ["address"]


def test_a_private_installation_is_reached_where_the_operator_allows_it() -> None:
    address = f"http://im.intern/cgi-bin/webhook/send?key={TOKEN}"

    assert read_robot(Way.WECOM, address, "", Allowed.of(["im.intern"])).url == address


@pytest.mark.parametrize(
    ("way", "secret"), [(Way.WECOM, SECRET), (Way.FEISHU, "a b"), (Way.DINGTALK, "密")]
)
def test_a_secret_that_cannot_be_one_is_said(way: str, secret: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_robot(way, official(way), secret, NOTHING)

    assert list(refusal.value.problems) == ["secret"]


def test_what_is_sealed_opens_with_the_same_key_only(settings: Settings) -> None:
    robot = Robot(Way.DINGTALK, official(Way.DINGTALK), TOKEN, SECRET)
    sealed = seal(robot)
    settings.SECRET_KEY = "another"

    assert (TOKEN.encode() in sealed, unseal(sealed), unseal(None), unseal(b"x")) == (
        False,
        None,
        None,
        None,
    )
    assert unseal(seal(robot)) == robot


def test_dingtalk_is_signed_as_its_maker_says() -> None:
    robot = Robot(Way.DINGTALK, official(Way.DINGTALK), TOKEN, SECRET)

    asked = parse_qs(urlsplit(parcel_for(robot, "t", "b", timestamp=0).url).query)

    signed = f"{asked['timestamp'][0]}\n{SECRET}".encode()
    expected = base64.b64encode(hmac.new(SECRET.encode(), signed, hashlib.sha256).digest()).decode()
    assert (asked["access_token"], asked["sign"]) == ([TOKEN], [expected])


@pytest.mark.parametrize(
    ("way", "most"), [(Way.DINGTALK, 20_000), (Way.FEISHU, 20_000), (Way.WECOM, 2_048)]
)
def test_no_message_is_longer_than_its_robot_takes(way: str, most: int) -> None:
    parcel = parcel_for(Robot(way, official(way), TOKEN), "题", "长" * 30_000, timestamp=0)

    assert len(parcel.body) <= most + 200
    assert parcel.body.decode().startswith('{"msg')


@pytest.mark.parametrize(
    ("start", "end", "clock", "until"),
    [
        ("22:00", "07:30", "22:00", "next 07:30"),
        ("22:00", "07:30", "03:00", "same 07:30"),
        ("22:00", "07:30", "07:30", ""),
        ("22:00", "07:30", "21:59", ""),
        ("12:00", "13:00", "12:30", "same 13:00"),
        ("12:00", "13:00", "13:00", ""),
        ("12:00", "12:00", "12:00", ""),
    ],
)
def test_quiet_hours_end_when_they_say(start: str, end: str, clock: str, until: str) -> None:
    midnight = MONDAY - timedelta(hours=9, minutes=30)
    hours, minutes = map(int, clock.split(":"))
    at = midnight + timedelta(hours=hours, minutes=minutes)

    found = quiet_until(time.fromisoformat(start), time.fromisoformat(end), at)

    day, _, moment = until.partition(" ")
    wanted = None
    if until:
        ends = time.fromisoformat(moment)
        wanted = midnight + timedelta(days=day == "next", hours=ends.hour, minutes=ends.minute)
    assert found == wanted
    assert quiet_until(None, None, at) is None
