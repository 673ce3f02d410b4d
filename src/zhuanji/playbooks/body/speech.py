"""What is said to customers: scripts by stage and category, and questions of surveys."""

from string import Formatter
from typing import Annotated, Literal, Self

from django.utils.translation import get_language
from pydantic import BeforeValidator, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from zhuanji.language.normalise import clean_text
from zhuanji.playbooks.body.fields import Key, Name, RowKey, Sentence, Stage, Strict

PLACES = ("number", "owner", "next_date", "customer", "product", "organisation")


def _cleaned(value: object) -> object:
    return clean_text(value).strip() if isinstance(value, str) else value


Text = Annotated[str, BeforeValidator(_cleaned), StringConstraints(min_length=1, max_length=1500)]


class Script(Strict):
    """Words that help to begin: for a stage, a category (and all below it), or always."""

    key: RowKey
    zh: Name
    en: Name
    stage: Stage | Literal[""] = ""
    category: Key | Literal[""] = ""
    says_zh: Text
    says_en: Text

    @property
    def name(self) -> str:
        return self.zh if chinese() else self.en

    @property
    def text(self) -> str:
        return self.says_zh if chinese() else self.says_en

    @model_validator(mode="after")
    def _names_what_there_is(self) -> Self:
        require_places(PLACES, self.says_zh, self.says_en)
        return self


class Question(Strict):
    """One question of a survey, on the day of closing or a week later."""

    key: RowKey
    zh: Sentence
    en: Sentence
    about: Literal["outcome", "process", "effort", "recommend", "open"]
    when: Literal["closing", "callback"] = "closing"

    @property
    def text(self) -> str:
        return self.zh if chinese() else self.en

    @property
    def scale(self) -> range | None:
        """The answers there are: one to five, nought to ten for recommending, or words."""
        return {"open": None, "recommend": range(11)}.get(self.about, range(1, 6))


def require_places(known: tuple[str, ...], *texts: str) -> None:
    """Refuse texts that name in braces what nobody fills in."""
    if not set().union(*map(_named, texts)) <= set(known):
        shown = " ".join(f"{{{name}}}" for name in known)
        raise PydanticCustomError("unknown_place", "{places}", {"places": shown})


def chinese() -> bool:
    return (get_language() or "zh").startswith("zh")


def _named(text: str) -> set[str]:
    """What stands in braces; something that is no name when the braces make no sense."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return {"{"}
    return {
        name if not (form or how) else "{" for _text, name, form, how in parts if name is not None
    }
