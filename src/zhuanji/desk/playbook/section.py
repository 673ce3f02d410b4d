"""A part of the playbook as it is written: a table to read, YAML to write, each mistake with its line."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhuanji.desk.playbook.grid import lines_of
from zhuanji.desk.playbook.page import shown
from zhuanji.desk.playbook.sections import COLUMNS, LAW, SECTIONS, Section, table_of
from zhuanji.kernel.errors import NotFound
from zhuanji.playbooks.actions import write_section
from zhuanji.playbooks.documents import LARGEST, write_section_text
from zhuanji.playbooks.duties import duties
from zhuanji.playbooks.policies import require_may_write_playbook
from zhuanji.playbooks.queries import Desk, desk_of, known_here
from zhuanji.playbooks.reading import Remark, read_section
from zhuanji.staff.requests import SignedInRequest


@login_required
@require_safe
def section(request: SignedInRequest, name: str) -> HttpResponse:
    desk = desk_of(request.user.actor)
    return shown(request, desk, "section", of_section(desk, _known(name)))


@login_required
@require_POST
def write(request: SignedInRequest, name: str) -> HttpResponse:
    """Keep the section in the draft, or say line by line what is wrong with what was typed."""
    require_may_write_playbook(request.user.actor)
    one = _known(name)
    desk = desk_of(request.user.actor)
    typed = request.POST.get("text", "")
    rows, mistakes, warnings = read_section(typed[:LARGEST], one.name, desk.book, known_here())
    if rows is None:
        told = of_section(desk, one, text=typed, mistakes=mistakes)
        return shown(request, desk, "section", told, status=422)
    write_section(by=request.user.actor, at=timezone.now(), section=one.name, rows=rows)
    messages.success(request, _("It is in the draft."))
    for remark in warnings[:5]:
        messages.warning(request, str(remark))
    return redirect("desk:playbook_section", name=one.name)


@login_required
@require_safe
def law(request: SignedInRequest) -> HttpResponse:
    """What the law asks: to be read, not to be changed."""
    desk = desk_of(request.user.actor)
    today = timezone.localdate()
    mine = set(desk.book.get("industries") or ())
    rows = [(one, _standing(one.holds_on(today), one.valid_from > today)) for one in duties()]
    rows.sort(
        key=lambda row: (
            row[1] == "over",
            bool(row[0].industries) and not mine & set(row[0].industries),
        )
    )
    return shown(request, desk, "law", {"duties": rows, "mine": mine, **LAW})


def _standing(holds: bool, is_ahead: bool) -> str:
    return "holds" if holds else "ahead" if is_ahead else "over"


def of_section(
    desk: Desk, one: Section, *, text: str | None = None, mistakes: list[Remark] | None = None
) -> dict[str, Any]:
    """All that the right side shows of one section."""
    return {
        "one": one,
        "table": table_of(one, desk.book.get(one.name)),
        "text": write_section_text(one.name, desk.book) if text is None else text,
        "mistakes": mistakes or [],
        "lines": lines_of(desk) if one.name == "deadlines" and desk.may_write else [],
        "kinds": COLUMNS,
        "changed_here": [change for change in desk.changes if change.part == one.name],
        "section_problems": [problem for problem in desk.problems if problem.part == one.name],
    }


def _known(name: str) -> Section:
    for one in SECTIONS:
        if one.name == name:
            return one
    raise NotFound
