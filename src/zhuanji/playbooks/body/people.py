"""Who gets a complaint: routes to departments and skills, and what is weighed among people."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from zhuanji.playbooks.body.fields import Code, Grades, Key, RowKey, Sentence, Strict, Words

Skill = Annotated[str, StringConstraints(pattern=r"^([a-z][a-z0-9_]{0,39})?$")]
Effort = Annotated[int, Field(ge=1, le=100)]
Weight = Annotated[int, Field(ge=0, le=100)]


class RouteRule(Strict):
    """Where a complaint goes that is of one of these categories (or below), grades and words.

    What is left empty does not matter; the first rule that is met counts. `zh` and `en` say why.
    """

    key: RowKey
    categories: tuple[Key, ...] = ()
    grades: Grades = frozenset()
    words: Words = ()
    department: Code = ""
    skill: Skill = ""
    zh: Sentence
    en: Sentence

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if not self.department and not self.skill:
            raise PydanticCustomError("leads_nowhere", "{key}", {"key": self.key})
        if not (self.categories or self.grades or self.words):
            raise PydanticCustomError("takes_everything", "{key}", {"key": self.key})
        return self


class Dispatch(Strict):
    """How much each thing counts when the most suitable person is chosen, and when it is enough."""

    skill: Weight = 30
    load: Weight = 30
    continuity: Weight = 25
    success: Weight = 10
    calm: Weight = 20
    department: Weight = 20
    waiting: Weight = 10
    most_handovers: Annotated[int, Field(ge=1, le=20)] = 3
    most_grave: Annotated[int, Field(ge=1, le=100)] = 3
    # How much work an open complaint counts by its grade; `resting`: percent of it that is left
    # while the customer has the word; `capacity`: what one person carries well.
    effort_general: Effort = 1
    effort_complex: Effort = 2
    effort_major: Effort = 4
    effort_emergency: Effort = 6
    resting: Weight = 25
    capacity: Annotated[int, Field(ge=1, le=500)] = 20

    @property
    def effort(self) -> Mapping[str, int]:
        """By grade."""
        grades = ("general", "complex", "major", "emergency")
        return {grade: getattr(self, f"effort_{grade}") for grade in grades}
