"""The pages of one complaint, drawn for the person who proved that it is theirs."""

import hashlib
import re
import secrets
from collections.abc import Iterable
from functools import partial
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from zhuanji.attachments.files import StoredFile
from zhuanji.attachments.previews import has_preview
from zhuanji.complaints.models import Complaint, DataWish
from zhuanji.complaints.queries import Shown, shown_to_complainant
from zhuanji.correspondence.models import Message
from zhuanji.portal.answers import day, four_answers, steps, ways
from zhuanji.staff.roles import SYSTEM

_TOKEN = re.compile(r"[\w-]{20,64}", re.ASCII)


def case_page(
    request: HttpRequest, complaint: Complaint, *, status: int = HTTPStatus.OK, **more: object
) -> HttpResponse:
    """Draw the page; `more` keeps what was typed when something could not be done."""
    seen = shown_to_complainant(complaint, at=timezone.now())
    words = {
        "seen": seen,
        "complaint": complaint,
        "answers": four_answers(seen, now=timezone.now()),
        "steps": steps(complaint),
        "ways": ways(complaint),
        "has_preview": has_preview,
        "day": day,
        "token": token_of(request),
        "files": {},
        "problems": [],
        "trouble": "",
        "notice": "",
        "done": None,
        "author": partial(author_of, complaint=complaint),
        "deed": "",
        "typed": "",
        **more,
    }
    return render(request, "portal/case.html", words, status=status)


def author_of(message: Message, *, complaint: Complaint) -> str:
    """Who wrote a message, as its reader knows them: a machine writes for the one responsible."""
    if message.direction != Message.Direction.OUT:
        return _("You")
    if message.author == SYSTEM.key:
        return _("System")
    if message.author.startswith("token:"):
        return complaint.owner.name if complaint.owner else _("Customer service")
    return message.author_name


def token_of(request: HttpRequest) -> str:
    """What makes a submission one, however often it is sent."""
    given = request.POST.get("token", "")
    return given if _TOKEN.fullmatch(given) else secrets.token_urlsafe(24)


def once(request: HttpRequest, words: str, files: Iterable[StoredFile] = ()) -> str:
    """What makes the same words and files of one form one; changed words are new words."""
    told = "\n".join([words, *sorted(file.sha256 for file in files)])
    return f"{token_of(request)}:{hashlib.sha256(told.encode()).hexdigest()[:24]}"


def not_yet_sent() -> str:
    return _("What you wrote is still here, not yet sent. Please press the button once more.")


def data_page(
    request: HttpRequest,
    complaint: Complaint,
    trouble: str = "",
    *,
    notice: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Draw what is stored, and the form that asks for it to be put right."""
    seen = shown_to_complainant(complaint, at=timezone.now())
    words = {
        "complaint": complaint,
        "stored": _stored(seen),
        "counts": {"messages": len(seen.messages), "files": len(seen.evidence)},
        "wishes": DataWish.choices,
        "wish": request.POST.get("wish", ""),
        "typed": request.POST.get("words", ""),
        "trouble": trouble,
        "notice": notice,
        "token": token_of(request),
    }
    return render(request, "portal/data.html", words, status=status)


def _stored(seen: Shown) -> list[tuple[str, object]]:
    """Every field with something in it, in words: what came with this complaint, typed in its form.

    Never the file of the customer it matched: another person may have guessed a phone number.
    """
    complaint = seen.complaint
    named = (
        (_("Number"), complaint.number),
        (_("What happened?"), complaint.account),
        (_("What should we do?"), complaint.demand),
        (_("Product or service"), complaint.product),
        (_("Order number"), complaint.order_number),
        (_("Where?"), complaint.place),
        (_("Name"), complaint.given_name),
        (_("Phone"), complaint.given_phone),
        (_("E-mail"), complaint.given_email),
        (_("Represented by"), complaint.representative_name),
        (_("Phone of who represents you"), complaint.representative_phone),
        (_("In what capacity"), complaint.representative_authority),
    )
    return [(words, value) for words, value in named if value]
