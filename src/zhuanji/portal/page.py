"""The pages of one complaint, drawn for the person who proved that it is theirs."""

import re
import secrets
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from zhuanji.attachments.previews import has_preview
from zhuanji.complaints.models import Complaint, DataWish
from zhuanji.complaints.queries import Shown, shown_to_complainant
from zhuanji.portal.answers import day, four_answers, steps, ways

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
        "deed": "",
        "typed": "",
        **more,
    }
    return render(request, "portal/case.html", words, status=status)


def token_of(request: HttpRequest) -> str:
    """What makes a submission one, however often it is sent."""
    given = request.POST.get("token", "")
    return given if _TOKEN.fullmatch(given) else secrets.token_urlsafe(24)


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
    """Every field with something in it, in words. Never the file of the customer it matched."""
    complaint = seen.complaint
    named = (
        (_("Number"), complaint.number),
        (_("What happened?"), complaint.account),
        (_("What should we do?"), complaint.demand),
        (_("Product or service"), complaint.product),
        (_("Order number"), complaint.order_number),
        (_("Where?"), complaint.place),
        (_("Represented by"), complaint.representative_name),
    )
    return [(words, value) for words, value in named if value]
