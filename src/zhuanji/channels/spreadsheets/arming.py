"""Cells that a spreadsheet program would run as a formula are made plain text."""

import re

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
# A plus and digits alone come to nothing but that number: no function, reference or separator
# fits in, so there is nothing to run, and whoever copies or re-imports it has the phone number.
_PHONE = re.compile(r"\+[0-9]{6,15}")


def safe(text: str) -> str:
    """Return the text with an apostrophe before it when its first character may start a formula.

    An apostrophe at the beginning is doubled likewise, so that reading takes away exactly one. A
    phone number in its international form, and nothing else in the cell, stays as it is.
    """
    if _PHONE.fullmatch(text):
        return text
    return f"'{text}" if text.lstrip(" \u00a0\u3000").startswith(_DANGEROUS) else text
