"""What triage says about a complaint: proposals with their reasons, for machines that route by them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from django.utils import timezone
from ninja import Router
from pydantic import BaseModel, Field

from zhuanji.api.authentication import Machine
from zhuanji.api.choices import one_of
from zhuanji.api.responses import refusals
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.queries import get_complaint, sees_person
from zhuanji.complaints.veil import veiling
from zhuanji.kernel.errors import NotFound
from zhuanji.language.personal_data import Pass, apply, apply_with_places
from zhuanji.language.reading import Finding, read
from zhuanji.language.reading.findings import KINDS
from zhuanji.triage.deciding.impact import Known, impact_of
from zhuanji.triage.models import Assessment
from zhuanji.triage.queries import standing_of, words_assessed

router = Router(tags=["complaints"])
_PERSONAL = frozenset({"identity_card", "bank_card", "phone", "email"})


class Evidence(BaseModel):
    """Words of the complaint. Places inside the account are places in it; demand and subject follow."""

    words: str = Field(description="Masked unless the token reads personal data.")
    start: int
    end: int


class CandidateShown(BaseModel):
    label: str
    probability: float | None


class ProposalShown(BaseModel):
    head: str = Field(examples=["category"])
    label: str = Field(description="The best candidate; empty when there is none.")
    probability: float | None = Field(
        description="Of a hundred such proposals so many are right; null where nobody measured it."
    )
    measured_on: int | None = Field(description="On how many decided complaints it was measured.")
    abstained: bool = Field(description="A person must decide between the candidates.")
    candidates: list[CandidateShown]
    source: str = Field(description="model, playbook, rule, score, outcomes or none.")
    evidence: list[Evidence]
    settled: str | None = Field(description="What a person decided, once one did.")


class FindingShown(Evidence):
    kind: Annotated[str, one_of(KINDS)]
    value: str = Field(
        description="What it means, as `zhuanji triage read` says it: which demand, threat or "
        "emotion; the sum, or its least and most; an ISO 8601 moment, or both ends of a stretch; "
        "the bare number. Masked unless the token reads personal data."
    )


class ScorePart(BaseModel):
    name: str
    points: float
    weight: int


class TriggerShown(BaseModel):
    kind: Literal["court", "regulator", "injury", "minor", "leak"]
    evidence: list[Evidence]


class ImpactShown(BaseModel):
    """Low, middle and high; every parameter stands on the complaint's page."""

    churn: list[float]
    loss_yuan: list[float]


class AssessmentShown(BaseModel):
    made_at: datetime
    playbook_version: str
    model_version: str
    mood: str
    intensity: float
    demands: list[str]
    threats: list[str]
    proposals: list[ProposalShown]
    findings: list[FindingShown]
    score: float
    score_parts: list[ScorePart]
    rules_met: list[str] = Field(description="Keys of the playbook's hard rules.")
    legal_triggers: list[TriggerShown]
    impact: ImpactShown


@router.get("/{number}/assessment", response={200: AssessmentShown, **refusals(404)})
def read_assessment(request: Machine, number: str) -> AssessmentShown:
    """Read what is proposed about one complaint and why. 404 until it was assessed."""
    complaint = get_complaint(number, actor=request.actor)
    standing = standing_of(complaint)
    if standing.assessment is None:
        raise NotFound
    clear = sees_person(request.actor, complaint, at=timezone.now())
    seen = _Seen(complaint, standing.assessment, veiling(request.actor, complaint, clear=clear))
    settled = {head: one.label for head, one in standing.settled.items()}
    return _shown(standing.assessment, seen, settled)


class _Seen:
    """The complaint's words as this token may read them."""

    def __init__(self, complaint: Complaint, made: Assessment, veil: list[Pass]) -> None:
        self.text = words_assessed(complaint, made)
        self.at = timezone.localtime(complaint.occurred_at or complaint.received_at)
        self.veil = veil

    def value(self, finding: Finding, words: str) -> str:
        """Of personal numbers nothing but what their words show; of others what they mean."""
        if self.veil and finding.kind in _PERSONAL:
            return words
        return apply(self.veil, finding.value)

    def evidence(self, spans: Sequence[Sequence[int]]) -> list[Evidence]:
        places = [(start, end) for start, end in spans if start < end <= len(self.text)]
        text, moved = apply_with_places(self.veil, self.text, places)
        return [Evidence(words=text[start:end], start=start, end=end) for start, end in moved]


def _shown(made: Assessment, seen: _Seen, settled: dict[str, str]) -> AssessmentShown:
    reading = made.reading
    impact = impact_of(Known(**{**made.known, "threats": tuple(made.known["threats"])}))
    return AssessmentShown(
        made_at=made.made_at,
        playbook_version=made.playbook_version,
        model_version=made.model_version,
        mood=reading["mood"],
        intensity=reading["intensity"],
        demands=reading["demands"],
        threats=reading["threats"],
        proposals=[
            _proposal(head, one, seen, settled.get(head)) for head, one in made.proposals.items()
        ],
        findings=_findings(seen),
        score=made.proposals["grade"]["facts"]["score"],
        score_parts=[
            ScorePart(**{n: p[n] for n in ("name", "points", "weight")}) for p in made.parts
        ],
        rules_met=[key for key, _spans in made.rules],
        legal_triggers=[
            TriggerShown(kind=one["kind"], evidence=seen.evidence(one["spans"]))
            for one in made.triggers
        ],
        impact=ImpactShown(churn=list(impact.churn), loss_yuan=list(impact.loss)),
    )


def _proposal(head: str, one: dict[str, Any], seen: _Seen, settled: str | None) -> ProposalShown:
    cases = one["facts"].get("cases")
    return ProposalShown(
        head=head,
        label=one["label"],
        probability=one["probability"] if cases else None,
        measured_on=cases,
        abstained=one["abstained"],
        candidates=[
            CandidateShown(label=label, probability=p if cases else None)
            for label, p in one["ranked"]
        ],
        source=one["source"],
        evidence=seen.evidence(one["spans"]),
        settled=settled,
    )


def _findings(seen: _Seen) -> list[FindingShown]:
    """Everything that is read in the words, which are read anew: an assessment keeps no words."""
    read_there = [one for one in read(seen.text, at=seen.at).findings if one.kind in KINDS]
    evidence = seen.evidence([[one.start, one.end] for one in read_there])
    return [
        FindingShown(**shown.model_dump(), kind=one.kind, value=seen.value(one, shown.words))
        for shown, one in zip(evidence, read_there, strict=True)
    ]
