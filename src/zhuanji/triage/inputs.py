"""What an assessment is made from: how a text reads, what the playbook and the model say of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from zhuanji.complaints.models import Complaint
from zhuanji.language.reading import read
from zhuanji.playbooks.playbook import above
from zhuanji.playbooks.queries import Playbook, playbook_in_use
from zhuanji.staff.models import Department
from zhuanji.triage.deciding.assessing import (
    Around,
    Assessed,
    Customs,
    Material,
    assess,
    text_of,
)
from zhuanji.triage.deciding.category import MARGIN, SURE, propose_category
from zhuanji.triage.deciding.grade import ASSUMED, Curve
from zhuanji.triage.deciding.proposals import Proposal, Span, merged
from zhuanji.triage.learning import Decision
from zhuanji.triage.queries.around import around, past_outcomes
from zhuanji.triage.queries.grading import curve_in_use
from zhuanji.triage.queries.learning import InUse, model_in_use, sure_in_use


@dataclass(frozen=True)
class Tools:
    """The playbook and the model that are in use, asked for once for many texts."""

    playbook: Playbook
    departments: dict[str, str]  # open ones: code and name
    past: Callable[[str], dict[str, int]]
    learned: InUse | None = None  # the model in use, where there is one
    sure: float = SURE  # of the playbook's words, where there is none
    curve: Curve = ASSUMED  # how people grade scores

    @property
    def model_version(self) -> str:
        return str(self.learned.number) if self.learned else ""

    def assess(
        self, texts: Sequence[str], *, read_at: Sequence[datetime], known: Sequence[Around]
    ) -> list[Assessed]:
        """Assess many texts; a moment in a text counts from `read_at`, its own."""
        decisions = self._decide(texts)
        customs = Customs(self.answers_for, self.floor_of, self.past, self.curve)
        return [
            assess(self._material(text, at, one, decision), customs)
            for text, at, one, decision in zip(texts, read_at, known, decisions, strict=True)
        ]

    def categories_of(self, texts: Sequence[str]) -> list[Proposal]:
        """What would be proposed as the category of each text, without the rest of an assessment."""
        return [
            propose_category(
                self.playbook.votes(text), decision, sure=self.sure, margin=self._margin
            )
            for text, decision in zip(texts, self._decide(texts), strict=True)
        ]

    @property
    def _margin(self) -> float:
        return self.learned.margin if self.learned else MARGIN

    def answers_for(self, category: str) -> str:
        """The code of the department that answers for a category or the one above it, if open."""
        codes = (self._of(key, "department_code") for key in reversed(above(category)))
        return next((code for code in codes if code in self.departments), "")

    def floor_of(self, category: str) -> str:
        return self._of(category, "grade_floor")

    def _of(self, category: str, name: str) -> str:
        known = self.playbook.categories.get(category)
        return str(getattr(known, name) or "") if known else ""

    def _decide(self, texts: Sequence[str]) -> Sequence[Decision | None]:
        """What the model says of each, unless the playbook no longer knows the category."""
        if self.learned is None:
            return [None] * len(texts)
        known = self.playbook.categories
        decisions = self.learned.model.decide(texts)
        return [decision if decision.label in known else None for decision in decisions]

    def _words(self, text: str, decision: Decision | None) -> tuple[Span, ...]:
        if self.learned is None or decision is None or decision.strange:
            return ()
        return merged((w.start, w.end) for w in self.learned.model.why(text, decision.label))

    def _material(
        self, text: str, at: datetime, known: Around, decision: Decision | None
    ) -> Material:
        return Material(
            text=text,
            read=read(text, at=timezone.localtime(at)),
            votes=self.playbook.votes(text),
            rules=self.playbook.forced(text),
            decision=decision,
            margin=self._margin,
            sure=self.sure,
            cases=self.learned.cases if self.learned else 0,
            spoke=self._words(text, decision),
            around=known,
        )


def tools_in_use() -> Tools:
    """Two questions, and one for each category whose past is asked for."""
    places = Department.objects.filter(is_active=True).values_list("code", "name")
    learned, sure = model_in_use("category"), sure_in_use("category")
    return Tools(playbook_in_use(), dict(places), past_outcomes(), learned, sure, curve_in_use())


def assess_text(text: str, *, at: datetime) -> Assessed:
    """Assess words that are no complaint yet: nothing is known around them."""
    (assessed,) = tools_in_use().assess([text], read_at=[at], known=[Around()])
    return assessed


def assess_all(batch: Sequence[Complaint], *, at: datetime) -> tuple[list[Assessed], Tools]:
    """Assess complaints with what the files know around them, at a constant number of questions."""
    tools, known = tools_in_use(), around(batch, at=at)
    assessed = tools.assess(
        [text_of(c.subject, c.account, c.demand) for c in batch],
        read_at=[c.occurred_at or c.received_at for c in batch],
        known=[known[c.pk] for c in batch],
    )
    return assessed, tools
