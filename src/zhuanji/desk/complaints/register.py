"""登记: taking a complaint down while the customer speaks."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zhuanji.complaints import actions
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.policies import require_may_register
from zhuanji.complaints.registration import Registration, doubts_about, read_registration
from zhuanji.customers.models import Customer
from zhuanji.customers.queries import seen_customers, suggest_customers
from zhuanji.desk.complaints.moments import Unreadable, read_moment
from zhuanji.desk.complaints.register_form import RegisterForm
from zhuanji.desk.complaints.similar import REASONS
from zhuanji.desk.complaints.uploads import uploaded
from zhuanji.desk.triage.preview import Preview, preview_of
from zhuanji.kernel.errors import Invalid
from zhuanji.kernel.ids import random_letters
from zhuanji.staff.requests import SignedInRequest
from zhuanji.staff.roles import Right
from zhuanji.triage.actions import assess_registered
from zhuanji.triage.queries import may_be_the_same

_SURE = 4  # numbers somebody may have been asked about
_RECOGNISES_BY = 254  # characters: the longest e-mail address


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: SignedInRequest) -> HttpResponse:
    require_may_register(request.user.actor)
    form = RegisterForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _page(request, form)
    try:
        complaint = _register(request, form) if form.is_valid() else None
    except Invalid as refusal:
        form.put(dict(refusal.problems))
        complaint = None
    if complaint is None:
        return _page(request, form, status=422)
    page = reverse("desk:complaint", kwargs={"number": complaint.number})
    return redirect(f"{page}?registered=1")


def _register(request: SignedInRequest, form: RegisterForm) -> Complaint:
    at, by = timezone.now(), request.user.actor
    words = form.given()
    given, files = _read(words, at), uploaded(request)
    if doubts := doubts_about(given, sure=request.POST.getlist("sure")):
        form.asked = sorted({given.customer.phone, given.representative.phone} - {""})
        raise Invalid(doubts)
    token = request.POST.get("token", "")[:40]
    complaint = actions.register_complaint(
        by=by,
        at=at,
        given=given,
        owner=request.user,
        source_key=f"desk:{request.user.pk}:{token}" if token else None,
    )
    if files:
        actions.add_evidence(by=by, at=at, complaint=complaint, files=files)
    assess_registered(by=by, at=at, complaint=complaint)
    return complaint


def _read(words: dict[str, Any], at: datetime) -> Registration:
    """Whatever is wrong is said at once, also beside a moment that nobody can read."""
    problems = {}
    try:
        words["occurred_at"] = read_moment(words["occurred_at"], at)
    except Unreadable:
        words["occurred_at"] = None
        problems["occurred_at"] = _(
            "This time cannot be read. These can: 2026-11-23 14:30, 11-23 9:05, yesterday 20:00, 上周三下午3点."
        )
    try:
        given = read_registration(words)
    except Invalid as refusal:
        raise Invalid({**refusal.problems, **problems}) from refusal
    if problems:
        raise Invalid(problems)
    return given


def _page(request: SignedInRequest, form: RegisterForm, *, status: int = 200) -> HttpResponse:
    token = request.POST.get("token", "")[:40] or random_letters(20)
    sure = {*request.POST.getlist("sure")[:_SURE], *form.asked}
    context = {"form": form, "token": token, "sure": sorted(sure)}
    return render(request, "desk/complaints/register.html", context, status=status)


@login_required
@require_POST
def known(request: SignedInRequest) -> HttpResponse:
    """Customers that what is typed may mean, and complaints that may be the same matter.

    Asked by POST: an account may be long, and no address or access log should hold it.
    """
    actor = request.user.actor
    require_may_register(actor)
    customers = _recognised(request.POST)
    context = {
        "customers": seen_customers(customers, clear=actor.has(Right.READ_PERSONAL)),
        "duplicates": may_be_the_same(
            actor,
            customers=[customer.pk for customer in customers[:3]],
            words=request.POST.get("account", "")[:2000],
            order_number=request.POST.get("order_number", "")[:60],
            product=request.POST.get("product", "")[:120],
        ),
        "reasons": REASONS,
        "preview": _preview(request.POST),
    }
    return render(request, "desk/complaints/_known.html", context)


def _preview(typed: QueryDict) -> Preview | None:
    words = {name: typed.get(name, "") for name in ("subject", "account", "demand")}
    chosen = {name: typed.get(name, "") for name in ("category", "grade")}
    return preview_of(**words, typed=chosen, at=timezone.now())


def _recognised(typed: QueryDict) -> list[Customer]:
    """By the first of these that somebody is known by: a number says more than a name."""
    for field in ("phone", "email", "order_number", "name"):
        words = typed.get(field, "").strip()[:_RECOGNISES_BY]
        if len(words) > 1 and (found := suggest_customers(words)):
            return found
    return []
