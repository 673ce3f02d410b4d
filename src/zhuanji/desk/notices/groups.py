"""Groups in DingTalk, Feishu and WeCom that are told what their people are told."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhuanji.desk.notices.forms import GroupForm
from zhuanji.kernel.errors import Invalid
from zhuanji.notices import actions
from zhuanji.notices.actions import Opener
from zhuanji.notices.models import Channel
from zhuanji.notices.queries import deliveries_of, get_group, list_groups
from zhuanji.notices.verdicts import Verdict
from zhuanji.notices.ways import EXAMPLES
from zhuanji.staff.requests import SignedInRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def groups(request: SignedInRequest) -> HttpResponse:
    """Every group that is told something, and a form for one more."""
    page = list_groups(actor=request.user.actor, cursor=request.GET.get("cursor", ""))
    form = GroupForm(request.POST or None)
    if form.is_valid():
        try:
            made = _add(request, form)
        except Invalid as refusal:
            form.put(refusal.problems)
        else:
            messages.success(request, _("It is set up. Send a test to see whether it arrives."))
            return redirect("desk:group", made.pk)
    context = {"page": page, "form": form, "verdicts": dict(Verdict.choices), "examples": EXAMPLES}
    return render(request, "desk/notices/groups.html", context, status=422 if form.errors else 200)


def _add(request: SignedInRequest, form: GroupForm) -> Channel:
    given = form.cleaned_data
    return actions.add_group(
        by=request.user.actor,
        at=timezone.now(),
        name=given["name"],
        way=given["way"],
        levels=given["levels"],
        opener=form.opener or Opener(""),
        **form.whose,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def group(request: SignedInRequest, pk: int) -> HttpResponse:
    """One group: what it is told, what became of each message."""
    found = get_group(pk, actor=request.user.actor)
    form = _filled(found) if request.method != "POST" else GroupForm(request.POST, known=found)
    if form.is_valid():
        try:
            _change(request, found, form)
        except Invalid as refusal:
            form.put(refusal.problems)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:group", pk)
    context = {
        "channel": found,
        "form": form,
        "page": deliveries_of(found, cursor=request.GET.get("cursor", "")),
        "verdicts": dict(Verdict.choices),
        "example": EXAMPLES[found.way],
    }
    return render(request, "desk/notices/group.html", context, status=422 if form.errors else 200)


def _filled(found: Channel) -> GroupForm:
    return GroupForm(initial={"name": found.name, "levels": found.levels}, known=found)


def _change(request: SignedInRequest, found: Channel, form: GroupForm) -> None:
    actions.change_group(
        by=request.user.actor,
        at=timezone.now(),
        channel=found,
        name=form.cleaned_data["name"],
        levels=form.cleaned_data["levels"],
        opener=form.opener,
    )
