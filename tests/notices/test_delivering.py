"""What leaves the desk: once to each way, whatever the other side does, and never too loudly."""

import logging
from collections.abc import Collection
from datetime import datetime, time, timedelta

import pytest
from django.core import mail
from pytest_django import Settings

from tests.cast import MONDAY, chen, department, ding, he, lin, wang_complains, wu, zhou
from tests.correspondence.mail_servers import Unreachable
from tests.notices.group_robots import SECRET, TOKEN, Reply, Robots
from tests.notices.tellings import tell
from zhuanji.complaints.queries import readable_ids
from zhuanji.complaints.queries.morning import morning_figures
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.outside import sending
from zhuanji.notices.actions import (
    add_group,
    choose_ways,
    forget_deliveries,
    mark_seen,
    send_letters,
    send_to_robots,
    set_own_robot,
    switch_channel,
    tell_mornings,
    try_channel,
)
from zhuanji.notices.actions.delivering import LEASE, MAX_TRIES, settle, take_due
from zhuanji.notices.models import Channel, Delivery, Notice
from zhuanji.notices.mornings import Figures
from zhuanji.notices.told import Level
from zhuanji.notices.verdicts import Outcome, Verdict
from zhuanji.notices.ways import ROBOTS, Way
from zhuanji.staff.models import User

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
NUMBER = "ZJ26-00000-00017"


def everything(_actor: Actor, numbers: Collection[int]) -> set[int]:
    return set(numbers)


def group(robots: Robots, way: str = Way.DINGTALK, **given: object) -> Channel:
    words: dict[str, object] = {
        "name": "质量部钉钉群",
        "levels": Level.values,
        "department": department(),
        **given,
    }
    return add_group(by=zhou().actor, at=MONDAY, way=way, opener=robots.opener(way), **words)  # type: ignore[arg-type]


def mailed(user: User, *levels: str, quiet: tuple[time, time] | None = None) -> Channel:
    User.objects.filter(pk=user.pk).update(email=f"{user.username}@example.com")
    choose_ways(
        by=User.objects.get(pk=user.pk),
        at=MONDAY,
        levels={Way.EMAIL: set(levels or Level.values)},
        quiet_from=quiet[0] if quiet else None,
        quiet_until=quiet[1] if quiet else None,
        digest=True,
    )
    return Channel.objects.get(user=user, way=Way.EMAIL)


def send(at: datetime = MONDAY) -> int:
    return send_to_robots(at=at, may_read=everything)


def states() -> list[tuple[str, str, int]]:
    rows = Delivery.objects.order_by("pk")
    return list(rows.values_list("state", "verdict", "tries"))


@pytest.mark.parametrize("way", ROBOTS)
def test_a_group_is_told_what_one_of_its_people_is_told(robots: Robots, way: str) -> None:
    group(robots, way)

    tell(chen(), wu(), level=Level.ALARM)

    assert (send(), send()) == (1, 0)
    assert [one.text for one in robots.got] == [
        f"【转机】警报：Complaint {NUMBER} is overdue\nhttp://localhost:8000/desk/complaints/{NUMBER}/"
    ]
    assert states() == [("sent", "taken", 1)]


def test_what_several_of_a_group_are_told_the_group_is_told_once(robots: Robots) -> None:
    group(robots, department=None, role="lead")
    group(robots, department=None, role="agent", levels=[Level.ALARM])

    tell(zhou(), lin())
    tell(zhou(), he())

    assert (Notice.objects.count(), Delivery.objects.count()) == (3, 1)


def test_what_comes_together_goes_out_in_one_message(robots: Robots) -> None:
    group(robots, Way.WECOM)
    for number in range(30):
        tell(chen(), key=str(number), level=Level.ALARM if number == 29 else Level.WARN)

    assert send() == 1

    text = robots.got[0].text
    assert text.startswith("【转机】30 条通知，其中 1 条警报\n· 警报：")
    assert text.rstrip().endswith("http://localhost:8000/desk/notices/")
    assert "还有 " in text.splitlines()[-1]
    assert len(text.encode()) <= 2048
    assert set(Delivery.objects.values_list("state", "together")) == {("sent", 30)}


