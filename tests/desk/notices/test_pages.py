"""The bell and the list of notices, as each person sees them."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import MONDAY, chen, department, he, lin, logistics, wang_complains
from tests.notices.tellings import tell
from zhuanji.complaints.models import Complaint
from zhuanji.desk.live.audience import News, shares
from zhuanji.notices.models import Notice
from zhuanji.notices.told import Level
from zhuanji.staff.models import User

pytestmark = pytest.mark.django_db
URL = "/desk/notices/"


def as_(person: User) -> Client:
    client = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(person)
    return client


def counted(page: str) -> list[str]:
    return re.findall(r'class="bell-count[^>]*>(\d+\+?)', page)


def shown(page: str) -> list[str]:
    return re.findall(r'id="notice-(\d+)"', page)


def test_the_bell_counts_what_is_unseen_on_every_page() -> None:
    client = as_(lin())
    before = client.get("/desk/account/").content.decode()
    tell(lin(), key="1")
    tell(lin(), he(), key="2")

    assert [counted(before), counted(client.get("/desk/account/").content.decode())] == [[], ["2"]]


def test_more_than_a_hundred_are_not_counted() -> None:
    for number in range(101):
        tell(lin(), key=str(number))

    assert counted(as_(lin()).get(f"{URL}bell/").content.decode()) == ["99+"]


def test_an_alarm_is_on_every_page_until_it_is_seen() -> None:
    client = as_(lin())
    tell(lin(), key="1", level=Level.ALARM)
    tell(lin(), key="2")
    alarm = Notice.objects.get(key="1")

    before = client.get("/desk/account/").content.decode()
    opened = client.get(f"{URL}{alarm.pk}/")
    after = client.get("/desk/account/").content.decode()

    link = f'<a data-alarm="{alarm.pk}" href="{URL}{alarm.pk}/">'
    assert [link in before, link in after] == [True, False]
    assert (opened.status_code, opened["Location"]) == (302, alarm.link)


def test_the_list_shows_the_newest_first_in_the_readers_language() -> None:
    tell(lin(), key="1")
    tell(lin(), key="2", level=Level.ALARM)
    first, second = Notice.objects.order_by("pk")

    pages = {only: as_(lin()).get(f"{URL}?only={only}") for only in ("", "unseen", "alarm", "x")}

    ids = {only: shown(page.content.decode()) for only, page in pages.items()}
    both = [str(second.pk), str(first.pk)]
    assert ids == {"": both, "unseen": both, "alarm": both[:1], "x": both}
    assert "Complaint ZJ26-00000-00017 is overdue" in pages[""].content.decode()


def test_what_one_may_not_read_any_more_is_not_there() -> None:
    complaint = wang_complains(place=department())
    tell(chen(), about=complaint.about)
    tell(chen(), about="user/1", key="own")
    hidden, own = Notice.objects.order_by("pk")
    client = as_(chen())
    before = client.get(URL).content.decode()

    Complaint.objects.filter(pk=complaint.pk).update(department=logistics())
    after = client.get(URL).content.decode()

    assert [shown(before), counted(before)] == [[str(own.pk), str(hidden.pk)], ["2"]]
    assert [shown(after), counted(after)] == [[str(own.pk)], ["1"]]
    assert client.get(f"{URL}{hidden.pk}/").status_code == 404
    assert Notice.objects.filter(seen_at=None).count() == 2


def test_another_persons_notice_is_not_there() -> None:
    tell(he())

    client = as_(lin())
    statuses = [
        client.get(f"{URL}{pk}/").status_code for pk in (Notice.objects.get().pk, 10**17, 10**30)
    ]

    assert (statuses, shown(client.get(URL).content.decode())) == ([404] * 3, [])


@pytest.mark.parametrize("link", ["https://evil.example/", "//evil.example/", "javascript:x", ""])
def test_a_notice_leads_nowhere_else(link: str) -> None:
    tell(lin())
    Notice.objects.update(link=link)

    assert as_(lin()).get(f"{URL}{Notice.objects.get().pk}/")["Location"] == URL


def test_everything_is_marked_as_seen_up_to_what_was_shown() -> None:
    client = as_(lin())
    tell(lin(), key="1")
    until = re.findall(r'name="until" value="(\d+)"', client.get(URL).content.decode())
    tell(lin(), key="2")

    done = client.post(f"{URL}seen/", {"until": until}, follow=True)

    assert "1 notices are marked as seen." in done.content.decode()
    assert Notice.objects.get(seen_at=None).key == "2"
    assert client.post(f"{URL}seen/", {"until": "x" * 50}).status_code == 302
    assert not Notice.objects.filter(seen_at=None).exists()


@pytest.mark.parametrize("cursor", ["x", "-", "-x", "9" * 30, "０", "%00"])
def test_a_cursor_that_nobody_gave_begins_anew(cursor: str) -> None:
    tell(lin())

    answer = as_(lin()).get(URL, {"cursor": cursor})

    assert (answer.status_code, len(shown(answer.content.decode()))) == (200, 1)


def test_one_pages_to_the_end_and_back() -> None:
    for number in range(35):
        tell(lin(), key=str(number))
    client = as_(lin())
    ids = [str(pk) for pk in Notice.objects.order_by("-pk").values_list("pk", flat=True)]

    first = client.get(URL).content.decode()
    second = client.get(f"{URL}?cursor={ids[29]}").content.decode()
    back = client.get(f"{URL}?cursor=-{ids[30]}").content.decode()

    assert [shown(first), shown(second), shown(back)] == [ids[:30], ids[30:], ids[:30]]


def test_the_drawer_shows_the_newest_few() -> None:
    for number in range(12):
        tell(lin(), key=str(number))

    assert len(shown(as_(lin()).get(f"{URL}drawer/").content.decode())) == 10


def test_a_page_costs_the_same_for_one_and_many() -> None:
    costs = []
    for person in (chen(), lin()):
        client = as_(person)
        for count in (1, 3):
            for number in range(count):
                tell(person, key=f"{count}/{number}", about=wang_complains().about)
            with CaptureQueriesContext(connection) as asked:
                client.get(URL)
            costs.append(len(asked))

    assert costs == [costs[0]] * 4
    assert costs[0] <= 12


def test_a_bell_rings_for_its_owner_only() -> None:
    mine, theirs = f"notices-{chen().pk}", f"notices-{lin().pk}"
    news = News({mine: 5, theirs: 6, "list": 7})

    assert shares([chen().actor, lin().actor, he().actor], news) == {
        chen().actor: {mine: 5},
        lin().actor: {theirs: 6, "list": 7},
        he().actor: {"list": 7},
    }


def test_old_notices_are_told_by_their_moment() -> None:
    tell(lin(), at=timezone.now() - timedelta(minutes=3))
    tell(lin(), key="2", at=MONDAY)

    page = as_(lin()).get(URL).content.decode()

    assert ("3 min ago" in page, "2026-03-02 09:30" in page) == (True, True)
