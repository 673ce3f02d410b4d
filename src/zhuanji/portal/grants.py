"""Who has shown number and query code on this device, per complaint: a signed cookie, no table."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from zhuanji.complaints.models import Complaint

LENGTH = timedelta(hours=12)


def grant(response: HttpResponse, complaint: Complaint) -> None:
    """Let this browser see this complaint, and no other, for half a day."""
    response.set_signed_cookie(
        _name(complaint.number),
        str(complaint.thread),
        salt=_salt(complaint.number),
        max_age=LENGTH,
        path=f"/c/{complaint.number}",
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse, number: str) -> None:
    response.delete_cookie(_name(number), path=f"/c/{number}")


def granted(request: HttpRequest, number: str) -> Complaint | None:
    """Return the complaint when this browser may see it."""
    thread = request.get_signed_cookie(
        _name(number), default="", salt=_salt(number), max_age=LENGTH
    )
    if not thread:
        return None
    complaints = Complaint.objects.select_related("customer", "owner", "merged_into")
    return complaints.filter(number=number, thread=thread).first()


def _name(number: str) -> str:
    return f"case-{number}"


def _salt(number: str) -> str:
    return f"portal.case.{number}"