def test_a_robot_is_never_asked_more_than_twenty_times_a_minute(robots: Robots) -> None:
    group(robots)
    at = MONDAY
    for second in range(60):
        tell(chen(), key=str(second), at=at)
        send(at=at)
        at += timedelta(seconds=1)

    assert 15 <= len(robots.got) <= 20
    send(at=at + timedelta(seconds=5))
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}


def busy(**words: object) -> Reply:
    return Reply({"errcode": 130101, "errmsg": "send too fast", **words})


@pytest.mark.parametrize(
    ("way", "reply", "verdict", "state"),
    [
        (Way.DINGTALK, Reply({"errcode": 300001, "errmsg": "token is not exist"}), "token", "dead"),
        (Way.DINGTALK, Reply({"errcode": 310000, "errmsg": "sign not match"}), "sign", "dead"),
        (Way.DINGTALK, Reply({"errcode": 310000, "errmsg": "keywords not in content"}), "keyword", "dead"),
        (Way.DINGTALK, Reply({"errcode": 310000, "errmsg": "ip 1.2.3.4 not in whitelist"}), "network", "dead"),
        (Way.DINGTALK, busy(), "busy", "waiting"),
        (Way.FEISHU, Reply({"code": 19021, "msg": "sign match fail"}), "sign", "dead"),
        (Way.FEISHU, Reply({"code": 11232, "msg": "frequency limited"}), "busy", "waiting"),
        (Way.WECOM, Reply({"errcode": 93000, "errmsg": "invalid webhook url"}), "token", "dead"),
        (Way.WECOM, Reply({"errcode": 45009, "errmsg": "api freq out of limit"}), "busy", "waiting"),
        (Way.WECOM, Reply({"errcode": -1, "errmsg": "system busy"}), "refused", "waiting"),
        (Way.WECOM, Reply("<html>Please sign in</html>"), "refused", "waiting"),
        (Way.WECOM, Reply("[]"), "refused", "waiting"),
        (Way.WECOM, Reply({"errcode": True}), "refused", "waiting"),
        (Way.FEISHU, Reply({}, status=429, headers={"Retry-After": "90"}), "busy", "waiting"),
        (Way.FEISHU, Reply({}, status=502), "refused", "waiting"),
        (Way.FEISHU, Reply({}, status=302, headers={"Location": "http://127.0.0.1:1/"}), "refused", "waiting"),
    ],
)  # fmt: skip
def test_a_refusal_is_understood(
    robots: Robots, way: str, reply: Reply, verdict: str, state: str
) -> None:
    made = group(robots, way)
    tell(chen())
    robots.replies = [reply]

    send()

    assert states() == [(state, verdict, 1)]
    assert Channel.objects.get(pk=made.pk).trouble == verdict
    assert len(robots.got) == 1


def test_who_asks_for_a_pause_is_left_alone_for_it(robots: Robots) -> None:
    group(robots, Way.FEISHU)
    tell(chen())
    robots.replies = [Reply({}, status=429, headers={"Retry-After": "90"})]
    send()

    tries = [send(at=MONDAY + timedelta(seconds=seconds)) for seconds in (10, 89, 92)]

    assert (tries, states()) == ([0, 0, 1], [("sent", "taken", 2)])


def test_no_answer_and_a_slow_one(robots: Robots, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "SECONDS", 0.6)
    group(robots)
    tell(chen())
    robots.replies = [Reply(hangs=True), Reply(slow=0.1)]

    first = send()
    again = send(at=MONDAY + timedelta(minutes=1))

    assert (first, again, states()) == (1, 1, [("sent", "taken", 2)])


def test_nobody_at_home_is_tried_for_hours_and_then_given_up(robots: Robots) -> None:
    made = group(robots)
    tell(chen())
    at = MONDAY
    for _ in range(MAX_TRIES):
        robots.replies.append(Reply({}, status=500))
        assert send(at=at) == 1
        at += 6 * HOUR

    assert (send(at=at), states()) == (0, [("dead", "refused", MAX_TRIES)])
    assert Channel.objects.get(pk=made.pk).troubled_since is not None


def test_a_robot_gone_private_is_not_asked(robots: Robots, settings: Settings) -> None:
    group(robots)
    tell(chen())
    settings.WEBHOOK_PRIVATE = ()

    send()

    assert (robots.got, states()) == ([], [("dead", "private", 1)])


