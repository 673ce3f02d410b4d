"""What triage says about a complaint: proposals with their reasons, for machines that route by them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from django.utils import timezone
from ninja import Router
from pydantic import BaseModel, Field

from zhuanji.api.authentication import Machine
from zhuanji.api.responses import refusals
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.queries import get_complaint, sees_person
from zhuanji.complaints.veil import veiling
from zhuanji.kernel.errors import NotFound
from zhuanji.language.personal_data import Pass, apply_with_places
from zhuanji.triage.deciding.impact import Known, impact_of
from zhuanji.triage.models import Assessment
from zhuanji.triage.queries import standing_of, words_assessed

router = Router(tags=["complaints"])


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
    kind: Literal["demand", "threat", "emotion", "amount", "moment", "order"]
    value: str = Field(description="For demands, threats and emotions: which.")


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
        self.veil = veil

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
        findings=_findings(reading["findings"], seen),
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


def _findings(found: list[list[Any]], seen: _Seen) -> list[FindingShown]:
    evidence = seen.evidence([[start, end] for _kind, start, end, _value in found])
    return [
        FindingShown(**one.model_dump(), kind=kind, value=value)
        for one, (kind, _start, _end, value) in zip(evidence, found, strict=True)
    ]
