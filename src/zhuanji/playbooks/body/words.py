"""Categories and rules: what a complaint is about, by its words."""

from typing import Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from zhuanji.playbooks.body.fields import (
    Alert,
    Code,
    Floor,
    Key,
    Name,
    RowKey,
    Sentence,
    Strict,
    Words,
)

MOST_WORDS = 200


class CategoryBody(Strict):
    """One category. `less` are words that speak against it; `grade` is at least its grade."""

    key: Key
    zh: Name
    en: Name
    department: Code = ""
    grade: Floor = ""
    active: bool = True
    words: Words = ()
    less: Words = ()

    @model_validator(mode="after")
    def _is_not_too_much(self) -> Self:
        if len(self.words) > MOST_WORDS or len(self.less) > MOST_WORDS:
            raise PydanticCustomError("too_many_words", "too many", {"limit": MOST_WORDS})
        return self


class RuleBody(Strict):
    """What holds whatever else a text says: any of `words` (near one of `together`) was written.

    A find inside one of `unless` is none. `category` is what such a complaint is about, if that is
    clear; `alert` names who must know.
    """

    key: RowKey
    category: Key | Literal[""] = ""
    zh: Name
    en: Name
    says_zh: Sentence
    says_en: Sentence
    grade: Floor = ""
    alert: Alert = ""
    active: bool = True
    words: Words
    together: Words = ()
    unless: Words = ()

    @model_validator(mode="after")
    def _can_be_met(self) -> Self:
        if not self.words:
            raise PydanticCustomError("rule_without_words", "nothing to look for")
        if max(map(len, (self.words, self.together, self.unless))) > MOST_WORDS:
            raise PydanticCustomError("too_many_words", "too many", {"limit": MOST_WORDS})
        return self
