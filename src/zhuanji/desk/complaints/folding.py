"""Lines that say the same thing anew, one after the other: the last one stands for all."""

from collections.abc import Iterable

from zhuanji.complaints.queries import Item

_FOLDED = "assessed"
"""What is proposed now is what counts; what was proposed a moment before stands in history."""


def folded(items: Iterable[Item]) -> list[tuple[Item, int]]:
    """Return each line with how many like it, right before it, are not shown."""
    kept: list[tuple[Item, int]] = []
    for item in items:
        if kept and item.kind == _FOLDED == kept[-1][0].kind:
            kept[-1] = (item, kept[-1][1] + 1)
        else:
            kept.append((item, 0))
    return kept
