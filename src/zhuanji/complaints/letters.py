"""What we write to a complainant by ourselves, in their language. Words come from templates."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from zhuanji.complaints.models import Complaint, Judgement
from zhuanji.complaints.numbers import query_code


def acknowledgement(complaint: Complaint) -> tuple[str, str]:
    """Return subject and body: number, query code, who answers and by when.

    Nothing the complainant wrote is in it, so a stranger's form cannot make us send their words.
    """
    return _letter("acknowledgement", complaint)


def refusal(complaint: Complaint, judgement: Judgement) -> tuple[str, str]:
    """Return subject and body of the letter that says no: why, and every further way to go."""
    return _letter("refusal", complaint, judgement=judgement)


def _letter(name: str, complaint: Complaint, **more: object) -> tuple[str, str]:
    with translation.override(complaint.language):
        words = {
            "complaint": complaint,
            "code": query_code(complaint.number),
            "due": _moment(complaint.due_at),
            "received": _moment(complaint.received_at),
            "page": f"{settings.PUBLIC_URL}/c/{complaint.number}",
            **more,
        }
        text = render_to_string(f"letters/{complaint.language}/{name}.txt", words)
    subject, _, body = text.partition("\n")
    return subject.strip(), body.strip() + "\n"


def _moment(at: object) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""  # type: ignore[arg-type]
