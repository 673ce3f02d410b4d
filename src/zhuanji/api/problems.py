"""Every "no" in one form: problem details (RFC 9457), in the reader's language."""

import json
from http import HTTPStatus

from django.http import HttpResponse
from django.utils.translation import gettext as _

from zhuanji.complaints.stages import IllegalMove
from zhuanji.kernel.errors import DomainError, Invalid

MEDIA_TYPE = "application/problem+json"


def answer(refusal: DomainError, headers: dict[str, str] | None = None) -> HttpResponse:
    """Return a refusal as an HTTP answer; `problems` name each field that is wrong."""
    problem: dict[str, object] = {
        "type": f"urn:zhuanji:problem:{refusal.code}",
        "title": HTTPStatus(refusal.status).phrase,
        "status": refusal.status,
        "detail": str(refusal),
        "code": refusal.code,
    }
    if isinstance(refusal, Invalid) and refusal.problems:
        problem["detail"] = str(refusal.message)
        problem["problems"] = refusal.problems
    if isinstance(refusal, IllegalMove):
        problem |= {"detail": _which_way(refusal), "allowed": refusal.allowed}
    return HttpResponse(
        json.dumps(problem, ensure_ascii=False),
        status=refusal.status,
        content_type=MEDIA_TYPE,
        headers=headers,
    )


def _which_way(refusal: IllegalMove) -> str:
    words = {"start": refusal.start, "end": refusal.end, "allowed": ", ".join(refusal.allowed)}
    return (
        _("The complaint is %(start)s and cannot become %(end)s. From here: %(allowed)s.") % words
    )
