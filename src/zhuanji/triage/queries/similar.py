"""Past cases like the one at hand: how they were resolved, what became of it, why they are alike."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from zhuanji.complaints.models import Complaint
from zhuanji.complaints.queries import visible_to
from zhuanji.complaints.stages import Stage
from zhuanji.complaints.veil import person_veil
from zhuanji.history.models import Entry
from zhuanji.kernel.actors import Actor
from zhuanji.language.normalise import fold
from zhuanji.triage.models import Assessment
from zhuanji.triage.neighbours.boilerplate import TERMS
from zhuanji.triage.neighbours.outcomes import Outcome, outcome_of
from zhuanji.triage.neighbours.phrases import shared_phrases
from zhuanji.triage.neighbours.ranking import Facts, is_alike, score
from zhuanji.triage.neighbours.weights import Vector, Weights
from zhuanji.triage.queries.lookup import Knowledge, Near, compared, knowledge, nearest
from zhuanji.triage.queries.neighbours import said_in

_RANKED = 30
_OF_CATEGORY = 200  # of the newest: enough to choose from, few enough to compare at once
_WORDS = ("subject", "how", "why", "prevention")
_TOLD = ("answer_accepted", "answer_rejected", "reopened")


@dataclass(frozen=True)
class SimilarCase:
    """One past case to learn from, as its reader may see it: personal data in its words is masked."""

    complaint: Complaint
    score: float
    text: float
    same_category: bool
    same_product: bool
    phrases: tuple[str, ...]
    outcome: Outcome
    days: int | None  # from receipt to the end, or to the answer
    times: int  # how many of the cases found were resolved in the same way
    stayed: int  # of those, how many stayed resolved
    subject: str
    how: str
    why: str
    prevention: str

    @property
    def number(self) -> str:
        return self.complaint.number


def similar_cases(
    actor: Actor, complaint: Complaint, *, at: datetime, most: int = 5
) -> list[SimilarCase]:
    """Return past cases that were resolved or answered: of the same category first, then by score.

    The category is the confirmed one or, without it, the one that is proposed. None when nothing is
    alike enough. Only cases that the actor may read.
    """
    known, category = knowledge(), category_of(complaint)
    near = _near(known, complaint, _resolved(visible_to(actor)))
    found = Complaint.objects.filter(pk__in=near)
    every = found.select_related("customer__merged_into", "owner")
    text = {pk: one.likeness.cosine for pk, one in near.items()}
    rows = [row for row in every if is_alike(text[row.pk], mine=category, theirs=row.category)]
    outcomes = _outcomes(rows)
    ways = _ways(rows, outcomes)
    kin = {
        row: (_same(category, row.category), _same(complaint.product, row.product)) for row in rows
    }
    scores = {row: _score(row, near[row.pk], ways[_way(row)], at, kin[row]) for row in rows}
    best = sorted(rows, key=lambda row: (not kin[row][0], -scores[row], -row.pk))[:most]
    return [
        SimilarCase(
            complaint=row,
            score=scores[row],
            text=text[row.pk],
            same_category=kin[row][0],
            same_product=kin[row][1],
            phrases=tuple(_shared(known.weights, complaint, row)),
            outcome=outcomes[row.pk],
            days=_days(row),
            times=ways[_way(row)].total(),
            stayed=ways[_way(row)][True],
            **_words(row),
        )
        for row in best
    ]


def category_of(complaint: Complaint) -> str:
    """Return the confirmed category or the one that is proposed surely enough, else nothing."""
    if complaint.category:
        return complaint.category
    made = Assessment.objects.filter(pk=complaint.pk).values_list("proposals", flat=True).first()
    proposed = (made or {}).get("category", {})
    return "" if proposed.get("abstained", True) else str(proposed.get("label", ""))


def _near(known: Knowledge, complaint: Complaint, among: QuerySet[Complaint]) -> dict[int, Near]:
    """What is likest in its words, and of the newest of the same category what is likest."""
    said = {t: times for t, times in said_in(complaint).items() if t not in TERMS}
    vector = known.weights.vector(said)
    near = nearest(known, vector, among, but=[complaint.pk])[:_RANKED]
    return {
        one.complaint_id: one for one in [*_of_category(known, complaint, vector, among), *near]
    }


def _of_category(
    known: Knowledge, complaint: Complaint, vector: Vector, among: QuerySet[Complaint]
) -> list[Near]:
    """Of the newest of the confirmed category those that are likest in their words.

    A proposed category only ranks what was found: looking for more costs a question each time.
    """
    if not complaint.category:
        return []
    theirs = among.filter(category=complaint.category).exclude(pk=complaint.pk)
    newest = theirs.order_by("-received_at", "-pk").values("pk")[:_OF_CATEGORY]
    return compared(known, vector, newest)[:_RANKED]


def _resolved(complaints: QuerySet[Complaint]) -> QuerySet[Complaint]:
    told = ~Q(how="") | Q(answered_at__isnull=False)
    return complaints.filter(told).exclude(stage=Stage.MERGED)


def _outcomes(rows: Iterable[Complaint]) -> dict[int, Outcome]:
    told: dict[int, list[str]] = {row.pk: [] for row in rows}
    entries = Entry.objects.filter(
        about__in=[row.about for row in rows], kind__in=[f"complaint.{kind}" for kind in _TOLD]
    )
    for about, kind in entries.order_by("about", "sequence").values_list("about", "kind"):
        told[int(about.partition("/")[2])].append(kind.partition(".")[2])
    return {row.pk: outcome_of(Stage(row.stage), told[row.pk]) for row in rows}


Ways = dict[str, Counter[bool]]


def _ways(rows: Iterable[Complaint], outcomes: dict[int, Outcome]) -> Ways:
    """How often each way of resolving it stayed resolved, and how often not."""
    ways: Ways = {}
    for row in rows:
        counts = ways.setdefault(_way(row), Counter())
        if (stayed := outcomes[row.pk].stayed) is not None:
            counts[stayed] += 1
    return ways


def _way(row: Complaint) -> str:
    """Cases that were resolved in the same words were resolved in the same way."""
    return fold("".join(ch for ch in row.how if ch.isalnum()))[:200] or f"#{row.pk}"


def _score(
    row: Complaint, near: Near, ways: Counter[bool], at: datetime, kin: tuple[bool, bool]
) -> float:
    """`kin`: of the same category, of the same product."""
    return score(
        Facts(
            text=near.closeness,
            same_category=kin[0],
            same_product=kin[1],
            successes=ways[True],
            failures=ways[False],
            age=at - (row.finished_at or row.answered_at or row.received_at),
        )
    )


def _same(one: str, other: str) -> bool:
    return bool(one) and fold(one) == fold(other)


def _days(row: Complaint) -> int | None:
    ended = row.finished_at or row.answered_at
    return max((ended - row.received_at).days, 0) if ended else None


def _words(row: Complaint) -> dict[str, str]:
    hide = person_veil(row, clear=False)
    return {name: hide(getattr(row, name)) for name in _WORDS}


def _shared(weights: Weights, mine: Complaint, row: Complaint) -> list[str]:
    one, other = (
        person_veil(c, clear=False)(f"{c.subject}\n{c.account}\n{c.demand}") for c in (mine, row)
    )
    return shared_phrases(weights, one, other)
