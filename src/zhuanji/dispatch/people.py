"""What is weighed: people and complaints, as numbers. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

HALF_LIFE = 4.0  # hours, after which half of what somebody had to bear is left
BUDGET = 6.0  # what somebody bears before being spared
# What the people behind a complaint ask of whoever listens.
MOODS: Mapping[str, float] = {
    "anger": 2.0, "sarcasm": 1.0, "anxiety": 1.0, "sadness": 1.0, "disappointment": 0.5,
}  # fmt: skip
THREATS: Mapping[str, float] = {
    "self_harm": 4.0, "safety": 3.0, "media": 1.5, "court": 1.0, "regulator": 1.0, "hotline": 0.5,
}  # fmt: skip
GRADES: Mapping[str, float] = {"major": 1.0, "emergency": 2.0}


@dataclass(frozen=True)
class Person:
    """Somebody who may be given complaints.

    skills: level 1–3 by category or skill word. known: by customer, how well it went before, from 0
    to 1. success: by category, how many ended well, and of how many. exposure:
    what they had to bear lately. sees_all: reads complaints of every department.
    """

    pk: int
    role: str
    name: str = ""
    department: int | None = None
    sees_all: bool = True
    is_here: bool = True
    load: float = 0.0
    capacity: float = 20.0
    grave: int = 0
    exposure: float = 0.0
    skills: Mapping[str, int] = field(default_factory=dict)
    known: Mapping[int, float] = field(default_factory=dict)
    success: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """A complaint that somebody is to be given.

    roles: who may own it at its stage. named: people of whom it speaks by name. barred: people who
    are not impartial. waited: hours since it came.
    """

    pk: int
    category: str = ""
    skill: str = ""
    department: int | None = None
    customer: int | None = None
    effort: float = 1.0
    is_grave: bool = False
    emotion: float = 0.0
    waited: float = 0.0
    roles: frozenset[str] = frozenset({"agent"})
    barred: frozenset[int] = frozenset()
    named: frozenset[int] = frozenset()


def emotion_of(mood: str, threat: str, grade: str) -> float:
    """What a complaint asks of whoever listens to it."""
    return MOODS.get(mood, 0.0) + THREATS.get(threat, 0.0) + GRADES.get(grade, 0.0)


def left_after(emotion: float, hours: float) -> float:
    """What is left of it after a time."""
    return float(emotion * 0.5 ** (max(hours, 0.0) / HALF_LIFE))


def level_of(skills: Mapping[str, int], subject: str) -> int:
    """How well somebody knows a category: the nearest one above it counts; 0 for not at all."""
    while subject:
        if subject in skills:
            return skills[subject]
        subject = subject.rpartition(".")[0]
    return 0
