"""What a playbook says of time and people, ready to be asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from zhuanji.language.normalise import fold
from zhuanji.playbooks.body import (
    CategoryBody,
    Dispatch,
    GradeRule,
    Heartbeat,
    PauseRule,
    PlanStep,
    PlaybookBody,
    Question,
    RouteRule,
    Rung,
    Script,
    StageRule,
)
from zhuanji.playbooks.body.fields import KINDS
from zhuanji.playbooks.body.speech import chinese
from zhuanji.playbooks.terms import Term


@dataclass(frozen=True, slots=True)
class Route:
    """Where a complaint goes. `rule` is the routing rule that says so, or "" for its category."""

    department_code: str
    skill: str
    why: str
    rule: str = ""


class Standing:
    """The part of a playbook that is not about words."""

    body: PlaybookBody

    @property
    def industries(self) -> tuple[str, ...]:
        """Whose duties of the law hold here, too."""
        return self.body.industries

    def deadlines(self, grade: str) -> Mapping[str, Term]:
        """By when, for each kind that this grade has; a heartbeat is as often as the grade says."""
        rule = self._grades[grade]
        said = {kind: getattr(rule, kind) for kind in KINDS}
        said["heartbeat"] = rule.heartbeat or self.heartbeat.every
        return {kind: term for kind, term in said.items() if term is not None}

    def at_once(self, grade: str) -> tuple[str, ...]:
        """Whom a grade alarms at the moment it is set."""
        return self._grades[grade].at_once

    @cached_property
    def stage_rules(self) -> Mapping[str, StageRule]:
        return {one.key: one for one in self.body.stages}

    @cached_property
    def ladder(self) -> tuple[Rung, ...]:
        """Who hears of a deadline, in order of time."""
        return tuple(sorted(self.body.ladder, key=lambda rung: rung.rank))

    @cached_property
    def pauses(self) -> Mapping[str, PauseRule]:
        return {one.key: one for one in self.body.pauses}

    @property
    def heartbeat(self) -> Heartbeat:
        return self.body.heartbeat

    def routes(self, category: str, grade: str, words: str = "") -> Route:
        """Where a complaint of this category and grade goes that is told in these words.

        The first routing rule that is met; else the department of the category, or of the nearest
        one above it that has any.
        """
        read = fold(words)
        for rule in self.body.routes:
            if _is_met(rule, category, grade, read):
                department = rule.department or self._department(category)
                why = rule.zh if chinese() else rule.en
                return Route(department, rule.skill, why, rule.key)
        department = self._department(category)
        return Route(department, "", _("The category's department.") if department else "")

    @property
    def dispatch(self) -> Dispatch:
        return self.body.dispatch

    @staticmethod
    def alarmed_by(alert: str) -> tuple[str, ...]:
        """The roles that must know at once when a grave rule with this alert is met."""
        if not alert:
            return ()
        return ("legal",) if alert in ("legal", "privacy", "regulator") else ("lead",)

    def emergency_plan(self, grade: str = "emergency", alert: str = "") -> tuple[PlanStep, ...]:
        """What is to be done, in order of time, when something of this kind happens."""
        fit = [
            step
            for step in self.body.emergency
            if grade in (step.grades or {grade}) and (not step.alerts or alert in step.alerts)
        ]
        return tuple(sorted(fit, key=lambda step: step.within.roughly))

    @cached_property
    def caps(self) -> Mapping[tuple[str, str], int]:
        """What a role may give for a complaint of a grade, in fen: by (grade, role)."""
        grades = ("general", "complex", "major", "emergency")
        return {(grade, row.key): getattr(row, grade) for row in self.body.caps for grade in grades}

    def scripts(self, stage: str = "", category: str = "") -> tuple[Script, ...]:
        """What may be said at this stage about this category, the most fitting first."""
        fit = [
            one
            for one in self.body.scripts
            if one.stage in {"", stage} and _is_below(category, one.category)
        ]
        return tuple(sorted(fit, key=lambda one: (-len(one.category), not one.stage)))

    def surveys(self, when: str) -> tuple[Question, ...]:
        """The questions that are asked at "closing", or at the "callback" a week later."""
        return tuple(one for one in self.body.surveys if one.when == when)

    def _department(self, category: str) -> str:
        while category:
            row = self._rows.get(category)
            if row and row.department:
                return row.department
            category = category.rpartition(".")[0]
        return ""

    @cached_property
    def _rows(self) -> Mapping[str, CategoryBody]:
        return {one.key: one for one in self.body.categories}

    @cached_property
    def _grades(self) -> Mapping[str, GradeRule]:
        return {one.key: one for one in self.body.deadlines}


def _is_met(rule: RouteRule, category: str, grade: str, read: str) -> bool:
    return (
        (not rule.categories or any(_is_below(category, one) for one in rule.categories))
        and (not rule.grades or grade in rule.grades)
        and (not rule.words or any(fold(word) in read for word in rule.words))
    )


def _is_below(category: str, other: str) -> bool:
    """Whether a category is another one or lies below it; everything lies below none."""
    return not other or category == other or category.startswith(f"{other}.")
