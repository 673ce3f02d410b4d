"""What the draft would change, tried on the last complaints by a job."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhuanji.desk.playbook.words import name_of
from zhuanji.kernel.errors import NotFound
from zhuanji.playbooks.policies import require_may_write_playbook
from zhuanji.playbooks.queries import desk_of
from zhuanji.staff.requests import SignedInRequest
from zhuanji.triage import actions
from zhuanji.triage.queries import get_preview, result_of

_MOVES = {"stop": actions.stop_preview, "resume": actions.resume_preview}


@login_required
@require_POST
def ask(request: SignedInRequest) -> HttpResponse:
    require_may_write_playbook(request.user.actor)
    desk = desk_of(request.user.actor)
    if desk.valid is None:
        messages.error(request, _("Correct what is wrong with the draft first."))
        return redirect("desk:playbook")
    made = actions.ask_preview(by=request.user.actor, at=timezone.now(), body=desk.valid)
    return redirect("desk:playbook_preview", key=made.key)


@login_required
@require_safe
def preview(request: SignedInRequest, key: UUID) -> HttpResponse:
    one = get_preview(request.user.actor, key)
    result = result_of(request.user.actor, one)
    rules = {rule.key: rule.model_dump() for rule in result.before.body.rules}
    rules |= {rule.key: rule.model_dump() for rule in result.after.body.rules}
    context = {"one": one, "result": result, "rules": rules, "name_of": name_of}
    return render(request, "desk/playbook/preview.html", context)


@login_required
@require_POST
def move(request: SignedInRequest, key: UUID, what: str) -> HttpResponse:
    one = get_preview(request.user.actor, key)
    if what not in _MOVES:
        raise NotFound
    _MOVES[what](by=request.user.actor, at=timezone.now(), preview=one)
    return redirect("desk:playbook_preview", key=key)
