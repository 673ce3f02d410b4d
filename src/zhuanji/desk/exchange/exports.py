"""导出: complaints as a file, as many as the filter asks for."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhuanji.channels import actions, queries
from zhuanji.channels.models import Export
from zhuanji.channels.policies import may_import, require_may_export
from zhuanji.channels.spreadsheets.headings import EXPORTED, heading
from zhuanji.channels.tables import export_place
from zhuanji.complaints.queries import read_filter
from zhuanji.complaints.queries.filters import filtered
from zhuanji.complaints.queries.search import NothingToSearch
from zhuanji.desk.queue.filters import chips
from zhuanji.kernel.errors import Invalid, NotFound
from zhuanji.staff.queries import departments, people_who_can
from zhuanji.staff.requests import SignedInRequest
from zhuanji.staff.roles import Right

_MOVES = {"stop": actions.stop_export, "resume": actions.resume_export}
_FORM = ("columns", "format", "csrfmiddlewaretoken", "cursor", "order")


@login_required
@require_safe
def exports(request: SignedInRequest) -> HttpResponse:
    actor = request.user.actor
    context = {
        "page": queries.exports_of(actor, cursor=request.GET.get("cursor", "")),
        "may_import": may_import(actor),
        "me": request.user.pk,
    }
    return render(request, "desk/exchange/exports.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: SignedInRequest) -> HttpResponse:
    """Choose columns and format; which complaints, the address says as the queue's does."""
    by = request.user.actor
    require_may_export(by)
    wanted = _filter_of(request.GET)
    problem, rows = "", 0
    try:
        rows = filtered(by, read_filter(dict(wanted.lists())), at=timezone.now()).count()
        if request.method == "POST":
            made = actions.order_export(
                by=by,
                at=timezone.now(),
                query=wanted.urlencode(),
                columns=request.POST.getlist("columns"),
                kind="csv" if request.POST.get("format") == "csv" else "xlsx",
                rows=rows,
            )
            return redirect("desk:export", key=made.key)
    except (Invalid, NothingToSearch) as refusal:
        problem = str(refusal)
    return _order_page(request, wanted, rows, problem)


def _order_page(
    request: SignedInRequest, wanted: QueryDict, rows: int, problem: str
) -> HttpResponse:
    posted = request.method == "POST"
    chosen = request.POST.getlist("columns") if posted else EXPORTED
    context = {
        "columns": [(name, heading(name), name in chosen) for name in EXPORTED],
        "format": request.POST.get("format", "xlsx"),
        "formats": Export.Format.choices,
        "chips": chips(
            wanted,
            read_filter(dict(wanted.lists())),
            places=departments(),
            people=people_who_can(Right.WORK),
        ),
        "rows": rows,
        "search": wanted.get("search", ""),
        "query": wanted.urlencode(),
        "masked": not request.user.actor.has(Right.READ_PERSONAL),
        "problem": problem,
    }
    return render(request, "desk/exchange/order.html", context, status=422 if problem else 200)


def _filter_of(query: QueryDict) -> QueryDict:
    kept = query.copy()
    for name in _FORM:
        kept.pop(name, None)
    return kept


@login_required
@require_safe
def one(request: SignedInRequest, key: UUID) -> HttpResponse:
    found = queries.get_export(request.user.actor, key)
    return render(request, "desk/exchange/export.html", {"one": found})


@login_required
@require_POST
def move(request: SignedInRequest, key: UUID, what: str) -> HttpResponse:
    by = request.user.actor
    found = queries.get_export(by, key)
    if what not in _MOVES:
        raise NotFound
    _MOVES[what](by=by, at=timezone.now(), order=found)
    return redirect("desk:export", key=key)


@login_required
@require_safe
def file(request: SignedInRequest, key: UUID) -> HttpResponseBase:
    """The file, for nobody but whoever ordered it."""
    found = queries.get_export(request.user.actor, key)
    place = export_place(found.key, found.format)
    if found.state != Export.State.DONE or not place.exists():
        raise NotFound(_("This file is not there any more. Order the export again."))
    day = timezone.localtime(found.added_at).strftime("%Y-%m-%d %H%M")
    name = _("Complaints %(day)s.%(kind)s") % {"day": day, "kind": found.format}
    response = FileResponse(place.open("rb"), as_attachment=True, filename=name)
    response.headers["Cache-Control"] = "private, no-store"
    return response