def test_one_in_trouble_does_not_hold_up_another(
    robots: Robots, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "SECONDS", 0.6)
    group(robots)
    group(robots, Way.FEISHU)
    tell(chen())
    robots.replies = [Reply(hangs=True)]

    assert send() == 2
    assert sorted(states()) == [("sent", "taken", 1), ("waiting", "unreachable", 1)]


def test_a_worker_that_died_leaves_it_to_the_next(robots: Robots) -> None:
    group(robots)
    tell(chen())
    taken = take_due(at=MONDAY, ways=ROBOTS, may_read=everything)

    early, late = send(at=MONDAY + timedelta(seconds=5)), send(at=MONDAY + LEASE)

    assert (len(taken), early, late, len(robots.got)) == (1, 0, 1, 1)
    assert settle(taken[0], Outcome(Verdict.UNREACHABLE), at=MONDAY + LEASE) == 0
    assert states() == [("sent", "taken", 2)]


def test_what_its_reader_may_not_read_any_more_is_not_sent(robots: Robots) -> None:
    set_own_robot(by=chen(), at=MONDAY, way=Way.FEISHU, opener=robots.opener(Way.FEISHU))
    readable, hidden = wang_complains(place=department()), wang_complains()
    tell(chen(), key="1", about=readable.about)
    tell(chen(), key="2", about=hidden.about)
    tell(chen(), key="3", about="user/1")

    send_to_robots(at=MONDAY, may_read=readable_ids)

    assert [state for state, *_ in states()] == ["sent", "needless", "sent"]
    assert robots.got[0].text.startswith("【转机】2 条通知")


def test_what_was_seen_at_the_desk_meanwhile_is_not_sent(robots: Robots) -> None:
    set_own_robot(by=chen(), at=MONDAY, way=Way.FEISHU, opener=robots.opener(Way.FEISHU))
    group(robots)
    tell(chen())
    mark_seen(by=chen(), at=MONDAY, notice=Notice.objects.get())

    assert send() == 1
    assert sorted(state for state, *_ in states()) == ["needless", "sent"]


def test_a_way_that_is_off_is_told_nothing_and_on_again_what_is_new(robots: Robots) -> None:
    made = group(robots)
    switch_channel(by=ding().actor, at=MONDAY, channel=made, active=False)
    tell(chen(), key="1")
    switch_channel(by=ding().actor, at=MONDAY, channel=made, active=True)
    tell(chen(), key="2")

    assert (send(), list(Delivery.objects.values_list("key", flat=True))) == (1, ["2"])


def test_a_letter_goes_to_ones_mailbox_in_ones_language() -> None:
    mailed(lin())
    User.objects.filter(pk=lin().pk).update(language="en")
    tell(lin(), level=Level.ALARM)

    assert send_letters(at=MONDAY, may_read=everything) == 1

    letter = mail.outbox[0]
    notice = Notice.objects.get()
    assert (letter.to, letter.subject) == (
        ["lin@example.com"],
        "【Zhuanji】Alarm: Complaint ZJ26-00000-00017 is overdue",
    )
    assert letter.body == f"http://localhost:8000/desk/notices/{notice.pk}/"
    first = Delivery.objects.get()
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    assert f"-{first.channel_id}-{first.pk}@" in letter.extra_headers["Message-ID"]


def test_quiet_hours_hold_all_but_alarms() -> None:
    mailed(lin(), quiet=(time(9, 0), time(10, 0)))  # it is 9:30
    tell(lin(), key="1", level=Level.INFO)
    tell(lin(), key="2", level=Level.ALARM)

    early = send_letters(at=MONDAY, may_read=everything)
    between = send_letters(at=MONDAY + timedelta(minutes=29), may_read=everything)
    after = send_letters(at=MONDAY + timedelta(minutes=30), may_read=everything)

    assert (early, between, after) == (1, 0, 1)
    assert ["警报" in letter.subject for letter in mail.outbox] == [True, False]


def test_a_mail_server_that_is_away_is_tried_again(settings: Settings) -> None:
    mailed(lin())
    tell(lin())
    good, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{Unreachable.__module__}.Unreachable"
    send_letters(at=MONDAY, may_read=everything)
    settings.EMAIL_BACKEND = good

    again = send_letters(at=MONDAY + HOUR, may_read=everything)

    assert (again, len(mail.outbox), states()) == (1, 1, [("sent", "taken", 2)])


