"""The administrator's room for webhooks."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import cast
from zhuanji.complaints.queries import told_outside
from zhuanji.history.models import Entry
from zhuanji.staff.models import User
from zhuanji.webhooks.actions import create_webhook
from zhuanji.webhooks.actions.gathering import make_deliveries
from zhuanji.webhooks.models import Delivery, Webhook
from zhuanji.webhooks.signing import secret_of

pytestmark = pytest.mark.django_db
URL = "/desk/admin/webhooks/"
GIVEN = {"name": "商城", "url": "https://shop.example/hook"}


def as_(person: User) -> Client:
    client = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(person)
    return client


def webhook(name: str = "商城") -> Webhook:
    by = cast.ding().actor
    return create_webhook(by=by, at=timezone.now(), **{**GIVEN, "name": name})[0]


def messages(count: int) -> None:
    for _ in range(count):
        cast.wang_complains()
    lines = list(Entry.objects.filter(kind="complaint.registered"))
    make_deliveries(Webhook.objects.all(), lines, at=timezone.now(), describe=told_outside)


def test_a_failed_one_says_why_in_the_list_and_at_the_message() -> None:
    found = webhook()
    messages(1)
    why = "ConnectError: no route to host"
    Delivery.objects.update(answer=why, attempts=1, tried_at=timezone.now())
    Webhook.objects.update(failing_since=timezone.now())
    client = as_(cast.ding())

    pages = [client.get(URL).content.decode(), client.get(f"{URL}{found.pk}/").content.decode()]

    assert [page.count(f"<bdi>{why}</bdi>") for page in pages] == [1, 1]
    assert "next try: 20" in pages[1]


@pytest.mark.parametrize("who", cast.EVERYBODY)
def test_only_administrators_come_in(who: Callable[[], User]) -> None:
    found = webhook()
    expected = 200 if who is cast.ding else 403
    client = as_(who())

    answers = [client.get(URL), client.get(f"{URL}{found.pk}/")]

    assert [answer.status_code for answer in answers] == [expected] * 2
    if expected == 403:
        for verb in ("switch", "test", "secret", "delete", "replay"):
            assert client.post(f"{URL}{found.pk}/{verb}/").status_code == 403
        assert Webhook.objects.get().active is True


def test_the_secret_is_shown_once_after_adding_and_after_changing_it() -> None:
    client = as_(cast.ding())

    added = client.post(URL, {**GIVEN, "kinds": ["complaint.closed"]})
    made = Webhook.objects.get()
    page = f"{URL}{made.pk}/"
    first, again = client.get(page), client.get(page)
    client.post(f"{page}secret/")
    changed = client.get(page)

    assert (added.status_code, added["Location"], made.kinds) == (302, page, ["complaint.closed"])
    old, new = secret_of(made.salt), secret_of(Webhook.objects.get().salt)
    assert [old in answer.content.decode() for answer in (first, again, changed)] == [
        True,
        False,
        False,
    ]
    assert (new in changed.content.decode(), changed["Cache-Control"]) == (True, "no-store")


@pytest.mark.parametrize(
    "given", [{"name": " "}, {"url": "https://10.0.0.1/x"}, {"url": "x"}, {"kinds": ["x"]}]
)
def test_what_cannot_be_used_is_said_and_kept(given: dict[str, object]) -> None:
    answer = as_(cast.ding()).post(URL, {**GIVEN, **given})

    text = answer.content.decode()
    assert (answer.status_code, "field-error" in text, Webhook.objects.count()) == (422, True, 0)
    assert str(given.get("url", GIVEN["url"])) in text


def test_it_is_changed_turned_off_and_deleted() -> None:
    page, client = f"{URL}{webhook().pk}/", as_(cast.ding())

    client.post(page, {**GIVEN, "name": "呼叫中心"})
    wrong = client.post(page, {**GIVEN, "url": "http://shop.example/"})
    client.post(f"{page}switch/", {"active": "0"})
    off = Webhook.objects.get()
    test = client.post(f"{page}test/", follow=True)
    client.post(f"{page}switch/", {"active": "1"})
    client.post(f"{page}test/")

    assert (off.name, off.active, wrong.status_code) == ("呼叫中心", False, 422)
    assert "turned off" in test.content.decode()
    assert list(Delivery.objects.values_list("kind", "state")) == [("webhook.test", "waiting")]
    assert (client.post(f"{page}delete/").status_code, Webhook.objects.count()) == (302, 0)
    assert client.get(page).status_code == 404


def test_messages_are_sent_again() -> None:
    page, client = f"{URL}{webhook().pk}/", as_(cast.ding())
    messages(2)
    Delivery.objects.update(state="dead", next_at=None)
    one = Delivery.objects.latest("pk")

    client.post(f"{page}replay/{one.pk}/")
    waiting = list(Delivery.objects.filter(state="waiting"))
    since = timezone.localtime() - timedelta(hours=300 * 24)
    client.post(f"{page}replay/", {"since": since.strftime("%Y-%m-%dT%H:%M")})
    wrong = client.post(f"{page}replay/", {"since": "gestern"})

    assert waiting == [one]
    assert Delivery.objects.filter(state="waiting").count() == 2
    assert (wrong.status_code, "gestern" in wrong.content.decode()) == (422, True)
    assert client.post(f"{page}replay/{10**17}/").status_code == 404


def test_messages_are_filtered_by_state() -> None:
    page, client = f"{URL}{webhook().pk}/", as_(cast.ding())
    messages(2)
    dead = Delivery.objects.earliest("pk")
    Delivery.objects.filter(pk=dead.pk).update(state="dead", next_at=None)

    text = client.get(page, {"state": "dead"}).content.decode()

    assert [row.message_id in text for row in Delivery.objects.order_by("pk")] == [True, False]


def test_the_cost_of_the_pages_does_not_grow_with_their_rows() -> None:
    page, client = f"{URL}{webhook().pk}/", as_(cast.ding())
    costs = set()
    for rows in (1, 2):
        messages(rows)
        for address in (URL, page):
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            costs.add((address, len(asked)))
        webhook("又一个")

    assert len(costs) == 2
    assert max(count for _address, count in costs) <= 12
