"""数据交叉验证: the account beside what other systems know."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from zhuanji.complaints.queries import get_complaint, sees_person
from zhuanji.complaints.veil import veil_of
from zhuanji.staff.requests import SignedInRequest
from zhuanji.triage.queries import cross_check
from zhuanji.triage.queries.records import PURCHASES


@login_required
@require_safe
def cross_checked(request: SignedInRequest, number: str) -> HttpResponse:
    actor = request.user.actor
    complaint = get_complaint(number, actor=actor)
    clear = sees_person(actor, complaint, at=timezone.now())
    context = {
        "checked": cross_check(actor, complaint),
        "hide": veil_of(actor, complaint, clear=clear),
        "purchases": PURCHASES,
    }
    return render(request, "desk/complaints/_cross_check.html", context)
