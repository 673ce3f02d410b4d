"""研判质量: how well complaints are understood, what was learned, and who decides about it."""

import json
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhuanji.desk.categories import name_of, path_of
from zhuanji.desk.quality import charts
from zhuanji.desk.quality.learned import learned
from zhuanji.history.queries import story_of
from zhuanji.staff.requests import SignedInRequest
from zhuanji.triage.models import ModelVersion
from zhuanji.triage.policies import may_choose_models
from zhuanji.triage.queries.learning import EACH
from zhuanji.triage.queries.quality import Matrix, Quality, Share, quality_of
from zhuanji.triage.queries.reassessing import last_reassessment
from zhuanji.triage.queries.threshold import Choice
from zhuanji.triage.training import STEPS

_HEAD = "category"
_CHANGED, _MOVED = 0.25, 0.1  # of the stability index
_LISTED = 15
_TOLD = 3
_NAMED = 3
_OFFERED = (0.8, 0.85, 0.9, 0.95, 0.97, 0.99)
_HEATS = 5


@login_required
@require_safe
def quality(request: SignedInRequest) -> HttpResponse:
    """Everything about the one head that is learned."""
    actor, now = request.user.actor, timezone.now()
    found = quality_of(actor, _HEAD, at=now)
    story = story_of(f"model/{_HEAD}").filter(kind="model.precision_chosen")
    context = {
        "found": found,
        "threshold": _threshold(found, request.GET.get("own", "")),
        "changes": list(story.order_by("-sequence")[:_TOLD]),
        "steps": STEPS,
        "run": last_reassessment(),
        "weeks": charts.bars(
            [_column(one, n) for n, one in enumerate(reversed(found.weeks))][::-1]
        ),
        "reliability": charts.points([(p, y, f"{y:.0%} · {n}") for p, y, n in found.reliability]),
        "charts": charts,
        "versions": [_version(one) for one in found.versions],
        "may_choose": may_choose_models(actor),
        "path_of": path_of,
        "name_of": name_of,
        "categories": found.categories[:_LISTED],
        "matrix": _heated(found.matrix),
        "learned": learned(found.used, found.before),
        "drift": _drift(found),
        "each": EACH,
        "thin": [one for one in found.decided.items() if one[1] < EACH],
        "ready": sum(n >= EACH for n in found.decided.values()),
        "outcomes": _outcomes(),
        "typed": {name: request.GET.get(name, "")[:20] for name in ("share", "least")},
    }
    return render(request, "desk/quality/quality.html", context)


def _threshold(found: Quality, typed: str) -> dict[str, Any]:
    """The curve, the place on it, and what each share offered would mean."""
    choice = found.choice
    floor = charts.floor_of([one.right for one in choice.points])
    drawn = charts.points([(one.coverage, one.right, "") for one in choice.points], floor)
    here = choice.points.index(choice.here) if choice.here else None
    precision = found.learning.precision
    if not choice.of_model and choice.here:  # then it is the words' sureness that holds
        precision = _typed(choice.here.right)
    own = typed[:20] or f"{precision * 100:g}"
    return {
        "choice": choice,
        "floor": floor,
        "points": drawn,
        "here": drawn[here] if here is not None else None,
        "place": here or 0,
        "data": json.dumps(
            [
                [one.coverage, one.right, place.x, place.y]
                for one, place in zip(choice.points, drawn, strict=True)
            ]
        ),
        "sentence": _sentence(),  # its places are filled anew while one looks for a point
        "said": _said(choice, found.lately.a_week),
        "offered": [_offer(choice, right) for right in _OFFERED],
        "own": own,
        "is_own": bool(typed) or precision not in _OFFERED,
        "precision": precision,
    }


def _typed(share: float) -> float:
    """A share as somebody may type it, and never more than it is."""
    return int(share * 1000) / 1000


def _sentence(**figures: object) -> str:
    return _(
        "Proposes by itself for %(automatic)s %% of complaints, about %(right)s %% of them rightly; "
        "the other %(people)s a week go to people."
    ) % {"automatic": "{automatic}", "right": "{right}", "people": "{people}", **figures}


def _said(choice: Choice, a_week: float) -> str:
    if choice.here is None:
        return _("Nothing is proposed by itself: answers were never so often right.")
    coverage, right = choice.here.coverage, choice.here.right
    return _sentence(
        automatic=round(coverage * 100),
        right=f"{right * 100:.1f}",
        people=round(a_week * (1 - coverage)),
    )


def _offer(choice: Choice, right: float) -> tuple[float, str, str]:
    point = choice.for_right(right)
    words = _("for %(share)s") % {"share": f"{point.coverage:.0%}"} if point else _("never reached")
    return right, f"{right * 100:g}", words


def _heated(matrix: Matrix) -> list[tuple[str, list[tuple[int, int]]]]:
    """Rows of (times, how warm): how much of what was decided so was proposed so."""
    rows = []
    for name, row in zip(matrix.names, matrix.rows, strict=True):
        total = sum(row) or 1
        rows.append((name, [(n, min(-(-n * _HEATS // total), _HEATS)) for n in row]))
    return rows


def _column(one: Share, ago: int) -> tuple[str, float, str]:
    """Every third is named: more names would stand in each other."""
    words = _("%(share)s of %(cases)s right") % {"share": f"{one.share:.0%}", "cases": one.cases}
    _year, month, day = one.name.split("-")
    named = "" if ago % _NAMED else f"{int(month)}/{int(day)}"
    return named, one.share, f"{one.name}: {words}"


def _version(one: ModelVersion) -> dict[str, Any]:
    card = one.card
    return {
        "number": one.number,
        "made_at": one.made_at,
        "in_use": one.in_use,
        "cases": sum(card.get("texts", {}).values()),
        "held_out": card.get("held_out", 0),
        "new": card.get("new", {}),
        "old": card.get("old", {}),
    }


def _drift(found: Quality) -> tuple[str, str]:
    """A word for how far the mix of proposals moved, and how urgent that is."""
    if found.drift >= _CHANGED:
        return _("clearly changed"), "over"
    if found.drift >= _MOVED:
        return _("moved"), "soon"
    return _("steady"), "calm"


def _outcomes() -> dict[str, str]:
    return {
        "better": _("The last training found a better model; it is in use."),
        "not_better": _("The last training found nothing better than what is in use."),
        "too_few": _("The last training found too few confirmed complaints."),
    }
