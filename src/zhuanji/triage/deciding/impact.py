"""影响评估: what this complaint may cost in goodwill if it goes badly. Ranges, never one number.

    loss  = churn · worth + reach · post · put_off · typical + authority · case_cost
    churn = min(0.9, base · (1 + emotion) · (1 + 0.25 · earlier) / (1 + 0.1 · purchases))

Every parameter has a low, a middle and a high value. Low is all of them low at once, high all of
them high: the truth is rarely outside. The base rates follow what studies of service failure
agree on in direction (a complaint raises the chance that a customer leaves, earlier purchases
soften it, earlier complaints sharpen it, recovery does not fully undo it); their size is an
assumption until the organisation's own customers have been counted, which is why it is wide.
"""

from dataclasses import dataclass
from typing import Any

MOST_CHURN = 0.9
_YEARS = (0.5, 1.5, 4.0)  # how long what they pay in a year would have gone on
_MARGIN = (0.1, 0.25, 0.4)  # of what they pay
_BASE = {
    "standard": (0.05, 0.15, 0.35),
    "silver": (0.04, 0.12, 0.30),
    "gold": (0.03, 0.10, 0.25),
    "vip": (0.03, 0.08, 0.25),
}
_UNKNOWN_PAID = (100.0, 300.0, 1000.0)  # yuan a year, when no purchase is on file
_REACH = (0.0, 30.0, 500.0)  # people who would see it
_REACH_PUBLIC = (30.0, 1000.0, 50_000.0)  # once media or a public platform is spoken of
_POST = (0.01, 0.03, 0.1)
_POST_PUBLIC = (0.1, 0.3, 0.6)
_PUT_OFF = (0.0002, 0.001, 0.005)  # of those who see it do not buy
_TYPICAL = (100.0, 300.0, 800.0)  # yuan that one of them would have paid
_AUTHORITY = (0.01, 0.03, 0.08)
_AUTHORITY_THREATENED = (0.15, 0.4, 0.7)
_CASE_COST = (200.0, 800.0, 5000.0)  # yuan of work for one case at an authority or court

Three = tuple[float, float, float]


@dataclass(frozen=True)
class Known:
    """What is known about the customer and the case; paid is what they paid in a year, in yuan."""

    tier: str = "standard"
    paid: float = 0.0
    purchases: int = 0
    amount: float = 0.0
    earlier: int = 0
    emotion: float = 0.0
    threats: tuple[str, ...] = ()


@dataclass(frozen=True)
class Parameter:
    """One number of the formula: low, middle, high; `known` when it comes from our own files."""

    name: str
    values: Three
    known: bool = False


@dataclass(frozen=True)
class Impact:
    """churn and loss (yuan), each low, middle and high, with every parameter they came from."""

    churn: Three
    loss: Three
    parameters: tuple[Parameter, ...]
    weightiest: str  # the parameter that alone moves the loss most

    def as_json(self) -> dict[str, Any]:
        return {
            "churn": [round(value, 3) for value in self.churn],
            "loss": [round(value) for value in self.loss],
            "parameters": [
                {"name": p.name, "values": list(p.values), "known": p.known}
                for p in self.parameters
            ],
            "weightiest": self.weightiest,
        }


def impact_of(known: Known) -> Impact:
    """Estimate from what is known; what is not known widens the range."""
    parameters = _parameters(known)
    at = [{p.name: p.values[n] for p in parameters} for n in range(3)]
    return Impact(
        churn=_three(_churn(values, known) for values in at),
        loss=_three(_loss(values, known) for values in at),
        parameters=parameters,
        weightiest=_weightiest(parameters, known),
    )


def _parameters(known: Known) -> tuple[Parameter, ...]:
    public = "media" in known.threats
    official = any(kind in known.threats for kind in ("regulator", "hotline", "court"))
    paid = max(known.paid, known.amount)
    return (
        Parameter("base", _BASE.get(known.tier, _BASE["standard"])),
        Parameter("paid", (paid, paid, paid) if paid else _UNKNOWN_PAID, known=paid > 0),
        Parameter("margin", _MARGIN),
        Parameter("years", _YEARS),
        Parameter("reach", _REACH_PUBLIC if public else _REACH),
        Parameter("post", _POST_PUBLIC if public else _POST),
        Parameter("put_off", _PUT_OFF),
        Parameter("typical", _TYPICAL),
        Parameter("authority", _AUTHORITY_THREATENED if official else _AUTHORITY),
        Parameter("case_cost", _CASE_COST),
    )


def _churn(values: dict[str, float], known: Known) -> float:
    sharper = (1 + known.emotion) * (1 + 0.25 * known.earlier)
    return min(MOST_CHURN, values["base"] * sharper / (1 + 0.1 * known.purchases))


def _loss(values: dict[str, float], known: Known) -> float:
    worth = values["paid"] * values["margin"] * values["years"]
    spread = values["reach"] * values["post"] * values["put_off"] * values["typical"]
    return _churn(values, known) * worth + spread + values["authority"] * values["case_cost"]


def _weightiest(parameters: tuple[Parameter, ...], known: Known) -> str:
    """Each is moved alone from low to high while the others stay in the middle."""
    middle = {p.name: p.values[1] for p in parameters}

    def swing(one: Parameter) -> float:
        low, _, high = one.values
        return _loss({**middle, one.name: high}, known) - _loss({**middle, one.name: low}, known)

    return max(parameters, key=swing).name


def _three(values: Any) -> Three:
    low, middle, high = values
    return (low, middle, high)
