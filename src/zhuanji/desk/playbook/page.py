"""预案: the tree on the left, one category with its words and rules on the right."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhuanji.complaints.queries.recalculating import handled_otherwise
from zhuanji.desk.playbook.sections import SECTIONS
from zhuanji.desk.playbook.words import (
    ALERTS,
    FIELDS,
    Branch,
    branches,
    department_choices,
    grade_choices,
    name_of,
)
from zhuanji.kernel.errors import NotFound
from zhuanji.playbooks.checking import Problem
from zhuanji.playbooks.queries import Desk, desk_of, versions
from zhuanji.playbooks.shipped import TRADES, trade
from zhuanji.playbooks.words import show_words
from zhuanji.staff.requests import SignedInRequest
from zhuanji.triage.queries import last_preview

_BOXES = ("words", "less", "together", "unless")


@login_required
@require_safe
def playbook(request: SignedInRequest) -> HttpResponse:
    """Where it stands and what can be done with it as a whole."""
    desk = desk_of(request.user.actor)
    return shown(request, desk, "overview", of_overview(desk))


def of_overview(desk: Desk, **more: Any) -> dict[str, Any]:
    """All that the right side shows of the playbook as a whole."""
    known = {row["key"] for row in desk.book["categories"]}
    trades = [one for one in map(trade, TRADES) if not _has(one.body["categories"], known)]
    newest = versions().first()
    is_first = newest is None and desk.draft is None
    told = {"newest": newest, "trades": trades, "preview": last_preview(), "is_first": is_first}
    otherwise = handled_otherwise(newest.number if newest else 0).count()
    return {**told, "otherwise": otherwise, **more}


@login_required
@require_safe
def category(request: SignedInRequest, key: str) -> HttpResponse:
    desk = desk_of(request.user.actor)
    return shown(request, desk, "category", of_category(desk, key))


@login_required
@require_safe
def general_rules(request: SignedInRequest) -> HttpResponse:
    """The rules that belong to no category: they hold for every complaint."""
    desk = desk_of(request.user.actor)
    return shown(request, desk, "rules", {"chosen": "", "rules": rules_of(desk, "")})


def shown(
    request: SignedInRequest, desk: Desk, part: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    every = {
        "desk": desk,
        "part": part,
        "tree": branches(desk),
        "chosen": "",
        **_names(),
        **context,
    }
    return render(request, "desk/playbook/playbook.html", every, status=status)


def of_category(desk: Desk, key: str, **more: Any) -> dict[str, Any]:
    """All that the right side shows of one category. Raises NotFound."""
    row = desk.category(key)
    return {
        "chosen": key,
        "row": row,
        "boxes": boxes(row),
        "departments": department_choices(str(row.get("department") or "")),
        "rules": rules_of(desk, key),
        "problems": _problems(desk, "category", key),
        "parents": _parents(desk, key),
        **more,
    }


def rules_of(desk: Desk, key: str) -> list[dict[str, Any]]:
    """A category's rules, or the general ones, each with its boxes and problems."""
    return [
        {"row": row, "boxes": boxes(row), "problems": _problems(desk, "rule", row["key"])}
        for row in desk.book["rules"]
        if (row.get("category") or "") == key
    ]


def one_rule(desk: Desk, key: str) -> dict[str, Any]:
    for row in desk.book["rules"]:
        if row["key"] == key:
            return {"row": row, "boxes": boxes(row), "problems": _problems(desk, "rule", key)}
    raise NotFound


def boxes(row: dict[str, Any]) -> dict[str, str]:
    """Lists of words as they stand in their boxes."""
    return {name: show_words(row.get(name) or ()) for name in _BOXES}


def _problems(desk: Desk, part: str, key: str) -> dict[str, Problem]:
    return {one.field: one for one in desk.problems if (one.part, one.key) == (part, key)}


def _parents(desk: Desk, key: str) -> list[tuple[str, str]]:
    """Where a category can be moved to: the first two levels, but not where it is."""
    here = key.rpartition(".")[0]
    rows = [row for row in desk.book["categories"] if row["key"].count(".") < 2]  # noqa: PLR2004
    fit = [r for r in rows if r["key"] not in {here, key} and not r["key"].startswith(f"{key}.")]
    return [(row["key"], f"{'　' * row['key'].count('.')}{name_of(row)}") for row in fit]


def _has(rows: list[dict[str, object]], known: set[str]) -> bool:
    return all(row["key"] in known for row in rows)


def _names() -> dict[str, Any]:
    return {
        "fields": FIELDS,
        "alerts": ALERTS,
        "grades": grade_choices(),
        "name_of": name_of,
        "sections": SECTIONS,
    }


__all__ = ["Branch", "category", "general_rules", "playbook"]
