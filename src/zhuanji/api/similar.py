"""What is like a complaint: past cases to learn from, and what may be the same matter."""

from django.utils import timezone
from ninja import Router

from zhuanji.api import schemas
from zhuanji.api.authentication import Machine
from zhuanji.api.responses import refusals
from zhuanji.complaints.queries import get_complaint
from zhuanji.triage.queries import Marked, SimilarCase, marked_neighbours, similar_cases

router = Router(tags=["complaints"])
_PLAIN = (
    "number",
    "subject",
    "score",
    "text",
    "same_category",
    "same_product",
    "days",
    "times",
    "stayed",
    "how",
    "why",
    "prevention",
)


@router.get("/{number}/similar", response={200: schemas.Neighbours, **refusals(404)})
def read_similar(request: Machine, number: str) -> schemas.Neighbours:
    """Read up to five past cases like this one, the most helpful first, and what may be the same.

    Only complaints that this token may read; personal data in their words is masked.
    """
    complaint = get_complaint(number, actor=request.actor)
    cases = similar_cases(request.actor, complaint, at=timezone.now())
    marked = marked_neighbours(request.actor, complaint)
    return schemas.Neighbours(
        same_matter=[_same_matter(mark) for mark in marked], similar=[_similar(c) for c in cases]
    )


def _similar(case: SimilarCase) -> schemas.Similar:
    return schemas.Similar(
        **{name: getattr(case, name) for name in _PLAIN},
        stage=case.complaint.stage,
        category=case.complaint.category,
        phrases=list(case.phrases),
        outcome=case.outcome.value,
    )


def _same_matter(mark: Marked) -> schemas.SameMatter:
    return schemas.SameMatter(
        number=mark.other.number,
        subject=mark.subject,
        stage=mark.other.stage,
        kind=mark.kind,
        reasons=list(mark.reasons),
    )
