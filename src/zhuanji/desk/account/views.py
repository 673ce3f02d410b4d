from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhuanji.desk.account.language import set_language_cookie
from zhuanji.desk.shell import THEME_COOKIE, THEMES
from zhuanji.staff.actions import change_own_password, choose_language
from zhuanji.staff.models import User
from zhuanji.staff.requests import SignedInRequest


@login_required
def account(request: SignedInRequest) -> HttpResponse:
    form = PasswordChangeForm(request.user, request.POST or None)
    if form.is_valid():
        password = form.cleaned_data["new_password1"]
        change_own_password(by=request.user, at=timezone.now(), password=password)
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Your password is changed. Other computers are signed out."))
        return redirect("desk:account")
    status = 422 if form.errors else 200
    return render(request, "desk/account/account.html", {"form": form}, status=status)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Speak another language on this computer, and to this person from now on."""
    response = _back(request)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        set_language_cookie(response, chosen)
        if isinstance(request.user, User):
            choose_language(by=request.user, at=timezone.now(), language=chosen)
    return response


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    response = _back(request)
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(
            THEME_COOKIE, chosen, max_age=365 * 24 * 3600, samesite="Lax", secure=settings.HTTPS
        )
    return response


def _back(request: HttpRequest) -> HttpResponse:
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(wanted if is_ours else "desk:today")
