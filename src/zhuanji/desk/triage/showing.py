"""An assessment as one reader may see it: proposals with their reasons, chips, the marked text."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from zhuanji.complaints.models import Complaint
from zhuanji.complaints.policies import may_assign, may_judge, may_note, may_work
from zhuanji.complaints.queries.bulk import held
from zhuanji.complaints.veil import veiling
from zhuanji.desk.categories import Proposed
from zhuanji.desk.triage import words
from zhuanji.desk.triage.highlight import Mark, Word, shown_with_marks, words_at
from zhuanji.desk.triage.reasons import BY_HAND, Reason, percent_of, reason_of, score_words
from zhuanji.kernel.actors import Actor
from zhuanji.language.personal_data import Pass
from zhuanji.playbooks.queries import playbook_in_use
from zhuanji.triage.deciding.impact import Impact, Known, impact_of
from zhuanji.triage.deciding.proposals import BEST
from zhuanji.triage.models import Assessment
from zhuanji.triage.queries import Settled, Standing, standing_of, words_assessed
from zhuanji.triage.words import TRIGGERS

_EVIDENCE_SHOWN = 8


@dataclass(frozen=True)
class Candidate:
    """`percent` is None where no share was measured."""

    label: str
    words: str
    percent: int | None


@dataclass(frozen=True)
class Line:
    """One head: what is proposed, how surely, because of what, and what became of it."""

    head: str
    name: str
    best: Candidate | None
    candidates: list[Candidate]
    abstained: bool
    reason: Reason
    evidence: list[Word]
    settled: Settled | None
    settled_words: str
    is_held: bool
    may: bool
    facts: dict[str, Any]


@dataclass(frozen=True)
class Chip:
    kind: str
    label: str
    words: str


@dataclass(frozen=True)
class Part:
    """A part of the score in words."""

    name: str
    points: float
    weight: int
    why: str


@dataclass(frozen=True)
class Shown:
    """Everything of an assessment that a page shows; `made` is False until it is there."""

    made: bool = False
    lines: list[Line] = field(default_factory=list)
    chips: list[Chip] = field(default_factory=list)
    legend: list[tuple[str, str]] = field(default_factory=list)
    account: str = ""
    parts: list[Part] = field(default_factory=list)
    score: float = 0.0
    score_words: str = ""
    by_hand: str = ""
    rules: list[tuple[str, list[Word]]] = field(default_factory=list)
    triggers: list[tuple[str, list[Word]]] = field(default_factory=list)
    told_legal: Settled | None = None
    may_tell: bool = False
    impact: Impact | None = None
    impact_names: dict[str, str] = field(default_factory=dict)


def shown_triage(actor: Actor, complaint: Complaint, *, clear: bool) -> Shown:
    """One question, whatever the complaint is like."""
    standing = standing_of(complaint)
    if standing.assessment is None:
        return Shown()
    made = standing.assessment
    text = words_assessed(complaint, made)
    veil = veiling(actor, complaint, clear=clear)
    seen = _Seen(text, veil, len(complaint.account))
    known = Known(**{**made.known, "threats": tuple(made.known["threats"])})
    return Shown(
        made=True,
        lines=_lines(actor, complaint, standing, seen),
        chips=chips_of(made.reading),
        legend=_legend(made),
        account=shown_with_marks(complaint.account, _marks(made), veil=veil),
        parts=[_part(one, seen) for one in made.parts],
        score=(score := made.proposals["grade"]["facts"]["score"]),
        score_words=score_words(score),
        by_hand=str(BY_HAND),
        rules=[(words.rule_words(key), seen.words(spans)) for key, spans in made.rules],
        triggers=[(str(TRIGGERS[one["kind"]]), seen.words(one["spans"])) for one in made.triggers],
        told_legal=standing.settled.get("legal"),
        may_tell=may_note(actor, complaint),
        impact=impact_of(known),
        impact_names={name: str(said) for name, said in words.PARAMETERS.items()},
    )


def proposed_categories(complaint: Complaint) -> list[Proposed]:
    """What triage would put it into, the likeliest first."""
    made = standing_of(complaint).assessment
    if made is None:
        return []
    proposal = made.proposals["category"]
    offered, ranked = playbook_in_use().offered_keys, proposal["ranked"]
    shares = [
        (label, percent_of(proposal, label, share)) for label, share in ranked if label in offered
    ]
    return [Proposed(label, "" if share is None else f"{share}%") for label, share in shares]


@dataclass(frozen=True)
class _Seen:
    """The text as this reader may see it."""

    text: str
    veil: Sequence[Pass]
    account: int  # how much of the text it is

    def words(self, places: Sequence[Sequence[int]]) -> list[Word]:
        return words_at(self.text, places, veil=self.veil, account=self.account)[:_EVIDENCE_SHOWN]


def _lines(actor: Actor, complaint: Complaint, standing: Standing, seen: _Seen) -> list[Line]:
    return [_line(actor, complaint, head, standing, seen) for head in words.HEADS]


def _line(
    actor: Actor,
    complaint: Complaint,
    head: str,
    standing: Standing,
    seen: _Seen,
) -> Line:
    proposal = standing.assessment.proposals[head] if standing.assessment else {}
    names = proposal["facts"].get("names", {})
    candidates = [
        Candidate(label, words.label_words(head, label, names), percent_of(proposal, label, share))
        for label, share in proposal["ranked"]
    ]
    settled = standing.settled.get(head)
    return Line(
        head=head,
        name=str(words.HEADS[head]),
        best=next((one for one in candidates if one.label == proposal["label"]), None),
        candidates=candidates[:BEST],
        abstained=proposal["abstained"],
        reason=reason_of(head, proposal),
        evidence=seen.words(proposal["spans"]) if head != "validity" else [],
        settled=settled,
        settled_words=words.label_words(head, settled.label, names) if settled else "",
        is_held=_is_held(complaint, head, proposal["label"]),
        may=_may(actor, complaint, head),
        facts=proposal["facts"],
    )


def _is_held(complaint: Complaint, head: str, label: str) -> bool:
    if head == "department":
        return complaint.department is not None and complaint.department.code == label
    if head == "validity":
        return bool(label) and complaint.verdict == label
    return bool(label) and held(complaint, head) == label


def _may(actor: Actor, complaint: Complaint, head: str) -> bool:
    if head == "department":
        return may_assign(actor, complaint)
    return may_judge(actor, complaint) if head == "validity" else may_work(actor, complaint)


def chips_of(reading: dict[str, Any]) -> list[Chip]:
    """Mood, demands and threats, at a glance."""
    chips = []
    if mood := reading["mood"]:
        strength = _("strongly") if reading["intensity"] >= 0.6 else ""  # noqa: PLR2004 - of 0 to 1
        said = " ".join(filter(None, [str(words.MOODS.get(mood, mood)), strength]))
        chips.append(Chip("emotion", str(words.KINDS["emotion"]), said))
    for kind, names in (("demand", words.DEMANDS), ("threat", words.THREATS)):
        chips += [
            Chip(kind, str(words.KINDS[kind]), str(names.get(value, value)))
            for value in dict.fromkeys(reading[f"{kind}s"])
        ]
    return chips


def _legend(made: Assessment) -> list[tuple[str, str]]:
    found = {kind for kind, *_rest in made.reading["findings"]}
    legend = [(kind, str(name)) for kind, name in words.KINDS.items() if kind in found]
    return [*legend, ("evidence", _("Speaks for the category"))] if _evidence(made) else legend


def _evidence(made: Assessment) -> list[list[int]]:
    spans: list[list[int]] = made.proposals["category"]["spans"]
    return spans


def _marks(made: Assessment) -> list[Mark]:
    marks = [
        Mark(kind, start, end, title_of(kind, value))
        for kind, start, end, value in made.reading["findings"]
    ]
    return [*marks, *(Mark("evidence", start, end) for start, end in _evidence(made))]


def title_of(kind: str, value: str) -> str:
    names = {"demand": words.DEMANDS, "threat": words.THREATS, "emotion": words.MOODS}.get(kind, {})
    said = str(names.get(value, ""))
    return f"{words.KINDS[kind]}：{said}" if said else str(words.KINDS[kind])


def _part(one: dict[str, Any], seen: _Seen) -> Part:
    name = one["name"]
    return Part(str(words.PARTS[name]), one["points"], one["weight"], _part_why(one, seen))


def _part_why(one: dict[str, Any], seen: _Seen) -> str:
    facts = one["facts"]
    said = [f"“{w}”" for w in seen.words(one["spans"])[:4]]
    if kind := facts.get("kind"):
        known = words.HARMS if one["name"] == "harm" else words.THREATS
        said.append(str(known.get(kind, kind)))
    if facts.get("amount"):
        said.append(f"¥{facts['amount']:,.0f}")
    if earlier := facts.get("earlier"):
        said.append(_("%(count)s earlier in three months") % {"count": earlier})
    return " ".join(said)
