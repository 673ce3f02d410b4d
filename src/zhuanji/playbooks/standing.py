"""What a playbook says of time and people, ready to be asked."""

from collections.abc import Mapping
from functools import cached_property

from zhuanji.playbooks.body import GradeRule, Heartbeat, PauseRule, PlaybookBody, Rung, StageRule
from zhuanji.playbooks.body.fields import KINDS
from zhuanji.playbooks.terms import Term


class Standing:
    """The part of a playbook that is not about words."""

    body: PlaybookBody

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

    @cached_property
    def _grades(self) -> Mapping[str, GradeRule]:
        return {one.key: one for one in self.body.deadlines}
