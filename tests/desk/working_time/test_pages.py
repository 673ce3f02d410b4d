"""工作时间: everybody reads it, administrators change it."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.calendars.test_notices import TEXT_2026, TITLE
from tests.cast import EVERYBODY, ding, lin
from tests.desk.test_queue import as_
from zhuanji.history.models import Entry
from zhuanji.staff.models import User
from zhuanji.working_hours.actions import DAYS, add_own_days
from zhuanji.working_hours.models import WorkingHoursVersion
from zhuanji.working_hours.queries import calendar_in_use, forget_calendar

pytestmark = pytest.mark.django_db
URL = "/desk/working-time/"
PAGES = ["", "reckon/", "reckon/?start=2026-11-25T16:20&number=7&unit=working_days", "hours/", "notice/", "versions/"]  # fmt: skip
USUAL = dict.fromkeys(DAYS[:5], "09:00-12:00, 13:30-18:00") | {"make_up": "09:00-18:00"}


def page(person: User, path: str = "") -> str:
    answer = as_(person).get(f"{URL}{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def cell(words: str, day: str) -> str:
    """Return the classes of a day in the year."""
    found = re.search(rf'<td class="([^"]*)" title="{day} ', words)
    assert found
    return " ".join(found[1].replace("is-today", "").split())


def own_days(count: int) -> None:
    for number in range(count):
        first = timezone.localdate() + timedelta(days=2 * number)
        add_own_days(
            by=ding().actor,
            at=timezone.now(),
            first=first,
            last=None,
            hours="",
            name=f"盘点{number}",
        )


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_reads_and_administrators_write(who: Callable[[], User]) -> None:
    writes = who().username == "ding"
    client = as_(who())
    for path in PAGES:
        assert client.get(f"{URL}{path}").status_code == 200
    answers = [
        client.post(f"{URL}hours/", USUAL).status_code,
        client.post(f"{URL}days/", {}).status_code,
        client.post(f"{URL}notice/", {}).status_code,
        client.post(f"{URL}days/remove/", {"first": "2026-01-01"}).status_code,
        client.post(f"{URL}notice/2027/drop/").status_code,
    ]
    assert answers == ([302, 422, 422, 404, 404] if writes else [403] * 5)
    assert ("Import a notice" in page(who(), "notice/")) is writes


@pytest.mark.parametrize("path", PAGES)
def test_pages_cost_the_same_for_one_row_and_three(path: str) -> None:
    costs = []
    for more in (1, 3):
        WorkingHoursVersion.objects.all()
        own_days(more) if more == 1 else add_more()
        client = as_(lin())
        client.get(f"{URL}{path}")
        forget_calendar()
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{URL}{path}")
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 12


def add_more() -> None:
    for number in (2, 3):
        first = timezone.localdate() - timedelta(days=2 * number)
        add_own_days(
            by=ding().actor, at=timezone.now(), first=first, last=None, hours=None, name="补货"
        )


def test_the_year_shows_every_sort_of_day() -> None:
    add_own_days(
        by=ding().actor,
        at=datetime(2026, 11, 1, tzinfo=timezone.get_current_timezone()),
        first=date(2026, 11, 27),
        last=date(2026, 11, 28),
        hours="",
        name="盘点",
    )
    words = page(lin(), "?year=2026")
    sorts = [cell(words, f"2026-{day}") for day in ("11-26", "11-22", "10-01", "10-10", "11-27")]
    assert sorts == [
        "time-day time-workday",
        "time-day time-rest",
        "time-day time-holiday",
        "time-day time-make_up",
        "time-day time-own_closed",
    ]
    assert "holiday notice of 2026" not in words
    assert "盘点" in words


def test_a_year_without_notice_says_so() -> None:
    words = page(lin(), "?year=2027")
    assert cell(words, "2027-03-02") == "time-day time-workday is-unsure"
    assert "The holiday notice of 2027 is not known here." in words
    assert ("Import the notice" in words, "Import the notice" in page(ding(), "?year=2027")) == (
        False,
        True,
    )


@pytest.mark.parametrize("year", ["", "x", "1", "99999999999", "二〇二六", "-5"])
def test_a_year_that_is_none_is_this_one(year: str) -> None:
    assert cell(page(lin(), f"?year={year}"), f"{timezone.localdate()}").startswith("time-day")


@pytest.mark.parametrize(
    ("query", "answer", "why"),
    [
        ("start=2026-09-30T16:20&number=2&unit=working_days", "2026-10-09 16:20", "2026-10-01 – 2026-10-07"),
        ("start=2026-09-30T16:20&number=2&unit=working_days&ends=closing", "2026-10-09 18:00", "国庆节"),
        ("start=2026-11-25T20:00&number=1.5&unit=working_hours", "2026-11-26 10:30", "counting begins at 2026-11-26 09:00"),
        ("start=2026-09-25T09:00&number=7&unit=days", "2026-10-02 09:00", "Every day counts"),
        ("start=2026-09-25T09:00&number=7&unit=days_past_rest&ends=midnight", "2026-10-09 00:00", "§203"),
        ("start=2026-12-31T09:00&number=2&unit=working_days", "2027-01-05 09:00", "unconfirmed"),
        ("start=2026-11-25T09:00&number=1&unit=working_days", "2026-11-26 09:00", "No day had to be passed over."),
    ],
)  # fmt: skip
def test_a_term_is_reckoned_and_explained(query: str, answer: str, why: str) -> None:
    words = page(lin(), f"reckon/?{query}")
    assert (f'<p class="time-answer">{answer}</p>' in words, why in words) == (True, True)


def test_the_law_counts_without_own_days() -> None:
    own_days(1)
    start = f"{timezone.localdate() - timedelta(days=1)}T09:00"
    query = f"reckon/?start={start}&number=1&unit=working_days"
    found = [re.search(r"time-answer\">([^<]*)", page(lin(), f"{query}{more}")) for more in ("", "&official=on")]  # fmt: skip
    day = timezone.localdate()
    closed, law = calendar_in_use(timezone.now()), calendar_in_use(timezone.now()).official()
    expected = [
        calendar.working_day_after(day - timedelta(days=1), 1) for calendar in (closed, law)
    ]
    assert [one[1] for one in found if one] == [f"{day} 09:00" for day in expected]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("start=gestern&number=7&unit=working_days", "Enter a date and a time"),
        ("start=0001-01-01T00:00&number=7&unit=working_days", "between 2004 and 2100"),
        ("start=9999-12-31T23:59&number=7&unit=working_days", "between 2004 and 2100"),
        ("start=2026-11-25T09:00&number=2.5&unit=working_days", "Days are whole"),
        ("start=2026-11-25T09:00&number=1001&unit=days", "At most 1,000 days"),
        ("start=2026-11-25T09:00&number=nan&unit=days", "Enter a number."),
        ("start=2026-11-25T09:00&number=1&unit=moons", "Select a valid choice"),
        ("start=2026-11-25T09:00&number=-1&unit=days", "greater than or equal to 0"),
        ("number=1", "This field is required."),
    ],
)
def test_a_term_that_cannot_be_is_told_and_kept(query: str, words: str) -> None:
    answer = as_(lin()).get(f"{URL}reckon/?{query}")
    assert (answer.status_code, words in answer.content.decode()) == (422, True)


def test_weekly_hours_are_saved_and_what_is_wrong_stands_beside_its_day() -> None:
    client = as_(ding())
    refused = client.post(f"{URL}hours/", {**USUAL, "tuesday": "09:00-12:00, 11:00-15:00"})
    words = refused.content.decode()
    assert (refused.status_code, "09:00–12:00 and 11:00–15:00 overlap." in words) == (422, True)
    assert 'value="09:00-12:00, 11:00-15:00"' in words
    done = client.post(f"{URL}hours/", {**USUAL, "saturday": "10:00-12:00", "version": "0"})
    assert (done.status_code, done["Location"]) == (302, f"{URL}hours/")
    assert 'value="10:00–12:00"' in page(lin(), "hours/")
    stale = client.post(f"{URL}hours/", {**USUAL, "version": "0"})
    assert (stale.status_code, "Somebody else changed this" in stale.content.decode()) == (
        422,
        True,
    )
    assert "Weekly hours changed" in page(lin(), "versions/")


def test_own_days_are_entered_and_removed() -> None:
    client = as_(ding())
    day = timezone.localdate() + timedelta(days=3)
    given = {"first": str(day), "last": "", "kind": "own", "hours": "", "name": "盘点"}
    refused = client.post(f"{URL}days/", given)
    assert (refused.status_code, "Write the hours" in refused.content.decode()) == (422, True)
    assert 'value="盘点"' in refused.content.decode()
    assert client.post(f"{URL}days/", {**given, "hours": "10:00-12:00"}).status_code == 302
    again = client.post(f"{URL}days/", {**given, "kind": "usual"})
    assert f"{day} 盘点 is listed already." in again.content.decode()
    assert "10:00–12:00" in page(lin(), "hours/")
    assert client.post(f"{URL}days/remove/", {"first": str(day)}).status_code == 302
    assert client.post(f"{URL}days/remove/", {"first": "never"}).status_code == 404
    assert "There are none." in page(lin(), "hours/")


def test_a_notice_is_looked_over_before_it_is_in_use() -> None:
    client = as_(ding())
    text = TITLE + "国办发明电〔2026〕9号\n一、元旦：1月1日（周五）至3日（周日）放假，共3天。"
    seen = client.post(f"{URL}notice/", {"text": text, "source": "", "do": "preview"})
    words = seen.content.decode()
    assert (seen.status_code, WorkingHoursVersion.objects.count()) == (200, 0)
    assert ("2027-01-01 – 2027-01-03" in words, "国办发明电〔2026〕9号" in words) == (True, True)
    assert "Not named in it: 春节、清明、劳动节、端午、中秋、国庆." in words
    taken = client.post(f"{URL}notice/", {"text": text, "source": "", "do": "take"})
    assert (taken.status_code, taken["Location"]) == (302, f"{URL}notice/")
    assert calendar_in_use(timezone.now()).is_confirmed(date(2027, 7, 1))
    assert "国办发明电〔2026〕9号" in page(lin(), "notice/")
    assert client.post(f"{URL}notice/2027/drop/").status_code == 302
    assert list(Entry.objects.filter(about="working_hours/1").values_list("kind", flat=True)) == [
        "working_hours.notice_taken",
        "working_hours.notice_dropped",
    ]


def test_a_notice_that_cannot_be_used_is_told_by_its_line_and_kept() -> None:
    text = TITLE + "一、元旦：1月1日（周三）放假。"
    answer = as_(ding()).post(f"{URL}notice/", {"text": text, "source": "x", "do": "take"})
    words = answer.content.decode()
    assert (answer.status_code, text in words) == (422, True)
    assert "Line 2: 2027-01-01 is 周五, but the notice says 周三." in words
    unnamed = as_(ding()).post(f"{URL}notice/", {"text": TEXT_2026, "source": " ", "do": "take"})
    assert "Name where the notice is from" in unnamed.content.decode()


def test_versions_are_paged() -> None:
    own_days(21)
    first, second = page(lin(), "versions/"), page(lin(), "versions/?before=2")
    assert ("?before=2" in first, "Version 21" in first, "Version 1<" in first) == (
        True,
        True,
        False,
    )
    assert ("Version 1<" in second, "Older" in second) == (True, False)
