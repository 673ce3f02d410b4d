"""/desk/board/: every open complaint as a card; what moves on one screen moves on all."""

import re
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from zhuanji.complaints.queries import Filter, read_filter
from zhuanji.complaints.queries.board import (
    GROUPS,
    cards_among,
    count_columns,
    more_of_column,
)
from zhuanji.complaints.queries.filters import is_id
from zhuanji.complaints.queries.search import NothingToSearch
from zhuanji.desk.board.cards import cards_for
from zhuanji.desk.board.columns import GROUPS as GROUP_NAMES
from zhuanji.desk.board.columns import Names, Shown, shown_columns
from zhuanji.desk.queue.filters import Menu, chips, menus, sentence
from zhuanji.history.queries import entries_after, newest_settled
from zhuanji.staff.queries import departments, people_who_can
from zhuanji.staff.requests import SignedInRequest
from zhuanji.staff.roles import Right

_PLACE = re.compile(r"([0-9]{1,18})\.([0-9]{1,18})")
_MOST_NEWS = 300  # beyond it the whole board is asked anew
_OURS = "complaint/"


@login_required
@require_safe
def board(request: SignedInRequest) -> HttpResponse:
    """The whole board; with wall=1 as a picture for a wall, without any word about a person."""
    actor, now, place = request.user.actor, timezone.now(), newest_settled()
    wanted, group, wall = _wanted(request.GET), _group(request.GET), request.GET.get("wall") == "1"
    names = Names(departments(), people_who_can(Right.WORK))
    columns: list[Shown] = []
    more, problem = 0, ""
    try:
        columns, more = shown_columns(actor, wanted, names, at=now, group=group, subjects=not wall)
    except NothingToSearch as refusal:
        problem = str(refusal)
    found = chips(request.GET, wanted, places=names.places, people=names.people)
    context = {
        "columns": columns,
        "more_columns": more,
        "count": sum(column.count for column in columns),
        "problem": problem,
        "wanted": wanted,
        "is_filtered": bool(found or wanted.search),
        "sentence": sentence(found),
        "menus": [] if wall else _menus(request.GET, wanted, names),
        "group": group,
        "groups": GROUP_NAMES,
        "place": f"{place[0]}.{place[1]}",
        "now": now,
        "query": _lasting(request.GET),
    }
    page = "wall" if wall else "board"
    return render(request, f"desk/board/{page}.html", context, status=422 if problem else 200)


@login_required
@require_safe
def column(request: SignedInRequest) -> HttpResponse:
    """The cards of one column that follow those that are shown."""
    actor, now, group = request.user.actor, timezone.now(), _group(request.GET)
    key, cursor = request.GET.get("column", ""), request.GET.get("cursor", "")
    found = more_of_column(actor, _wanted(request.GET), at=now, group=group, key=key, cursor=cursor)
    context = {
        "key": key,
        "cards": cards_for(found.cards, actor, at=now),
        "next": found.next,
        "query": _lasting(request.GET),
        "now": now,
    }
    return render(request, "desk/board/_cards.html", context)


@login_required
@require_safe
def changes(request: SignedInRequest) -> HttpResponse:
    """What changed on the board since a place of the history: cards, those that left, the counts."""
    actor, now, group = request.user.actor, timezone.now(), _group(request.GET)
    wanted = _wanted(request.GET)
    place = _PLACE.fullmatch(request.GET.get("place", ""))
    if place is None:
        return HttpResponse(status=400)
    lines = entries_after(int(place[1]), int(place[2]), limit=_MOST_NEWS)
    ids = _complaints_of([line.about for line in lines], request.GET.getlist("also"))
    found = cards_among(actor, wanted, at=now, ids=ids)
    context = {
        "cards": cards_for(found, actor, at=now),
        "gone": sorted(ids - {one.pk for one in found}),
        "counts": count_columns(actor, wanted, at=now, group=group),
        "place": f"{lines[-1].transaction}.{lines[-1].pk}" if lines else place[0],
        "is_all": len(lines) >= _MOST_NEWS,
        "group": group,
        "now": now,
    }
    return render(request, "desk/board/_changes.html", context)


def _complaints_of(abouts: list[str], also: list[str]) -> set[int]:
    numbers = [about.removeprefix(_OURS) for about in abouts if about.startswith(_OURS)]
    return {int(one) for one in (*numbers, *also[:10]) if is_id(one)}


def _wanted(query: QueryDict) -> Filter:
    return read_filter(dict(query.lists()))


def _menus(query: QueryDict, wanted: Filter, names: Names) -> list[Menu]:
    """As the queue's, but the last: everything here is open."""
    return menus(query, wanted, places=names.places, people=names.people)[:-1]


def _group(query: QueryDict) -> str:
    group = query.get("group", "")
    return group if group in GROUPS else GROUPS[0]


def _lasting(query: QueryDict) -> str:
    """The question of the board itself, without a place in it."""
    kept: Any = query.copy()
    for name in ("cursor", "column", "wall", "place", "also"):
        kept.pop(name, None)
    return str(kept.urlencode())
