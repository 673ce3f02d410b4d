from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhuanji.desk.audit.asked import Asked, asked_by, choices
from zhuanji.desk.audit.lines import lines_for
from zhuanji.desk.audit.table import table_of
from zhuanji.desk.audit.verdicts import why
from zhuanji.history.actions import ask_verification, note_audit_export, verify_chain
from zhuanji.history.policies import require_may_audit
from zhuanji.history.queries import audit_page, last_verification
from zhuanji.staff.queries import everybody_ever
from zhuanji.staff.requests import SignedInRequest


@login_required
@require_safe
def audit(request: SignedInRequest) -> HttpResponse:
    """The history of everything, as the address filters it."""
    actor = request.user.actor
    require_may_audit(actor)
    asked = asked_by(request.GET, actor)
    page = audit_page(asked.wanted, cursor=request.GET.get("cursor", ""))
    context = {
        "asked": asked,
        "page": page,
        "lines": lines_for(page.rows, actor),
        "people": everybody_ever(),
        "choices": choices(),
        "verification": last_verification(),
    }
    return render(request, "desk/audit/audit.html", context, status=422 if asked.problems else 200)


@login_required
@require_POST
def export(request: SignedInRequest) -> HttpResponseBase:
    """The filtered lines as a table; taking them out is itself a line."""
    actor = request.user.actor
    asked = asked_by(request.POST, actor)
    note_audit_export(by=actor, at=timezone.now(), wanted=asked.query)
    return StreamingHttpResponse(
        table_of(asked.wanted, actor),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="audit-{timezone.localdate()}.csv"',
            "Cache-Control": "no-store",
        },
    )


@login_required
@require_POST
def verify(request: SignedInRequest) -> HttpResponse:
    """One chain at once, where a thing is named; every chain in the background."""
    asked = asked_by(request.POST, request.user.actor)
    if not asked.wanted.about:
        ask_verification(by=request.user.actor, at=timezone.now())
        return redirect("desk:audit")
    _verify_one(request, asked)
    return redirect(f"{reverse('desk:audit')}?{urlencode({'thing': asked.typed['thing']})}")


@login_required
@require_safe
def verification(request: SignedInRequest) -> HttpResponse:
    """How far the check of every chain has come."""
    require_may_audit(request.user.actor)
    context = {"verification": last_verification()}
    return render(request, "desk/audit/_verification.html", context)


def _verify_one(request: SignedInRequest, asked: Asked) -> None:
    broken = verify_chain(by=request.user.actor, at=timezone.now(), about=asked.wanted.about)
    thing = {"thing": asked.typed["thing"]}
    if broken is None:
        messages.success(request, _("Every line of %(thing)s is as it was written.") % thing)
        return
    words = _(
        "%(thing)s is broken at line %(line)s (%(why)s). Keep a backup and find out who had access to the database."
    )
    messages.error(request, words % {**thing, "line": broken.sequence, "why": why(broken.why)})
