"""Pages for anybody: the front page, the form, language and size of letters."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from zhuanji.complaints.actions import submit_complaint
from zhuanji.kernel.actors import Actor
from zhuanji.portal import again
from zhuanji.portal.forms import ComplaintForm
from zhuanji.portal.grants import grant
from zhuanji.portal.limits import address_of, may_submit
from zhuanji.portal.looks import changes_looks, keeps_words, remember_looks
from zhuanji.portal.page import token_of
from zhuanji.portal.pending import files_of
from zhuanji.staff.roles import Right

_SURE = 4  # numbers somebody may have been asked about
PORTAL = Actor(key="portal", name="网上表单", rights=frozenset({Right.REGISTER}))


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/front.html")


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words
def complain(request: HttpRequest) -> HttpResponse:
    """The form, and what comes in by it."""
    if request.method != "POST":
        # Not "no-store": the browser's Back brings the words back, also without any script.
        response = _form_page(request, ComplaintForm())
        patch_cache_control(response, private=True, no_cache=True)
        return response
    return _take(request)


@never_cache
def _take(request: HttpRequest) -> HttpResponse:
    form = ComplaintForm(request.POST)
    files, problems = files_of(request)
    kept: dict[str, Any] = {"files": files, "problems": problems}
    if request.POST.get("website"):  # only a machine sees this field
        return _form_page(request, form, trouble=_("Please press the button once more."), **kept)
    if not form.read(language=_language()) or problems or changes_looks(request):
        return _form_page(request, form, **kept)
    if not may_submit(address_of(request)):
        trouble = _(
            "Many complaints came from your connection within an hour. Everything you wrote is"
            " still here; please send it again a little later."
        )
        return _form_page(request, form, trouble=trouble, status=429, **kept)
    if (twin := again.twin_of(request, form.registration.account)) and "again" not in request.POST:
        return _form_page(request, form, twin=twin, status=HTTPStatus.CONFLICT, **kept)
    complaint = submit_complaint(
        by=PORTAL,
        at=timezone.now(),
        given=form.registration,
        source_key=f"web:{token_of(request)}",
        files=files.values(),
    )
    response = redirect("portal:receipt", number=complaint.number)
    grant(response, complaint)
    again.remember(request, response, complaint)
    return response


def _form_page(
    request: HttpRequest, form: ComplaintForm, *, status: int | None = None, **more: Any
) -> HttpResponse:
    words = {
        "form": form,
        "token": token_of(request),
        "sure": sorted({*request.POST.getlist("sure")[:_SURE], *form.asked}),
        "files": {},
        "problems": [],
        "trouble": "",
        "twin": "",
        **more,
    }
    wrong = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "portal/complain.html", words, status=status or wrong)


def _language() -> str:
    return "en" if (get_language() or "").startswith("en") else "zh-hans"


@require_http_methods(["GET", "HEAD", "POST"])
def appearance(request: HttpRequest) -> HttpResponse:
    """Remember language and size of letters, and go back to the page."""
    back = request.POST.get("back", "/")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    response = redirect(back if safe else "/")
    remember_looks(request, response)
    return response
