"""Putting it together: one text and what is known around it become one assessment."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Protocol

from zhuanji.triage.deciding import category, grade
from zhuanji.triage.deciding.again import again_in
from zhuanji.triage.deciding.department import propose_department
from zhuanji.triage.deciding.harm import Harm, harm_in
from zhuanji.triage.deciding.impact import Known
from zhuanji.triage.deciding.proposals import Proposal, Span, merged
from zhuanji.triage.deciding.triggers import Trigger, triggers_in
from zhuanji.triage.deciding.validity import propose_validity

SHOWN = ("demand", "threat", "emotion", "amount", "moment", "order")
_FINDINGS_KEPT = 200
_CALM = 0.15  # of the intensity, below which nobody's mood is named
_GENERAL_WORDS = ("demand", "threat", "emotion")  # whose values are ours, not the customer's

Threats = list[tuple[str, Span]]


class Finding(Protocol):
    @property
    def kind(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def value(self) -> str: ...


class Reading(Protocol):
    @property
    def findings(self) -> Sequence[Any]: ...
    @property
    def intensity(self) -> float: ...
    @property
    def demands(self) -> tuple[str, ...]: ...
    @property
    def threats(self) -> tuple[str, ...]: ...
    @property
    def emotions(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Around:
    """What the files know: the customer, what they paid in a year (yuan), how often they complain.

    `earlier` counts their complaints of the last months, `files` the evidence.
    """

    tier: str = "standard"
    paid: float = 0.0
    purchases: int = 0
    earlier: int = 0
    files: int = 0
    has_order: bool = False


class Rule(Protocol):
    """A hard rule of the playbook that the text met, and the grade that it has at least."""

    @property
    def key(self) -> str: ...
    @property
    def grade(self) -> str: ...
    @property
    def spans(self) -> Sequence[Sequence[Any]]: ...


@dataclass(frozen=True)
class Assessed:
    """Everything that is proposed about one complaint, and what it was read from."""

    text_hash: str
    reading: dict[str, Any]
    mood: str
    threat: str
    proposals: dict[str, Proposal]
    parts: tuple[grade.Part, ...]
    triggers: tuple[Trigger, ...]
    rules: tuple[tuple[str, tuple[Span, ...]], ...]  # met, with the places that met them
    known: Known


@dataclass(frozen=True)
class Material:
    """One complaint as it is assessed."""

    text: str
    read: Reading
    votes: Sequence[Any] = ()
    decision: Any = None  # of the model in use, when there is one
    margin: float = category.MARGIN
    sure: float = category.SURE
    cases: int = 0  # that its probabilities were measured on
    spoke: tuple[Span, ...] = ()  # the words that made the model decide so
    around: Around = field(default_factory=Around)
    rules: Sequence[Rule] = ()


def text_of(subject: str, account: str, demand: str) -> str:
    """The words that are assessed. The account comes first: places in it are places in the text.

    What stands in the field for demands is demanded, also where nobody writes so.
    """
    more = [
        f"要求{demand}" if demand else "",
        "" if subject and subject.rstrip("…") in account else subject,
    ]
    return "\n".join([account, *filter(None, more)])


def hash_of(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@dataclass(frozen=True)
class Customs:
    """What the organisation lays down about a category, and how its people grade scores.

    Of a category `answers_for` names the department, `floor_of` the grade that its complaints have
    at least, `past` how often which verdict was given.
    """

    answers_for: Callable[[str], str]
    floor_of: Callable[[str], str] = lambda _category: ""
    past: Callable[[str], dict[str, int]] = lambda _category: {}
    curve: grade.Curve = grade.ASSUMED


def assess(given: Material, customs: Customs) -> Assessed:
    """Assess one complaint."""
    read = given.read
    harm, threats, amount = harm_in(given.text), _threats(read), _amount(read)
    parts = _parts(given, harm, threats, amount)
    return Assessed(
        text_hash=hash_of(given.text),
        reading=summary(read),
        mood=_mood(read),
        threat=max(
            (kind for kind, _ in threats), key=lambda k: grade.THREATS.get(k, 0.5), default=""
        ),
        proposals=_proposals(given, parts, customs),
        parts=parts,
        rules=tuple((rule.key, merged(rule.spans)) for rule in given.rules),
        triggers=triggers_in(given.text, harm=harm, threats=threats),
        known=_known(given, threats, amount[0]),
    )


def _parts(
    given: Material, harm: Harm, threats: Threats, amount: tuple[float, tuple[Span, ...]]
) -> tuple[grade.Part, ...]:
    return grade.parts_of(
        harm=harm,
        emotion=(given.read.intensity, _places(given.read, "emotion")),
        threats=threats,
        amount=amount[0],
        amount_spans=amount[1],
        tier=given.around.tier,
        earlier=given.around.earlier,
        again=again_in(given.text),
    )


def _proposals(
    given: Material, parts: tuple[grade.Part, ...], customs: Customs
) -> dict[str, Proposal]:
    about = _category(given)
    return {
        "category": about,
        "grade": _grade(parts, about, given.rules, customs),
        "department": propose_department(about, customs.answers_for),
        "validity": propose_validity(
            customs.past(about.label) if about.label else {},
            files=given.around.files,
            has_order=given.around.has_order or bool(_places(given.read, "order")),
        ),
    }


def _known(given: Material, threats: Threats, amount: float) -> Known:
    around = given.around
    return Known(
        tier=around.tier,
        paid=around.paid,
        purchases=around.purchases,
        amount=amount,
        earlier=around.earlier,
        emotion=round(given.read.intensity, 3),
        threats=tuple(dict.fromkeys(kind for kind, _ in threats)),
    )


def summary(read: Reading) -> dict[str, Any]:
    """What is kept of a reading: kinds and places, and values only where they are our own words."""
    kept = [f for f in read.findings if f.kind in SHOWN][:_FINDINGS_KEPT]
    return {
        "intensity": round(read.intensity, 3),
        "demands": list(read.demands),
        "threats": list(read.threats),
        "findings": [
            [f.kind, f.start, f.end, f.value if f.kind in _GENERAL_WORDS else ""] for f in kept
        ],
    }


def _grade(
    parts: tuple[grade.Part, ...],
    about: Proposal,
    rules: Sequence[Rule],
    customs: Customs,
) -> Proposal:
    """The score's, but at least what the gravest rule met and a sure category demand."""
    demanded = [(rule.grade, rule.key) for rule in rules if rule.grade]
    if not about.abstained and (floor := customs.floor_of(about.label)):
        demanded.append((floor, f"category:{about.label}"))
    forced, rule = max(demanded, key=lambda one: grade.ORDER.index(one[0]), default=("", ""))
    return grade.propose_grade(
        parts, forced=forced, rule=rule, curve=customs.curve, understood=not about.abstained
    )


