"""How people grade complaints of a score: what they decided, and the curve learned from it."""

from zhuanji.triage.deciding.grade import ASSUMED, Curve
from zhuanji.triage.models import Confirmation, Learning

HEAD = "grade"
ENOUGH = 40
"""Grades that people decided, below which nothing is said about how likely one is."""

_MOST = 5000


def grades_decided() -> list[tuple[float, str]]:
    """Return score and grade of the latest decisions, one a complaint.

    Where a rule demands the grade, or nothing was understood, the score had no say: left out.
    """
    facts = "complaint__assessment__proposals__grade__facts"
    rows = (
        Confirmation.objects.filter(head=HEAD, complaint__assessment__isnull=False)
        .exclude(label="")
        .filter(**{f"{facts}__rule__isnull": True, f"{facts}__silent__isnull": True})
        .order_by("complaint_id", "-id")
        .distinct("complaint_id")
        .values_list("id", f"{facts}__score", "label")
    )
    return [(float(score), label) for _, score, label in sorted(rows, reverse=True)[:_MOST]]


def curve_in_use() -> Curve:
    """Return what was learned from people's decisions, or the rule's own assumption."""
    kept = Learning.objects.filter(pk=HEAD).values_list("curve", flat=True).first()
    if not kept:
        return ASSUMED
    return Curve(tuple(kept["edges"]), kept["spread"], kept["cases"])
