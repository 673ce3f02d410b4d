from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhuanji.playbooks.policies import may_write_playbook
from zhuanji.playbooks.queries import newest_version
from zhuanji.staff.actions import InvitationOver, use_invitation
from zhuanji.staff.models import User
from zhuanji.staff.queries import person_behind


def _first_page(user: User) -> str:
    """Whoever may write the playbook chooses the trade first, while nobody has."""
    if may_write_playbook(user.actor) and newest_version() == 0:
        return f"?next={reverse('desk:playbook')}"
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest, secret: str) -> HttpResponse:
    """Choose a password by a one-time link; looking at the page does not use it up."""
    user = person_behind(secret, at=timezone.now())
    if user is None:
        raise InvitationOver
    form = SetPasswordForm(user, request.POST or None)
    if form.is_valid():
        password = form.cleaned_data["new_password1"]
        use_invitation(at=timezone.now(), secret=secret, password=password)
        messages.success(request, _("Your password is set. Sign in with it now."))
        return redirect(f"{reverse('desk:sign_in')}{_first_page(user)}")
    context = {"form": form, "person": user}
    response = render(
        request, "desk/welcome/welcome.html", context, status=422 if form.errors else 200
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"  # the address is the key
    return response