def _category(given: Material) -> Proposal:
    return category.propose_category(
        given.votes,
        given.decision,
        sure=given.sure,
        margin=given.margin,
        spoke=given.spoke,
        cases=given.cases,
    )


def _threats(read: Reading) -> Threats:
    return [(f.value, (f.start, f.end)) for f in read.findings if f.kind == "threat"]


def _places(read: Reading, kind: str) -> tuple[Span, ...]:
    return tuple((f.start, f.end) for f in read.findings if f.kind == kind)


def _amount(read: Reading) -> tuple[float, tuple[Span, ...]]:
    """The largest sum of money that is spoken of."""
    sums = [(_yuan(f.value), (f.start, f.end)) for f in read.findings if f.kind == "amount"]
    largest = max((yuan for yuan, _ in sums), default=0.0)
    return largest, tuple(span for yuan, span in sums if yuan == largest and yuan)


def _yuan(value: str) -> float:
    """Of a sum told as a range ("2000/3000") the least that was meant."""
    try:
        yuan = float(value.partition("/")[0])
    except ValueError:
        return 0.0
    return yuan if 0 <= yuan < 1e12 else 0.0  # noqa: PLR2004 - more is no sum that anybody paid


def _mood(read: Reading) -> str:
    """The weightiest emotion; "" for a calm text."""
    return read.emotions[0] if read.emotions and read.intensity >= _CALM else ""
