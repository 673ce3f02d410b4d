"""Webhooks for administrators: who is told, and what became of each message."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zhuanji.complaints.events import Event
from zhuanji.complaints.queries import told_outside
from zhuanji.desk.webhooks.forms import SinceForm, WebhookForm
from zhuanji.kernel.errors import DomainError, Invalid
from zhuanji.staff.requests import SignedInRequest
from zhuanji.webhooks import actions
from zhuanji.webhooks.models import Delivery, Webhook
from zhuanji.webhooks.queries import (
    get_delivery,
    get_webhook,
    list_deliveries,
    list_webhooks,
    reasons_of_failing,
)
from zhuanji.webhooks.signing import secret_of

_SHOW_SECRET = "webhook_secret"  # noqa: S105 - a key of the session; it holds which, not what
_IMMINENT = timedelta(seconds=30)
_LABELS = {str(event): event.label for event in Event}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def webhooks(request: SignedInRequest) -> HttpResponse:
    """Everybody who is told, and a form for one more."""
    page = list_webhooks(actor=request.user.actor, cursor=request.GET.get("cursor", ""))
    form = WebhookForm(request.POST or None)
    if form.is_valid():
        try:
            made, _secret = actions.create_webhook(
                by=request.user.actor, at=timezone.now(), **form.cleaned_data
            )
        except Invalid as refusal:
            form.put(refusal.problems)
        else:
            request.session[_SHOW_SECRET] = made.pk
            return redirect("desk:webhook", made.pk)
    reasons = reasons_of_failing(page.rows)
    context = {"page": page, "form": form, "labels": _LABELS, "reasons": reasons}
    status = 422 if form.errors else 200
    return render(request, "desk/webhooks/webhooks.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def webhook(request: SignedInRequest, pk: int) -> HttpResponse:
    """One webhook, its messages, and a form to change it."""
    found = get_webhook(pk, actor=request.user.actor)
    if request.method != "POST":
        return _show(request, found, _filled(found))
    form = WebhookForm(request.POST)
    if form.is_valid():
        try:
            actions.change_webhook(
                by=request.user.actor, at=timezone.now(), webhook=found, **form.cleaned_data
            )
        except Invalid as refusal:
            form.put(refusal.problems)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:webhook", pk)
    return _show(request, found, form, status=422)


def _filled(found: Webhook) -> WebhookForm:
    return WebhookForm(initial={"name": found.name, "url": found.url, "kinds": found.kinds})


def _show(
    request: SignedInRequest,
    found: Webhook,
    form: WebhookForm,
    *,
    since: SinceForm | None = None,
    status: int = 200,
) -> HttpResponse:
    state = request.GET.get("state", "")
    page = list_deliveries(found, state=state, cursor=request.GET.get("cursor", ""))
    shows_secret = request.session.get(_SHOW_SECRET) == found.pk
    context = {
        "webhook": found,
        "form": form,
        "since": since or SinceForm(),
        "page": page,
        "busy": found.active and any(_is_imminent(row) for row in page.rows),
        "states": Delivery.State.choices,
        "state": state if state in Delivery.State.values else "",
        "labels": _LABELS,
        "secret": secret_of(found.salt) if shows_secret else "",
    }
    response = render(request, "desk/webhooks/webhook.html", context, status=status)
    if shows_secret:
        del request.session[_SHOW_SECRET]
        response.headers["Cache-Control"] = "no-store"
    return response


def _is_imminent(delivery: Delivery) -> bool:
    """Whether its answer is worth waiting for on the page."""
    return delivery.next_at is not None and delivery.next_at <= timezone.now() + _IMMINENT


@login_required
@require_POST
def switch(request: SignedInRequest, pk: int) -> HttpResponse:
    """Turn it on or off."""
    active = request.POST.get("active") == "1"
    found = get_webhook(pk, actor=request.user.actor)
    actions.change_webhook(by=request.user.actor, at=timezone.now(), webhook=found, active=active)
    words = _("Turned on. Events are sent from now on.") if active else _("Turned off.")
    messages.success(request, words)
    return redirect("desk:webhook", pk)


@login_required
@require_POST
def test(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_webhook(pk, actor=request.user.actor)
    try:
        actions.send_test(by=request.user.actor, at=timezone.now(), webhook=found)
    except actions.WebhookIsOff as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("A test is on its way."))
    return redirect("desk:webhook", pk)


@login_required
@require_POST
def rotate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make a new secret and show it once."""
    found = get_webhook(pk, actor=request.user.actor)
    actions.rotate_secret(by=request.user.actor, at=timezone.now(), webhook=found)
    request.session[_SHOW_SECRET] = pk
    return redirect("desk:webhook", pk)


@login_required
@require_POST
def delete(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_webhook(pk, actor=request.user.actor)
    actions.delete_webhook(by=request.user.actor, at=timezone.now(), webhook=found)
    messages.success(request, _("“%(name)s” is deleted.") % {"name": found.name})
    return redirect("desk:webhooks")


@login_required
@require_POST
def replay(request: SignedInRequest, pk: int, delivery: int) -> HttpResponse:
    """Send one message again."""
    found = get_webhook(pk, actor=request.user.actor)
    again = get_delivery(delivery, webhook=found)
    try:
        actions.replay_delivery(by=request.user.actor, at=timezone.now(), delivery=again)
    except actions.WebhookIsOff as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is sent again."))
    return redirect("desk:webhook", pk)


@login_required
@require_POST
def replay_all(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send everything since a moment."""
    found = get_webhook(pk, actor=request.user.actor)
    form = SinceForm(request.POST)
    if not form.is_valid():
        return _show(request, found, _filled(found), since=form, status=422)
    try:
        done = actions.replay_since(
            by=request.user.actor,
            at=timezone.now(),
            webhook=found,
            since=form.cleaned_data["since"],
            describe=told_outside,
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:webhook", pk)
    words = _("%(count)s events are sent again.") % {"count": done.count}
    if done.until:
        more = _("There are more: repeat this from %(moment)s.")
        moment = timezone.localtime(done.until).strftime("%Y-%m-%d %H:%M")
        words = f"{words} {more % {'moment': moment}}"
    messages.success(request, words)
    return redirect("desk:webhook", pk)
