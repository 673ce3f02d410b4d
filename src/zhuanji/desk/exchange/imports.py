"""导入: from a colleague's spreadsheet to complaints, step by step."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhuanji.channels import actions, queries, running
from zhuanji.channels.models import Import
from zhuanji.channels.policies import (
    may_export,
    may_import,
    may_see_rows,
    require_may_import,
    require_may_see_rows,
)
from zhuanji.channels.spreadsheets import limits
from zhuanji.channels.spreadsheets.problems import say_row
from zhuanji.channels.spreadsheets.refused_files import say_file
from zhuanji.channels.spreadsheets.unreadable import NotATable
from zhuanji.channels.tables import store_table
from zhuanji.desk.exchange.mapping import columns_of, read_mapping
from zhuanji.kernel.errors import Invalid, NotFound
from zhuanji.staff.requests import SignedInRequest

_IN_SHORT = 100  # characters of a row beside its reason
_SHOWN = 50  # refused rows on the page; all of them are in the file
_MOVES: dict[str, Callable[..., object]] = {
    "start": actions.confirm_import,
    "stop": actions.stop_import,
    "resume": actions.resume_import,
    "abort": actions.abort_import,
}
_KINDS = ("xlsx", "csv")


@login_required
@require_safe
def exchange(request: SignedInRequest) -> HttpResponse:
    """Everything that came in, and the way in for the next; who only exports sees exports."""
    actor = request.user.actor
    if not may_import(actor):
        return redirect("desk:exports")
    return _start(request)


def _start(request: SignedInRequest, problem: str = "") -> HttpResponse:
    actor = request.user.actor
    context = {
        "page": queries.imports_of(actor, cursor=request.GET.get("cursor", "")),
        "may_export": may_export(actor),
        "problem": problem,
        "limit": limits.FILE // 2**20,
    }
    status = 422 if problem else 200
    return render(request, "desk/exchange/imports.html", context, status=status)


@login_required
@require_POST
def upload(request: SignedInRequest) -> HttpResponse:
    by = request.user.actor
    require_may_import(by)
    file = request.FILES.get("file")
    if file is None:
        return _start(request, _("Choose a file first."))
    try:
        stored = store_table(file.name or "table", file.chunks())
    except NotATable as refusal:
        return _start(request, say_file(refusal.code, refusal.facts))
    except Invalid as refusal:
        return _start(request, str(refusal))
    made = actions.add_import(by=by, at=timezone.now(), upload=stored)
    return redirect("desk:import", key=made.key)


@login_required
@require_safe
def one(request: SignedInRequest, key: UUID) -> HttpResponse:
    """An import as it stands: its columns, what was found wrong, how far it is, what became of it."""
    found = queries.get_import(request.user.actor, key)
    wants_columns = "columns" in request.GET and found.state == Import.State.CHECKED
    if found.state == Import.State.UPLOADED or wants_columns:
        return _mapping(request, found)
    return _standing(request, found)


def _standing(request: SignedInRequest, found: Import) -> HttpResponse:
    sees = may_see_rows(request.user.actor, found)
    rows = queries.refusals_of(found)[:_SHOWN] if found.refused and sees else []
    context = {
        "one": found,
        "sees": sees,
        "shown": _SHOWN,
        "refusals": [(r.number, _in_short(r.cells), say_row(r.problems)) for r in rows],
    }
    return render(request, "desk/exchange/import.html", context)


def _in_short(cells: list[str]) -> str:
    return " · ".join(" ".join(cell.split()) for cell in cells if cell.strip())[:_IN_SHORT]


def _mapping(
    request: SignedInRequest,
    found: Import,
    problem: str = "",
    typed: dict[str, str] | None = None,
) -> HttpResponse:
    actor = request.user.actor
    offered, remembered = queries.offered_mapping(actor, found.header)
    mapping = typed if typed is not None else (found.mapping or offered)
    context = {
        "one": found,
        "columns": columns_of(found, mapping, samples=may_see_rows(actor, found)),
        "remembered": remembered and typed is None and not found.mapping,
        "acknowledge": request.POST.get("acknowledge") == "1" or found.acknowledge,
        "every_row": request.POST.get("every_row") == "1" or found.every_row,
        "problem": problem,
    }
    status = 422 if problem else 200
    return render(request, "desk/exchange/mapping.html", context, status=status)


@login_required
@require_POST
def check(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Take what the columns mean, and have every row tried."""
    by = request.user.actor
    found = queries.get_import(by, key)
    mapping, problem = read_mapping(request.POST, found.header)
    ways = {name: request.POST.get(name) == "1" for name in ("acknowledge", "every_row")}
    if problem:
        return _mapping(request, found, problem, mapping)
    try:
        actions.check_import(by=by, at=timezone.now(), found=found, mapping=mapping, **ways)
    except Invalid as refusal:
        return _mapping(request, found, str(refusal), mapping)
    return redirect("desk:import", key=key)


@login_required
@require_POST
def move(request: SignedInRequest, key: UUID, what: str) -> HttpResponse:
    by = request.user.actor
    found = queries.get_import(by, key)
    if what not in _MOVES:
        raise NotFound
    _MOVES[what](by=by, at=timezone.now(), found=found)
    if what == "stop":
        messages.success(request, _("It stops after the rows that are being written."))
    return redirect("desk:import", key=key)


@login_required
@require_safe
def refused(request: SignedInRequest, key: UUID, kind: str) -> HttpResponseBase:
    """The refused rows with their reasons, to be corrected and imported."""
    found = queries.get_import(request.user.actor, key)
    require_may_see_rows(request.user.actor, found)
    if kind not in _KINDS:
        raise NotFound
    stem = Path(found.name).stem[:80]
    name = _("%(name)s to correct.%(kind)s") % {"name": stem, "kind": kind}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "refused"
        running.write_refusals(found, path, kind)
        # The open file outlives its name.
        return FileResponse(path.open("rb"), as_attachment=True, filename=name)
