"""Writing from the complaint page: to the customer, to colleagues; drafts, lock, who is here."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zhuanji.complaints import actions
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.policies import may_read, require_may_work
from zhuanji.complaints.promising import Said, promises_in
from zhuanji.complaints.queries import get_complaint
from zhuanji.correspondence import actions as writing
from zhuanji.correspondence.models import Message
from zhuanji.correspondence.queries import drafts_of, lock_of, people_here
from zhuanji.desk.complaints.decisions import done
from zhuanji.desk.complaints.page import show
from zhuanji.desk.complaints.uploads import uploaded
from zhuanji.desk.refusals import is_fragment
from zhuanji.kernel.errors import DomainError, NotFound
from zhuanji.language.pinyin import initials
from zhuanji.staff.models import User
from zhuanji.staff.queries import everybody, people_called
from zhuanji.staff.requests import SignedInRequest
from zhuanji.working_hours.queries import calendar_in_use

KINDS = ("reply", "note", "answer")
UNDO_LENGTH = timedelta(seconds=10)  # as long as its notice stands


@login_required
@require_POST
def write(request: SignedInRequest, number: str, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    complaint = get_complaint(number, actor=request.user.actor)
    body = request.POST.get("body", "")
    try:
        message = _act(request, complaint, kind, body)
    except NotFound:
        raise
    except DomainError as refusal:
        if is_fragment(request):
            raise
        return show(request, complaint, status=refusal.status, problem=str(refusal), **{kind: body})
    writing.finish_writing(by=request.user, thread=complaint.thread, kind=kind)
    if message is None:
        return done(request, complaint, _("Noted."))
    undo = _undo(complaint, message) if message.held_until else ""
    return done(request, complaint, _("Sent to the customer."), undo=undo)


def _undo(complaint: Complaint, message: Message) -> str:
    return reverse("desk:complaint_withdraw", args=[complaint.number, message.pk])


@login_required
@require_POST
def withdraw(request: SignedInRequest, number: str, message_id: int) -> HttpResponse:
    """Take a reply back before it leaves: its words stand in the field again."""
    complaint = get_complaint(number, actor=request.user.actor)
    by, at = request.user, timezone.now()
    message = actions.withdraw_reply(by=by.actor, at=at, complaint=complaint, message_id=message_id)
    writing.save_draft(by=by, at=at, thread=complaint.thread, kind="reply", body=message.body)
    words = _("The reply is taken back; its words are in the field again.")
    return done(request, complaint, words, events=("reply-withdrawn",))


def _act(request: SignedInRequest, complaint: Complaint, kind: str, body: str) -> Message | None:
    by, at = request.user.actor, timezone.now()
    if kind == "note":
        called = _called(body, complaint)
        actions.add_note(by=by, at=at, complaint=complaint, body=body, mentions=called)
        return None
    token = request.POST.get("token", "")[:40]
    key = f"desk:{request.user.pk}:{token}" if token else None
    files = uploaded(request)
    words: dict[str, Any] = {"complaint": complaint, "body": body, "files": files}
    ticked = set(request.POST.getlist("promise"))
    words["promises"] = [one for one in _promised(body) if one.words in ticked]
    if kind == "reply":
        return actions.reply_to_customer(by=by, at=at, source_key=key, hold=UNDO_LENGTH, **words)
    words["cancel_tasks"] = request.POST.get("cancel_tasks", "")[:500]
    return actions.answer_complaint(by=by, at=at, source_key=key, **words)


@login_required
@require_POST
def promised(request: SignedInRequest, number: str) -> HttpResponse:
    """What the words typed so far promise, each to be kept as a clock unless it is unticked."""
    complaint = get_complaint(number, actor=request.user.actor)
    require_may_work(request.user.actor, complaint)
    found = _promised(request.POST.get("body", ""))
    return render(request, "desk/complaints/_promised.html", {"promised": found})


def _promised(body: str) -> list[Said]:
    now = timezone.now()
    return promises_in(body, at=now, calendar=calendar_in_use(now))


def _called(body: str, complaint: Complaint) -> list[User]:
    """Of namesakes those who may see the complaint are meant."""
    people = people_called(body)
    able = [p for p in people if may_read(p.actor, complaint)]
    names = {p.name for p in able}
    return able + [p for p in people if p.name not in names]


@login_required
@require_GET
def colleagues(request: SignedInRequest, number: str) -> HttpResponse:
    """Whom a note may call with @: everybody here who may read the complaint."""
    complaint = get_complaint(number, actor=request.user.actor)
    able = [one for one in everybody() if may_read(one.actor, complaint)]
    return JsonResponse({"people": [_callable(one) for one in able if one.pk != request.user.pk]})


def _callable(person: User) -> dict[str, str]:
    name, department = person.get_full_name(), person.department
    where = department.name if department else person.get_role_display()
    return {"name": name, "initials": initials(name), "department": where}


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
