"""What a playbook says, as it is stored, imported and exported: validated in one place."""

from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from zhuanji.language.normalise import clean_line, fold

GRADES = ("general", "complex", "major", "emergency")  # mildest first, as complaints know them
LONGEST_KEY = 80
MOST_CATEGORIES = 400
MOST_RULES = 100
MOST_WORDS = 200
_SHORTEST_WORD = 2


def _cleaned(value: object) -> object:
    return clean_line(value) if isinstance(value, str) else value


def _findable(word: str) -> str:
    if len(fold(word)) < _SHORTEST_WORD:
        raise PydanticCustomError("word_too_short", "one character is found everywhere")
    return word


def _once(words: tuple[str, ...]) -> tuple[str, ...]:
    """A word typed twice is one word."""
    return tuple({fold(word): word for word in reversed(words)}.values())[::-1]


Key = Annotated[
    str,
    StringConstraints(
        pattern=r"^[a-z][a-z0-9_]{0,29}(\.[a-z][a-z0-9_]{0,29}){0,2}$", max_length=LONGEST_KEY
    ),
]
RuleKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Name = Annotated[str, BeforeValidator(_cleaned), StringConstraints(min_length=1, max_length=40)]
Sentence = Annotated[
    str, BeforeValidator(_cleaned), StringConstraints(min_length=1, max_length=300)
]
Word = Annotated[
    str, BeforeValidator(_cleaned), StringConstraints(max_length=30), AfterValidator(_findable)
]
Words = Annotated[tuple[Word, ...], AfterValidator(_once)]
Code = Annotated[str, StringConstraints(pattern=r"^[-a-zA-Z0-9_]{0,30}$")]
Floor = Literal["", "complex", "major", "emergency"]
Alert = Literal["", "safety", "care", "privacy", "media", "regulator", "legal", "many"]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


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

    key: RuleKey
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


class PlaybookBody(Strict):
    """Categories in the order pages show them, a parent before its children, and the rules."""

    categories: tuple[CategoryBody, ...]
    rules: tuple[RuleBody, ...] = ()

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if len(self.categories) > MOST_CATEGORIES or len(self.rules) > MOST_RULES:
            raise PydanticCustomError(
                "too_many", "too many", {"categories": MOST_CATEGORIES, "rules": MOST_RULES}
            )
        known: set[str] = set()
        for one in self.categories:
            _require(one.key not in known, "known_twice", one.key)
            parent = one.key.rpartition(".")[0]
            _require(not parent or parent in known, "parent_missing", one.key)
            known.add(one.key)
        rules: set[str] = set()
        for rule in self.rules:
            _require(rule.key not in rules, "known_twice", rule.key)
            _require(not rule.category or rule.category in known, "rule_lost", rule.key)
            rules.add(rule.key)
        return self


def _require(holds: bool, kind: str, key: str) -> None:
    if not holds:
        raise PydanticCustomError(kind, "{key}", {"key": key})
