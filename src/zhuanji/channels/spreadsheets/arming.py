"""Cells that a spreadsheet program would run as a formula are made plain text."""

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")


def safe(text: str) -> str:
    """Return the text with an apostrophe before it when its first character may start a formula.

    An apostrophe at the beginning is doubled likewise, so that reading takes away exactly one.
    """
    return f"'{text}" if text.lstrip(" \u00a0\u3000").startswith(_DANGEROUS) else text
