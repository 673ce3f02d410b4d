from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zhuanji.desk.tokens.forms import TokenForm
from zhuanji.kernel.errors import Invalid
from zhuanji.staff.actions import create_token, limit_token, revoke_token
from zhuanji.staff.policies import require_may_administer
from zhuanji.staff.queries import actor_names, get_token, tokens_page
from zhuanji.staff.requests import SignedInRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: SignedInRequest) -> HttpResponse:
    """Every key there ever was, and a form for a new one, whose secret is shown once."""
    require_may_administer(request.user.actor)
    form = TokenForm(request.POST or None)
    secret = _created(request, form) if form.is_valid() else ""
    if secret:
        form = TokenForm()
    return _show(request, form, secret=secret)


@login_required
@require_POST
def revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    require_may_administer(request.user.actor)
    token = get_token(pk)
    revoke_token(by=request.user.actor, at=timezone.now(), token=token)
    messages.success(request, _("%(name)s opens nothing any more.") % {"name": token.name})
    return redirect("desk:tokens")


@login_required
@require_POST
def limit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say from which networks a key may be used."""
    require_may_administer(request.user.actor)
    token, typed = get_token(pk), request.POST.get("networks", "")
    networks = typed.splitlines()[:100]
    try:
        limit_token(by=request.user.actor, at=timezone.now(), token=token, networks=networks)
    except Invalid as wrong:
        limiting = {pk: (typed, " ".join(wrong.problems.values()))}
        return _show(request, TokenForm(), limiting=limiting)
    messages.success(request, _("Saved."))
    return redirect("desk:tokens")


def _created(request: SignedInRequest, form: TokenForm) -> str:
    try:
        _token, secret = create_token(
            by=request.user.actor,
            at=timezone.now(),
            name=form.cleaned_data["name"],
            scopes=form.cleaned_data["scopes"],
            expires_at=form.expires_at,
            networks=form.cleaned_data["networks"].splitlines(),
        )
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return ""
    return secret


def _show(
    request: SignedInRequest,
    form: TokenForm,
    *,
    secret: str = "",
    limiting: dict[int, tuple[str, str]] | None = None,
) -> HttpResponse:
    page, now = tokens_page(request.GET.get("cursor", "")), timezone.now()
    context: dict[str, Any] = {
        "form": form,
        "secret": secret,
        "page": page,
        "rows": [(token, token.state_at(now)) for token in page.rows],
        "names": actor_names({token.created_by for token in page.rows}),
        "limiting": limiting or {},
    }
    status = 422 if form.errors or limiting else 200
    response = render(request, "desk/tokens/tokens.html", context, status=status)
    if secret:
        response.headers["Cache-Control"] = "no-store"
    return response
