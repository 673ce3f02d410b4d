"""Handing one message to the mail server."""

from email.utils import formatdate

from django.conf import settings
from django.core.mail import EmailMessage

from zhuanji.attachments.files import open_file
from zhuanji.correspondence.models import Message


def send_email(message: Message) -> None:
    """Send a message to its address. Raises OSError (smtplib's errors among them) when it cannot.

    The Message-ID follows from the message, so that a mail sent twice is recognised as one.
    Letters we write by ourselves say so (RFC 3834), which keeps two machines from talking.
    """
    host = settings.PUBLIC_URL.split("//")[-1].split("/")[0].split(":")[0]
    headers = {
        "Message-ID": f"<zhuanji-{message.thread}-{message.pk}@{host}>",
        "Date": formatdate(message.at.timestamp()),
    }
    if message.kind == Message.Kind.ACKNOWLEDGEMENT:
        headers["Auto-Submitted"] = "auto-replied"
    email = EmailMessage(
        subject=" ".join(message.subject.split()),
        body=message.body,
        to=[message.to],
        headers=headers,
    )
    for attachment in message.attachments.all():
        with open_file(attachment) as file:
            email.attach(attachment.name, file.read(), attachment.media_type)
    email.send()
