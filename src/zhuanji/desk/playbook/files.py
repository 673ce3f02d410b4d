"""A playbook as a YAML file: out, and into the draft."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from pydantic import ValidationError

from zhuanji.desk.playbook.page import of_overview, shown
from zhuanji.kernel.errors import NotFound
from zhuanji.playbooks.actions import take_into_draft
from zhuanji.playbooks.body import PlaybookBody
from zhuanji.playbooks.checking import problems_of
from zhuanji.playbooks.documents import LARGEST, NotAPlaybook, read_mapping, write_body
from zhuanji.playbooks.policies import require_may_write_playbook
from zhuanji.playbooks.queries import desk_of, get_version
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
        said = read_mapping(given.read().decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _refused(
            request, [_("This file is not UTF-8. Save it as UTF-8 and choose it again.")]
        )
    except NotAPlaybook as refusal:
        return _refused(request, [_no_yaml(refusal.line)])
    said = {
        "categories": [],
        **{name: said[name] for name in PlaybookBody.model_fields if name in said},
    }
    try:
        body = PlaybookBody.model_validate(said)
    except ValidationError as refusal:
        problems = problems_of(refusal, said)
        return _refused(request, [f"{one.key or one.field}: {one.words}" for one in problems])
    take_into_draft(by=request.user.actor, at=timezone.now(), body=body)
    messages.success(request, _("The file is the draft now. Look through it and try it."))
    return redirect("desk:playbook")


def _no_yaml(line: int) -> str:
    if line:
        return _("This is no playbook: it cannot be read at line %(line)s.") % {"line": line}
    return _("This is no playbook. Export one to see how it is written.")


def _refused(request: SignedInRequest, problems: list[str]) -> HttpResponse:
    desk = desk_of(request.user.actor)
    told = {"file_problems": problems[:_SHOWN], "more_problems": len(problems) - _SHOWN}
    return shown(request, desk, "overview", of_overview(desk, **told), status=422)
