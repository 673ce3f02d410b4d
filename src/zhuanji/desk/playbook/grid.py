"""Deadlines by grade as a form: what is typed is kept, right or wrong, with what is wrong beside it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhuanji.complaints.models import Grade
from zhuanji.desk.playbook.sections import in_words
from zhuanji.playbooks.actions import write_section
from zhuanji.playbooks.body import GRADES, KINDS
from zhuanji.playbooks.policies import require_may_write_playbook
from zhuanji.playbooks.queries import Desk, desk_of
from zhuanji.playbooks.terms import NotATerm, parse_term
from zhuanji.staff.requests import SignedInRequest

_LONGEST = 40


@dataclass(frozen=True)
class Cell:
    """One term as it is typed, in the reader's words when it is one."""

    name: str
    kind: str
    value: str
    wrong: str


@dataclass(frozen=True)
class Line:
    key: str
    label: str
    cells: list[Cell]
    wrong: str


def lines_of(desk: Desk) -> list[Line]:
    """The form as the draft, or the playbook in use, has it."""
    rows = {row.get("key"): row for row in _rows(desk)}
    wrong = {(one.key, one.field): one.words for one in desk.problems if one.part == "deadlines"}
    return [
        Line(
            grade,
            str(Grade(grade).label),
            [_cell(grade, kind, rows.get(grade, {}), wrong) for kind in KINDS],
            wrong.get((grade, ""), ""),
        )
        for grade in GRADES
    ]


@login_required
@require_POST
def write(request: SignedInRequest) -> HttpResponse:
    """Keep the deadlines that were typed."""
    require_may_write_playbook(request.user.actor)
    rows = [_typed(row, request.POST) for row in _rows(desk_of(request.user.actor))]
    write_section(by=request.user.actor, at=timezone.now(), section="deadlines", rows=rows)
    if any(one.part == "deadlines" for one in desk_of(request.user.actor).problems):
        messages.error(request, _("It is kept. Correct what is marked before it can be used."))
    else:
        messages.success(request, _("It is in the draft."))
    return redirect("desk:playbook_section", name="deadlines")


def _rows(desk: Desk) -> list[dict[str, Any]]:
    rows = desk.book.get("deadlines")
    kept = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    known = {row.get("key") for row in kept}
    return [*kept, *({"key": grade} for grade in GRADES if grade not in known)]


def _typed(row: dict[str, Any], given: QueryDict) -> dict[str, Any]:
    """A row with what was typed: a term in its short form, anything else as it stands."""
    said = dict(row)
    for kind in KINDS:
        name = f"{row.get('key')}-{kind}"
        if name in given:
            said[kind] = _short(" ".join(str(given[name]).split())[:_LONGEST])
    return said


def _short(words: str) -> str:
    try:
        return str(parse_term(words)) if words else ""
    except NotATerm:
        return words


def _cell(grade: str, kind: str, row: dict[str, Any], wrong: dict[tuple[str, str], str]) -> Cell:
    value = in_words("deadlines", kind, row.get(kind))
    return Cell(f"{grade}-{kind}", kind, value, wrong.get((grade, kind), ""))
