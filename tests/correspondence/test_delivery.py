"""A letter leaves once, is tried again for a day, and never disappears in silence."""

from uuid import UUID

import pytest
from django.core.mail import EmailMessage
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from tests import cast
from zhuanji.attachments.actions import add_attachments
from zhuanji.attachments.files import store_file
from zhuanji.correspondence.actions import (
    MAX_ATTEMPTS,
    deliver_message,
    said_before,
    write_message,
)
from zhuanji.correspondence.models import Message

pytestmark = pytest.mark.django_db
THREAD = UUID("01920000-0000-7000-8000-000000000001")


def letter(
    to: str = "wang@example.cn",
    kind: Message.Kind = Message.Kind.REPLY,
    source_key: str | None = None,
) -> Message:
    return write_message(
        thread=THREAD,
        kind=kind,
        to=to,
        subject="您的投诉\n ZJ26",
        body="正在核实，明天中午前答复您。",
        by=cast.lin().actor,
        at=cast.MONDAY,
        source_key=source_key,
    )


def deliver(message: Message) -> bool:
    return deliver_message(message=Message.objects.get(pk=message.pk), at=cast.MONDAY)


def test_a_letter_waits_in_the_outbox_with_its_job() -> None:
    message = letter()

    assert message.state == Message.State.QUEUED
    assert list(ProcrastinateJob.objects.values_list("task_name", "args")) == [
        ("correspondence.deliver_message", {"message_id": message.pk})
    ]


def test_without_an_address_the_customers_page_shows_it() -> None:
    message = letter(to="")

    assert message.state == Message.State.POSTED
    assert not ProcrastinateJob.objects.exists()
    assert deliver(message) is False


def test_a_letter_is_sent_once(mailoutbox: list[EmailMessage]) -> None:
    message = letter()

    assert [deliver(message), deliver(message)] == [True, False]

    message.refresh_from_db()
    assert (message.state, message.sent_at) == (Message.State.SENT, cast.MONDAY)
    [mail] = mailoutbox
    assert (mail.to, mail.subject) == (["wang@example.cn"], "您的投诉 ZJ26")
    assert mail.extra_headers["Message-ID"].startswith(f"<zhuanji-{THREAD}-{message.pk}@")
    assert "Auto-Submitted" not in mail.extra_headers


def test_what_we_write_by_ourselves_says_so(mailoutbox: list[EmailMessage]) -> None:
    deliver(letter(kind=Message.Kind.ACKNOWLEDGEMENT))

    assert mailoutbox[0].extra_headers["Auto-Submitted"] == "auto-replied"


def test_files_travel_with_the_letter(mailoutbox: list[EmailMessage]) -> None:
    stored = store_file("检测报告.txt", ["水压正常".encode()])
    files = add_attachments(by=cast.lin().actor, at=cast.MONDAY, files=[stored])
    message = letter()
    message.attachments.set(files)

    deliver(message)

    assert [(name, content) for name, content, _kind in mailoutbox[0].attachments] == [
        ("检测报告.txt", "水压正常")
    ]


def test_an_unreachable_server_is_tried_again_and_finally_told(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "tests.correspondence.mail_servers.Unreachable"
    message = letter()
    states = []

    for _ in range(MAX_ATTEMPTS):
        with pytest.raises(ConnectionRefusedError):
            deliver(message)
        states.append(Message.objects.get(pk=message.pk).state)

    assert states == ["queued"] * (MAX_ATTEMPTS - 1) + ["failed"]
    message.refresh_from_db()
    assert message.problem == "1 letter(s) refused"
    assert deliver(message) is False


def test_a_letter_whose_sender_was_killed_is_taken_again(mailoutbox: list[EmailMessage]) -> None:
    message = letter()
    Message.objects.filter(pk=message.pk).update(state=Message.State.SENDING, attempts=1)

    assert deliver(message) is True
    assert len(mailoutbox) == 1


def test_two_workers_do_not_send_the_same_letter(mailoutbox: list[EmailMessage]) -> None:
    message = letter()
    seen_by_both = [Message.objects.get(pk=message.pk) for _ in range(2)]

    assert [deliver_message(message=m, at=cast.MONDAY) for m in seen_by_both] == [True, False]
    assert len(mailoutbox) == 1


def test_what_came_in_with_a_key_is_found_by_it() -> None:
    message = letter(source_key="portal:1")

    assert [said_before(key) for key in ("portal:1", "portal:2", None)] == [message, None, None]
