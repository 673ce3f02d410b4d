"""Searching the newest first without sorting what is old. Pure.

Every entry carries, beside its n-grams, one lexeme per level that names the block of ids it lies
in. A query for a common word asks the newest blocks only, in one intersection inside the index;
a rare word costs a few look-ups more. Without them PostgreSQL either fetches every match to sort
it, or walks the table hoping to meet one.
"""

from collections.abc import Iterator

LEVELS = (13, 16, 19)  # blocks of 8 thousand, 65 thousand and half a million ids


def block_tokens(complaint_id: int) -> list[str]:
    """The lexemes of an entry's blocks; no text has a lexeme with "#" in it."""
    return [_lexeme(level, complaint_id >> level) for level in LEVELS]


def stretches(top: int) -> Iterator[tuple[str, int]]:
    """Yield (tsquery of blocks, lowest id in them) that together cover all ids below `top`.

    Newest first, each stretch reaching eight times as far as the one before, then equally far.
    """
    level = 0
    while top > 0:
        shift = LEVELS[level]
        block = (top - 1) >> shift
        floor = max(block - 1, 0) << shift
        yield f"('{_lexeme(shift, block)}' | '{_lexeme(shift, max(block - 1, 0))}')", floor
        top = floor
        level = min(level + 1, len(LEVELS) - 1)


def _lexeme(level: int, block: int) -> str:
    return f"#{level}:{block}"
