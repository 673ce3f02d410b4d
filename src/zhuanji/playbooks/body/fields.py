"""What the fields of a playbook may hold."""

from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetPydanticSchema,
    PlainSerializer,
    StringConstraints,
)
from pydantic_core import PydanticCustomError, core_schema

from zhuanji.language.normalise import clean_line, fold
from zhuanji.playbooks.terms import NotATerm, Term, parse_term

GRADES = ("general", "complex", "major", "emergency")  # mildest first, as complaints know them
STAGES = (
    "received", "acknowledged", "judged", "handling", "answered", "accepted", "rejected", "reopened",
)  # fmt: skip  # as complaints know those that are open
KINDS = ("acknowledgement", "first_answer", "resolution", "escalation", "heartbeat")
OTHER_KINDS = ("stage", "task", "promise", "statute")  # deadlines that no grade sets
ROLES = ("agent", "lead", "handler", "inspector", "legal", "executive", "auditor", "admin")
LONGEST_KEY = 80
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


def _term(value: object) -> Term:
    if isinstance(value, Term):
        return value
    if value in (None, ""):
        raise PydanticCustomError("missing", "a length of time")
    words = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    try:
        return parse_term(words)
    except NotATerm as refusal:
        if words.strip().startswith(("-", "−", "－")):
            raise PydanticCustomError("term_in_the_past", "before its beginning") from refusal
        raise PydanticCustomError("not_a_term", "no length of time") from refusal


def _term_or_none(value: object) -> Term | None:
    return None if value in (None, "") else _term(value)


def _of(function: Any) -> Any:
    """Whatever comes goes through one function; a term is written as its short form."""
    written = core_schema.plain_serializer_function_ser_schema(
        lambda term: "" if term is None else str(term), when_used="json"
    )
    schema = core_schema.no_info_plain_validator_function(function, serialization=written)
    return GetPydanticSchema(lambda _type, _handler: schema)


Key = Annotated[
    str,
    StringConstraints(
        pattern=r"^[a-z][a-z0-9_]{0,29}(\.[a-z][a-z0-9_]{0,29}){0,2}$", max_length=LONGEST_KEY
    ),
]
RowKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
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
Grade = Literal["general", "complex", "major", "emergency"]
Stage = Literal[
    "received", "acknowledged", "judged", "handling", "answered", "accepted", "rejected", "reopened"
]
Kind = Literal[
    "acknowledgement", "first_answer", "resolution", "escalation", "heartbeat",
    "stage", "task", "promise", "statute",
]  # fmt: skip
Role = Literal[
    "", "agent", "lead", "handler", "inspector", "legal", "executive", "auditor", "admin"
]
GivingRole = Literal["agent", "lead", "handler", "legal", "executive"]
Alert = Literal["", "safety", "care", "privacy", "media", "regulator", "legal", "many"]
Recipient = Annotated[
    str,
    StringConstraints(
        pattern=r"^(owner|department|lead|legal|executive|inspector|admin|person:[\w.@+-]{1,150})$"
    ),
]
Length = Annotated[Term, _of(_term)]
MaybeLength = Annotated[Term | None, _of(_term_or_none)]
_Sorted = PlainSerializer(sorted, when_used="json")
Grades = Annotated[frozenset[Grade], _Sorted]
Kinds = Annotated[frozenset[Kind], _Sorted]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
