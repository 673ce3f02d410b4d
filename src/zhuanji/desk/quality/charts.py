"""Shares as places in a drawing: what the page's SVG is made of."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 320, 160
LEFT, BOTTOM, TOP, RIGHT = 40, 22, 8, 12
_BAR = 0.62  # of its column


@dataclass(frozen=True, slots=True)
class Bar:
    """One column: its place, what stands below it and what it says."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float
    words: str


def across(share: float) -> float:
    """Where a share lies from left to right."""
    return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def up(share: float, lowest: float = 0.0) -> float:
    """Where a share lies from bottom to top, the axis beginning at `lowest`."""
    part = (share - lowest) / (1 - lowest)
    return round(HEIGHT - BOTTOM - max(part, 0) * (HEIGHT - TOP - BOTTOM), 1)


def bars(shares: Sequence[tuple[str, float, str]]) -> list[Bar]:
    """Return a column for each (name, share, words)."""
    step = (WIDTH - LEFT - RIGHT) / max(len(shares), 1)
    return [
        Bar(
            x=round(LEFT + step * (place + (1 - _BAR) / 2), 1),
            y=up(share),
            width=round(step * _BAR, 1),
            height=round(up(0) - up(share), 1),
            middle=round(LEFT + step * (place + 0.5), 1),
            name=name,
            words=words,
        )
        for place, (name, share, words) in enumerate(shares)
    ]


def points(pairs: Sequence[tuple[float, float, str]], lowest: float = 0.0) -> list[Point]:
    """Return a point for each (across, up, words)."""
    return [Point(across(x), up(y, lowest), words) for x, y, words in pairs]


def path(drawn: Sequence[Point]) -> str:
    """Return the line through points as an SVG polyline has it."""
    return " ".join(f"{point.x},{point.y}" for point in drawn)


def floor_of(shares: Sequence[float]) -> float:
    """Return where an axis may begin so that differences are seen: 0, .5 or .8."""
    least = min(shares, default=0.0)
    return next((floor for floor in (0.8, 0.5) if least >= floor), 0.0)
