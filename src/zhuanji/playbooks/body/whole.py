"""A playbook as a whole: its sections, each of which must agree with the others."""

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from importlib.resources import files
from typing import Any, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from zhuanji.playbooks.body.fields import GRADES, Strict, require
from zhuanji.playbooks.body.times import GradeRule, Heartbeat, PauseRule, Rung, StageRule
from zhuanji.playbooks.body.words import CategoryBody, RuleBody
from zhuanji.playbooks.yaml_text import read_mapping

MOST_CATEGORIES = 400
MOST_RULES = 100
MOST_ROWS = 60  # of any other section


class PlaybookBody(Strict):
    """Everything an organisation decides for itself.

    Categories stand in the order pages show them, a parent before its children. A section that is
    left out says what `defaults/sections.yaml` says; one that is empty says nothing.
    """

    categories: tuple[CategoryBody, ...]
    rules: tuple[RuleBody, ...]
    deadlines: tuple[GradeRule, ...]
    stages: tuple[StageRule, ...]
    ladder: tuple[Rung, ...]
    pauses: tuple[PauseRule, ...]
    heartbeat: Heartbeat

    @model_validator(mode="before")
    @classmethod
    def _fill(cls, said: Any) -> Any:
        return filled(said) if isinstance(said, Mapping) else said

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if len(self.categories) > MOST_CATEGORIES or len(self.rules) > MOST_RULES:
            raise PydanticCustomError(
                "too_many", "too many", {"categories": MOST_CATEGORIES, "rules": MOST_RULES}
            )
        self._is_a_tree()
        known = {one.key for one in self.categories}
        for rule in self.rules:
            require(not rule.category or rule.category in known, "rule_lost", rule.key)
        for rows in (self.rules, self.deadlines, self.stages, self.ladder, self.pauses):
            _stand_once([row.key for row in rows])
        for grade in GRADES:
            require(grade in {row.key for row in self.deadlines}, "grade_missing", grade)
        return self

    def _is_a_tree(self) -> None:
        known: set[str] = set()
        for one in self.categories:
            require(one.key not in known, "known_twice", one.key)
            parent = one.key.rpartition(".")[0]
            require(not parent or parent in known, "parent_missing", one.key)
            known.add(one.key)


def filled(said: Mapping[str, Any]) -> dict[str, Any]:
    """A playbook as it is stored with the sections it does not have, like all older ones."""
    return {"rules": [], **deepcopy(dict(_defaults())), **said}


@cache
def _defaults() -> Mapping[str, Any]:
    place = files("zhuanji.playbooks").joinpath("defaults/sections.yaml")
    return read_mapping(place.read_text(encoding="utf-8"))


def _stand_once(keys: list[str]) -> None:
    for place, key in enumerate(keys):
        require(key not in keys[:place], "known_twice", key)
