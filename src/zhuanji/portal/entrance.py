"""The way in with number and query code; whoever was kept out for a moment finds their words again."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from zhuanji.complaints.models import Complaint
from zhuanji.complaints.numbers import read_number
from zhuanji.complaints.queries import find_complaint
from zhuanji.portal.grants import grant
from zhuanji.portal.limits import address_of, may_try_code
from zhuanji.portal.looks import changes_looks, keeps_words
from zhuanji.portal.page import case_page, data_page, not_yet_sent, token_of
from zhuanji.portal.pending import files_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words
def find(request: HttpRequest) -> HttpResponse:
    """Open a complaint. An unknown number and a wrong code are answered alike."""
    if request.method != "POST":
        return find_page(request, request.GET.get("number", ""))
    typed = request.POST.get("number", "").replace("\0", "")[:60]
    kept = _kept(request)
    if changes_looks(request):
        return find_page(request, typed, **kept)
    if not may_try_code(address_of(request), read_number(typed)):
        words = _("There were too many tries. Please wait a minute and try again.")
        return find_page(request, typed, words, status=HTTPStatus.TOO_MANY_REQUESTS, **kept)
    complaint = find_complaint(typed, request.POST.get("code", ""))
    if complaint is None:
        words = _("Number and query code do not match. Check both; they are in our first message.")
        return find_page(request, typed, words, status=HTTPStatus.UNPROCESSABLE_ENTITY, **kept)
    response = _opened(request, complaint, kept)
    grant(response, complaint)
    return response


def _opened(request: HttpRequest, complaint: Complaint, kept: dict[str, Any]) -> HttpResponse:
    if not kept["deed"]:
        return redirect("portal:case", number=complaint.number)
    notice = not_yet_sent()
    if kept["deed"] == "data":
        return data_page(request, complaint, notice=notice)
    return case_page(request, complaint, notice=notice, **kept)


def ask_again(request: HttpRequest, number: str, deed: str) -> HttpResponse:
    """Somebody acted after their half day was over: ask for the code and carry what they wrote."""
    words = _(
        "For your safety this page closes after half a day. Enter the query code again; what you"
        " wrote is kept."
    )
    kept = {**_kept(request), "deed": deed[:20]}
    return find_page(request, number, words, status=HTTPStatus.FORBIDDEN, **kept)


def find_page(
    request: HttpRequest,
    number: str,
    trouble: str = "",
    *,
    status: int = HTTPStatus.OK,
    **kept: Any,
) -> HttpResponse:
    words: dict[str, Any] = {
        "number": number[:60],
        "trouble": trouble,
        "deed": "",
        "typed": "",
        "files": {},
    }
    words["wish"] = request.POST.get("wish", "")[:20]
    token = {"token": token_of(request)}
    return render(request, "portal/find.html", words | token | kept, status=status)


def _kept(request: HttpRequest) -> dict[str, Any]:
    files, problems = files_of(request)
    return {
        "deed": request.POST.get("deed", "")[:20],
        "typed": request.POST.get("words", ""),
        "files": files,
        "problems": problems,
    }
