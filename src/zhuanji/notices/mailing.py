"""Handing one message to the mail server."""

import time
from email.utils import formatdate

from django.conf import settings
from django.core.mail import EmailMessage

from zhuanji.notices.letters import Letter
from zhuanji.notices.models import Channel, Delivery
from zhuanji.notices.verdicts import Outcome, Verdict


def send_letter(channel: Channel, letter: Letter, first: Delivery | None = None) -> Outcome:
    """Send a letter to the channel's person, and say what became of it.

    The Message-ID follows from the first notice in it, so that a mail sent twice is recognised as
    one; the headers say that nobody wrote it by hand (RFC 3834).
    """
    if channel.user is None or not channel.user.email:
        return Outcome(Verdict.NO_ADDRESS)
    host = settings.PUBLIC_URL.split("//")[-1].split("/")[0].split(":")[0]
    headers = {"Auto-Submitted": "auto-generated"}
    if first is not None:
        headers["Message-ID"] = f"<zhuanji-notice-{channel.pk}-{first.pk}@{host}>"
        headers["Date"] = formatdate(first.made_at.timestamp())
    email = EmailMessage(
        subject=" ".join(letter.title.split()),
        body=letter.body,
        to=[channel.user.email],
        headers=headers,
    )
    start = time.monotonic()
    try:
        email.send()
    except (OSError, ValueError) as problem:  # smtplib's errors are OSErrors
        words = f"{type(problem).__name__}: {problem}"
        return Outcome(Verdict.UNREACHABLE, words=words, milliseconds=_since(start))
    return Outcome(Verdict.TAKEN, milliseconds=_since(start))


def _since(start: float) -> int:
    return int((time.monotonic() - start) * 1000)
