"""What we write to a complainant by ourselves, in their language. Words come from templates."""

import re
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from zhuanji.complaints.deadlines import Kind, due_times
from zhuanji.complaints.models import Complaint, Judgement
from zhuanji.complaints.numbers import query_code

_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}|[A-Z][a-z]{1,15}(?:[ -][A-Z][a-z]{1,15}){0,2}")


def acknowledgement(complaint: Complaint, *, at: datetime | None = None) -> tuple[str, str]:
    """Return subject and body: number, query code, who answers, and what is due by when.

    A moment that is past `at` is no promise: the complaint was taken over from elsewhere.

    Nothing the complainant wrote is in it but what can only be a name, so a stranger's form
    cannot make us send their words.
    """
    due = due_times(complaint.grade, complaint.received_at)
    now = at or complaint.received_at
    ahead = {kind: _moment(moment) if moment > now else "" for kind, moment in due.items()}
    return _letter(
        "acknowledgement",
        complaint,
        answered=ahead[Kind.FIRST_ANSWER],
        settled=ahead[Kind.RESOLUTION],
    )


def refusal(complaint: Complaint, judgement: Judgement) -> tuple[str, str]:
    """Return subject and body of the letter that says no: why, and every further way to go."""
    return _letter("refusal", complaint, judgement=judgement)


def subject_of(complaint: Complaint) -> str:
    """What stands above a letter that a colleague or a machine writes."""
    with translation.override(complaint.language):
        return _("Your complaint %(number)s") % {"number": complaint.number}


def _letter(name: str, complaint: Complaint, **more: object) -> tuple[str, str]:
    with translation.override(complaint.language):
        words = {
            "complaint": complaint,
            "code": query_code(complaint.number),
            "received": _moment(complaint.received_at),
            "page": f"{settings.PUBLIC_URL}/c/{complaint.number}",
            "name": _name(complaint),
            "phone": settings.HELP_PHONE,
            "hours": settings.HELP_HOURS,
            **more,
        }
        text = render_to_string(f"letters/{complaint.language}/{name}.txt", words)
    subject, _, body = text.partition("\n")
    return subject.strip(), body.strip() + "\n"


def _name(complaint: Complaint) -> str:
    """How to address them: what is no ordinary name is left out, for anybody may type anything.

    Who wrote by the form is called what they typed there: a phone number alone, which others may
    know too, must not tell the name on its owner's file.
    """
    if (complaint.source_key or "").startswith("web:"):
        name = complaint.given_name
    else:
        name = complaint.customer.name if complaint.customer else ""
    return name if _NAME.fullmatch(name) else ""


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"
