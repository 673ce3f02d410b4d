"""A playbook as a whole: its sections, each of which must agree with the others."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import Any, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from zhuanji.playbooks.body.agreeing import contradictions
from zhuanji.playbooks.body.emergency import PlanStep
from zhuanji.playbooks.body.fields import RowKey, Strict
from zhuanji.playbooks.body.money import Cap
from zhuanji.playbooks.body.people import Dispatch, RouteRule
from zhuanji.playbooks.body.speech import Question, Script
from zhuanji.playbooks.body.times import GradeRule, Heartbeat, PauseRule, Rung, StageRule
from zhuanji.playbooks.body.words import CategoryBody, RuleBody
from zhuanji.playbooks.yaml_text import read_mapping


class PlaybookBody(Strict):
    """Everything an organisation decides for itself.

    Categories stand in the order pages show them, a parent before its children. A section that is
    left out says what `defaults/sections.yaml` says; one that is empty says nothing.
    """

    industries: tuple[RowKey, ...]  # those whose categories and duties it has taken in
    categories: tuple[CategoryBody, ...]
    rules: tuple[RuleBody, ...]
    deadlines: tuple[GradeRule, ...]
    stages: tuple[StageRule, ...]
    ladder: tuple[Rung, ...]
    pauses: tuple[PauseRule, ...]
    heartbeat: Heartbeat
    routes: tuple[RouteRule, ...]
    dispatch: Dispatch
    emergency: tuple[PlanStep, ...]
    caps: tuple[Cap, ...]
    scripts: tuple[Script, ...]
    surveys: tuple[Question, ...]

    @model_validator(mode="before")
    @classmethod
    def _fill(cls, said: Any) -> Any:
        return filled(said) if isinstance(said, Mapping) else said

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        found = list(contradictions(self))
        if found:
            told = {"key": found[0].key, "findings": [asdict(one) for one in found]}
            raise PydanticCustomError(found[0].kind, "{key}", told)
        return self


def filled(said: Mapping[str, Any]) -> dict[str, Any]:
    """A playbook as it is stored with the sections it does not have, like all older ones."""
    return {**deepcopy(dict(standard())), **said}


@cache
def standard() -> Mapping[str, Any]:
    """The sections as they are shipped."""
    place = files("zhuanji.playbooks").joinpath("defaults/sections.yaml")
    return {"industries": [], "rules": [], **read_mapping(place.read_text(encoding="utf-8"))}
