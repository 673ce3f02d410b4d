"""Writing from the complaint page: to the customer, to colleagues; drafts, lock, who is here."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhuanji.complaints import actions
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.policies import may_read, require_may_work
from zhuanji.complaints.queries import get_complaint
from zhuanji.correspondence import actions as writing
from zhuanji.correspondence.queries import drafts_of, lock_of, people_here
from zhuanji.desk.complaints.decisions import done
from zhuanji.desk.complaints.page import show
from zhuanji.desk.complaints.uploads import uploaded
from zhuanji.desk.refusals import is_fragment
from zhuanji.kernel.errors import DomainError, NotFound
from zhuanji.staff.models import User
from zhuanji.staff.queries import people_called
from zhuanji.staff.requests import SignedInRequest

KINDS = ("reply", "note", "answer")


@login_required
@require_POST
def write(request: SignedInRequest, number: str, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    complaint = get_complaint(number, actor=request.user.actor)
    body = request.POST.get("body", "")
    try:
        _act(request, complaint, kind, body)
    except NotFound:
        raise
    except DomainError as refusal:
        if is_fragment(request):
            raise
        return show(request, complaint, status=refusal.status, problem=str(refusal), **{kind: body})
    writing.finish_writing(by=request.user, thread=complaint.thread, kind=kind)
    return done(request, complaint, _("Noted.") if kind == "note" else _("Sent to the customer."))


def _act(request: SignedInRequest, complaint: Complaint, kind: str, body: str) -> None:
    by, at = request.user.actor, timezone.now()
    if kind == "note":
        called = _called(body, complaint)
        actions.add_note(by=by, at=at, complaint=complaint, body=body, mentions=called)
        return
    act = actions.reply_to_customer if kind == "reply" else actions.answer_complaint
    token = request.POST.get("token", "")[:40]
    key = f"desk:{request.user.pk}:{token}" if token else None
    files = uploaded(request)
    act(by=by, at=at, complaint=complaint, body=body, files=files, source_key=key)


def _called(body: str, complaint: Complaint) -> list[User]:
    """Of namesakes those who may see the complaint are meant."""
    people = people_called(body)
    able = [p for p in people if may_read(p.actor, complaint)]
    names = {p.name for p in able}
    return able + [p for p in people if p.name not in names]


@login_required
@require_POST
def draft(request: SignedInRequest, number: str, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    complaint = get_complaint(number, actor=request.user.actor)
    writing.save_draft(
        by=request.user,
        at=timezone.now(),
        thread=complaint.thread,
        kind=kind,
        body=request.POST.get("body", ""),
    )
    return HttpResponse(status=204)


@login_required
@require_POST
def here(request: SignedInRequest, number: str) -> HttpResponse:
    """Say that the page is open; hear who else is here, who is writing, and one's own drafts."""
    at, complaint = timezone.now(), get_complaint(number, actor=request.user.actor)
    writing.note_presence(by=request.user, at=at, thread=complaint.thread)
    actions.see_mentions(by=request.user, at=at, complaint=complaint)
    held = lock_of(complaint.thread, at=at)
    others = people_here(complaint.thread, at=at, but=request.user)
    return JsonResponse(
        {
            "people": [person.get_full_name() for person in others],
            "writing": held.user.get_full_name()
            if held and held.user_id != request.user.pk
            else "",
            "drafts": drafts_of(request.user, complaint.thread),
        }
    )


@login_required
@require_POST
def lock(request: SignedInRequest, number: str) -> HttpResponse:
    """Take or renew the right to write to the customer, or give it back (release=1)."""
    complaint = get_complaint(number, actor=request.user.actor)
    if request.POST.get("release"):
        writing.release_lock(by=request.user, thread=complaint.thread)
        return JsonResponse({"writing": ""})
    require_may_work(request.user.actor, complaint)
    held = writing.take_lock(by=request.user, at=timezone.now(), thread=complaint.thread)
    mine = held.user_id == request.user.pk
    return JsonResponse({"writing": "" if mine else held.user.get_full_name()})
