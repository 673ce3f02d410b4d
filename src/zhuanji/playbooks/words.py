"""Words as people type them into one box, and keys made from names."""

import re
from collections.abc import Container, Iterable

from zhuanji.language.normalise import clean_line, clean_text
from zhuanji.language.pinyin import spelled

# Commas of every script and new lines; a space parts words too, but not English ones.
_BETWEEN = re.compile(r"[,，、;；\n]+|(?<![A-Za-z0-9]) +| +(?![A-Za-z0-9])")
LONGEST = 20  # leaves room for a number within a key's part


def read_words(typed: str) -> list[str]:
    """The words in a box, each once, in the order they were typed."""
    parts = (clean_line(part) for part in _BETWEEN.split(clean_text(typed)))
    return list(dict.fromkeys(filter(None, parts)))


def show_words(words: Iterable[str]) -> str:
    return "、".join(words)


def key_from(en: str, zh: str, taken: Container[str], *, under: str = "") -> str:
    """A key nobody has: from the English name, else from the Chinese one's pinyin."""
    made = _slug(en) or _slug(spelled(zh)) or "category"
    prefix = f"{under}." if under else ""
    key, number = f"{prefix}{made}", 2
    while key in taken:
        key, number = f"{prefix}{made}_{number}", number + 1
    return key


def _slug(name: str) -> str:
    bare = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    return re.sub(r"^[0-9_]+", "", bare)[:LONGEST].rstrip("_")