def test_without_an_address_nothing_is_tried_again_and_again() -> None:
    mailed(lin())
    User.objects.filter(pk=lin().pk).update(email="")
    tell(lin())

    send_letters(at=MONDAY, may_read=everything)

    assert states() == [("dead", "no_address", 1)]
    assert Notice.objects.filter(user=lin(), kind="channel-troubled").count() == 1
    assert send_letters(at=MONDAY + HOUR, may_read=everything) == 0


def test_whoever_set_a_group_up_reads_that_nothing_arrives_once_a_day(robots: Robots) -> None:
    group(robots)
    robots.replies = [Reply({"errcode": 300001, "errmsg": "token is not exist"})] * 2
    for number in (1, 2):
        tell(chen(), key=str(number))
        send(at=MONDAY + number * HOUR)

    told = Notice.objects.get(kind="channel-troubled")
    assert (told.user, told.words) == (zhou(), "发给“质量部钉钉群”的钉钉通知送不到")


def test_a_test_says_what_became_of_it(robots: Robots) -> None:
    made = group(robots)
    robots.replies = [Reply(), Reply({"errcode": 310000, "errmsg": "sign not match"})]

    outcomes = [
        try_channel(by=zhou().actor, at=MONDAY + timedelta(seconds=s), channel=made).verdict
        for s in (0, 1, 10)
    ]

    assert outcomes == ["taken", "busy", "sign"]
    assert robots.got[0].text == "【转机】这是一条测试\n周航想确认通知能否送到这里：能。"


def test_nothing_that_opens_a_robot_is_logged_or_kept(
    robots: Robots, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    made = add_group(
        by=zhou().actor,
        at=MONDAY,
        name="质量部",
        way=Way.DINGTALK,
        opener=robots.opener(Way.DINGTALK, SECRET),
        levels=Level.values,
        department=department(),
    )
    robots.replies = [
        Reply({"errcode": 1, "errmsg": f"{TOKEN} {SECRET} is wrong"}),
        Reply(hangs=True),
    ]
    tell(chen())
    send()
    outcome = try_channel(by=zhou().actor, at=MONDAY + HOUR, channel=made)

    kept = [Delivery.objects.get().answer, outcome.words, repr(Channel.objects.values().get())]
    assert [secret for secret in (TOKEN, SECRET) if any(secret in words for words in kept)] == []
    ours = [
        record.getMessage() for record in caplog.records if not record.name.startswith("django.db")
    ]
    assert [words for words in ours if TOKEN in words or SECRET in words] == []


def test_another_key_is_said_and_not_tried(robots: Robots, settings: Settings) -> None:
    group(robots)
    tell(chen())
    settings.SECRET_KEY = "another"

    send()

    assert (states(), robots.got) == ([("dead", "sealed", 1)], [])


def test_team_leaders_read_the_mornings_figures_once() -> None:
    User.objects.filter(pk=zhou().pk).update(email="zhou@example.com")
    wang_complains(at=MONDAY - HOUR)
    eight = MONDAY - timedelta(minutes=90)
    times = [eight - HOUR, MONDAY, MONDAY + HOUR, MONDAY + timedelta(days=1)]

    told = [tell_mornings(at=at, count=morning_figures) for at in times]
    lin()

    assert told == [0, 1, 0, 1]
    assert send_letters(at=MONDAY + timedelta(days=1), may_read=everything) == 1
    first = Notice.objects.order_by("pk")[0]
    assert (first.user, first.facts) == (
        zhou(),
        {"new": 1, "overdue": 0, "today": 1, "unassigned": 1},
    )
    assert morning_figures(MONDAY + timedelta(days=9)) == Figures(0, 1, 0, 1)


def test_who_does_not_want_them_is_spared() -> None:
    choose_ways(by=zhou(), at=MONDAY, levels={}, quiet_from=None, quiet_until=None, digest=False)

    assert tell_mornings(at=MONDAY, count=morning_figures) == 0


def test_what_left_a_month_ago_is_forgotten(robots: Robots) -> None:
    group(robots)
    tell(chen(), key="old")
    tell(chen(), key="waits")
    Delivery.objects.filter(key="old").update(state="sent", next_at=None)

    forgotten = [forget_deliveries(at=MONDAY + timedelta(days=31)) for _ in range(2)]

    assert (forgotten, Delivery.objects.get().key) == ([1, 0], "waits")
