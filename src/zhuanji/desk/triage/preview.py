"""What is proposed while somebody is still writing a complaint down. Nothing is kept."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from zhuanji.desk.triage import words
from zhuanji.desk.triage.highlight import Mark, shown_with_marks
from zhuanji.desk.triage.reasons import Reason, percent_of, reason_of
from zhuanji.desk.triage.showing import Candidate, Chip, chips_of, title_of
from zhuanji.triage.deciding.assessing import Assessed, text_of
from zhuanji.triage.deciding.proposals import BEST
from zhuanji.triage.inputs import assess_text

_SHORTEST = 6  # characters, below which nothing is worth saying
_READ = 5000
_MARKED = ("demand", "threat", "emotion")


@dataclass(frozen=True)
class Suggestion:
    """One field and what could stand in it; `taken` when it stands there already."""

    field: str
    name: str
    candidates: list[Candidate]
    reason: Reason
    abstained: bool
    taken: bool


@dataclass(frozen=True)
class Preview:
    suggestions: list[Suggestion] = field(default_factory=list)
    chips: list[Chip] = field(default_factory=list)
    account: str = ""


def preview_of(
    *, subject: str, account: str, demand: str, typed: dict[str, str], at: datetime
) -> Preview | None:
    """Read what is typed so far; None while that is too little."""
    account = account.strip()[:_READ]
    if len(account) < _SHORTEST:
        return None
    made = assess_text(text_of(subject, account, demand[:_READ]), at=at)
    reading = {**made.reading, "mood": made.mood}
    return Preview(
        suggestions=[
            _suggestion(made, head, typed.get(head, "")) for head in ("category", "grade")
        ],
        chips=chips_of(reading),
        account=shown_with_marks(account, _marks(made)),
    )


def _suggestion(made: Assessed, head: str, typed: str) -> Suggestion:
    proposal = made.proposals[head].as_json()
    ranked, abstained = proposal["ranked"], proposal["abstained"]
    shown = ranked[:BEST] if abstained else [one for one in ranked if one[0] == proposal["label"]]
    return Suggestion(
        field=head,
        name=str(words.HEADS[head]),
        candidates=[
            Candidate(label, words.label_words(head, label, {}), percent_of(proposal, label, share))
            for label, share in shown
        ],
        reason=reason_of(head, proposal),
        abstained=abstained,
        taken=bool(typed) and typed == proposal["label"],
    )


def _marks(made: Assessed) -> list[Mark]:
    return [
        Mark(kind, start, end, title_of(kind, value))
        for kind, start, end, value in made.reading["findings"]
        if kind in _MARKED
    ] + [
        Mark("evidence", *span, _("Speaks for the category"))
        for span in made.proposals["category"].spans
    ]
