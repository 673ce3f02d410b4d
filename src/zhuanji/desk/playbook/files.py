"""A playbook as a YAML file: out, and into the draft."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhuanji.desk.playbook.page import of_overview, shown
from zhuanji.kernel.errors import NotFound
from zhuanji.playbooks.actions import take_into_draft
from zhuanji.playbooks.body import PlaybookBody
from zhuanji.playbooks.documents import LARGEST, write_body
from zhuanji.playbooks.policies import require_may_write_playbook
from zhuanji.playbooks.queries import current_draft, desk_of, get_version, known_here
from zhuanji.playbooks.reading import read_file
from zhuanji.staff.requests import SignedInRequest

_SHOWN = 20


@login_required
@require_safe
def download(request: SignedInRequest, number: int) -> HttpResponse:  # noqa: ARG001
    return _file(get_version(number).body, f"playbook-{number}.yaml")


@login_required
@require_safe
def download_draft(request: SignedInRequest) -> HttpResponse:
    """The draft, once nothing is wrong with it."""
    desk = desk_of(request.user.actor)
    if desk.draft is None:
        raise NotFound
    if desk.valid is None:
        messages.error(request, _("Correct what is wrong with the draft first."))
        return redirect("desk:playbook")
    return _file(desk.valid, "playbook-draft.yaml")


def _file(body: PlaybookBody, name: str) -> HttpResponse:
    answer = HttpResponse(write_body(body), content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@login_required
@require_POST
def upload(request: SignedInRequest) -> HttpResponse:
    """Begin the draft with a file, or say line by line what is wrong with it."""
    require_may_write_playbook(request.user.actor)
    given = request.FILES.get("file")
    if given is None:
        return _refused(request, [_("Choose a YAML file first.")])
    if given.size is None or given.size > LARGEST:
        return _refused(request, [_("This file is too large for a playbook.")])
    try:
        text = given.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        return _refused(
            request, [_("This file is not UTF-8. Save it as UTF-8 and choose it again.")]
        )
    reading = read_file(text, known_here())
    if reading.body is None:
        return _refused(request, [str(one) for one in reading.mistakes])
    if current_draft() is not None and not request.POST.get("replace"):
        return _refused(
            request, [_("There is a draft already. Tick that the file may replace it.")]
        )
    take_into_draft(by=request.user.actor, at=timezone.now(), body=reading.body)
    messages.success(request, _("The file is the draft now. Look through it and try it."))
    for one in reading.warnings[:_SHOWN]:
        messages.warning(request, str(one))
    return redirect("desk:playbook")


def _refused(request: SignedInRequest, problems: list[str]) -> HttpResponse:
    desk = desk_of(request.user.actor)
    told = {"file_problems": problems[:_SHOWN], "more_problems": len(problems) - _SHOWN}
    return shown(request, desk, "overview", of_overview(desk, **told), status=422)
