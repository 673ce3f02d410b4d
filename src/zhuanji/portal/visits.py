"""Pages for anybody: the front page, the form, and the way in with number and query code."""

import re
import secrets
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhuanji.complaints.actions import submit_complaint
from zhuanji.complaints.numbers import read_number
from zhuanji.complaints.queries import find_complaint
from zhuanji.kernel.actors import Actor
from zhuanji.portal.forms import ComplaintForm
from zhuanji.portal.grants import grant
from zhuanji.portal.limits import may_submit, may_try_code
from zhuanji.portal.pending import files_of
from zhuanji.staff.roles import Right

PORTAL = Actor(key="portal", name="网上表单", rights=frozenset({Right.REGISTER}))
LARGE_COOKIE = "zhuanji_large"
_TOKEN = re.compile(r"[\w-]{20,64}", re.ASCII)
_YEAR = 365 * 24 * 3600


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/front.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def complain(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _form_page(request, ComplaintForm())
    form = ComplaintForm(request.POST)
    files, problems = files_of(request)
    kept: dict[str, Any] = {"files": files, "problems": problems}
    if request.POST.get("website"):  # only a machine sees this field
        return _form_page(request, form, trouble=_("Please press the button once more."), **kept)
    if not form.read(language=_language()) or problems:
        return _form_page(request, form, **kept)
    if not may_submit(_address(request)):
        trouble = _(
            "Many complaints came from your connection within an hour. Everything you wrote is"
            " still here; please send it again a little later."
        )
        return _form_page(request, form, trouble=trouble, status=429, **kept)
    complaint = submit_complaint(
        by=PORTAL,
        at=timezone.now(),
        given=form.registration,
        source_key=f"web:{_token(request)}",
        files=files.values(),
    )
    response = redirect("portal:receipt", number=complaint.number)
    grant(response, complaint)
    return response


def _form_page(
    request: HttpRequest, form: ComplaintForm, *, status: int | None = None, **more: Any
) -> HttpResponse:
    words = {
        "form": form,
        "token": _token(request),
        "files": {},
        "problems": [],
        "trouble": "",
        **more,
    }
    wrong = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "portal/complain.html", words, status=status or wrong)


def _token(request: HttpRequest) -> str:
    """What makes a submission one, however often it is sent."""
    given = request.POST.get("token", "")
    return given if _TOKEN.fullmatch(given) else secrets.token_urlsafe(24)


def _language() -> str:
    return "en" if (get_language() or "").startswith("en") else "zh-hans"


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return find_page(request, request.GET.get("number", ""))
    typed = request.POST.get("number", "").replace("\0", "")[:60]
    if not may_try_code(_address(request), read_number(typed)):
        words = _("There were too many tries. Please wait a minute and try again.")
        return find_page(request, typed, words, status=HTTPStatus.TOO_MANY_REQUESTS)
    complaint = find_complaint(typed, request.POST.get("code", ""))
    if complaint is None:
        words = _("Number and query code do not match. Check both; they are in our first message.")
        return find_page(request, typed, words, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    response = redirect("portal:case", number=complaint.number)
    grant(response, complaint)
    return response


def find_page(
    request: HttpRequest, number: str, trouble: str = "", *, status: int = HTTPStatus.OK
) -> HttpResponse:
    words = {"number": number[:60], "trouble": trouble}
    return render(request, "portal/find.html", words, status=status)


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Remember language and size of letters, and go back to the page."""
    back = request.POST.get("back", "/")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    response = redirect(back if safe else "/")
    if request.POST.get("language") in dict(settings.LANGUAGES):
        name, language = settings.LANGUAGE_COOKIE_NAME, request.POST["language"]
        response.set_cookie(name, language, max_age=_YEAR, samesite="Lax")
    if (large := request.POST.get("large", "")) in {"0", "1"}:
        response.set_cookie(LARGE_COOKIE, large, max_age=_YEAR, samesite="Lax")
    return response
