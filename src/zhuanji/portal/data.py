"""What we have stored about a complainant: shown, handed over, and asked to be put right."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from zhuanji.complaints.actions import ask_about_data
from zhuanji.complaints.queries import shown_to_complainant
from zhuanji.kernel.actors import complainant
from zhuanji.kernel.errors import DomainError
from zhuanji.portal import done
from zhuanji.portal.answers import found_so_far
from zhuanji.portal.done import Done
from zhuanji.portal.entrance import ask_again, find_page
from zhuanji.portal.grants import granted
from zhuanji.portal.limits import may_speak
from zhuanji.portal.looks import changes_looks, keeps_words
from zhuanji.portal.page import data_page, not_yet_sent, once, token_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words
def data(request: HttpRequest, number: str) -> HttpResponse:
    """See what is stored; ask for it to be corrected or deleted."""
    complaint = granted(request, number)
    if complaint is None:
        posted = request.method == "POST"
        return ask_again(request, number, "data") if posted else find_page(request, number)
    if request.method != "POST":
        return data_page(request, complaint)
    if changes_looks(request):
        return data_page(request, complaint, notice=not_yet_sent())
    if not may_speak(number):
        words = _("That was a lot within an hour. Your words are kept; send them later.")
        return data_page(request, complaint, words, status=HTTPStatus.TOO_MANY_REQUESTS)
    try:
        ask_about_data(
            by=complainant(complaint.thread),
            at=timezone.now(),
            complaint=complaint,
            wish=request.POST.get("wish", ""),
            body=request.POST.get("words", ""),
            source_key=f"data:{complaint.pk}:{once(request, _asked(request))}",
        )
    except DomainError as refusal:
        return data_page(request, complaint, str(refusal), status=refusal.status)
    response = redirect("portal:case", number=number)
    done.remember(response, number, Done("data", token_of(request)))
    return response


def _asked(request: HttpRequest) -> str:
    return "\n".join(request.POST.get(field, "") for field in ("wish", "words"))


@never_cache
@require_safe
def record(request: HttpRequest, number: str) -> HttpResponse:
    """What is stored about this complaint, to keep. Never the file of the customer it matched."""
    complaint = granted(request, number)
    if complaint is None:
        return find_page(request, number)
    seen = shown_to_complainant(complaint, at=timezone.now())
    fields = ("number", "account", "demand", "product", "order_number", "place", "occurred_at")
    more = ("representative_name", "representative_phone", "representative_authority")
    data = {field: getattr(complaint, field) for field in (*fields, *more, "received_at")} | {
        "name": complaint.given_name,
        "phone": complaint.given_phone,
        "email": complaint.given_email,
        "findings": {
            "state": "so far" if found_so_far(complaint) else "final",
            **{field: getattr(complaint, field) for field in ("how", "why", "prevention")},
        },
        "stage": complaint.get_stage_display(),
        "messages": [{"at": m.at, "direction": m.direction, "body": m.body} for m in seen.messages],
        "files": [
            {"name": e.attachment.name, "sha256": e.attachment.sha256} for e in seen.evidence
        ],
    }
    disposition = f'attachment; filename="{complaint.number}.json"'
    return JsonResponse(
        data,
        headers={"Content-Disposition": disposition},
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
