"""Chinese numerals: 三千五, 一百零五, 两万三, 二〇二六."""

from decimal import Decimal

DIGITS = "〇零一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
UNITS = {"十": 10, "百": 100, "千": 1_000, "拾": 10, "佰": 100, "仟": 1_000}
LARGE = {"万": 10_000, "亿": 100_000_000}
LONGEST = 16
"""Longer runs of numerals are no number that anybody says."""

_VALUES = {sign: int(value) for sign, value in zip(DIGITS, "001223456789123456789", strict=True)}


def read_numeral(numeral: str) -> Decimal | None:
    """Return the number a Chinese numeral says, as people say it: 三千五 is 3500, 一万二 12000.

    None for what is no number: too long, with other signs, or a bare 百 or 万.
    """
    if not 0 < len(numeral) <= LONGEST or numeral[0] in "百千万亿佰仟":
        return None
    if all(sign in _VALUES for sign in numeral):
        return Decimal("".join(str(_VALUES[sign]) for sign in numeral))
    return _spoken(numeral)


def read_number(typed: str) -> Decimal | None:
    """Return what figures or a Chinese numeral say."""
    return Decimal(typed) if typed.isascii() and typed.isdecimal() else read_numeral(typed)


def _spoken(numeral: str) -> Decimal | None:
    total = section = 0
    digit, scale = -1, 0  # scale: what a last digit is counted in
    for sign in numeral:
        if sign in _VALUES:
            digit = _VALUES[sign]
            scale = 1 if digit == 0 else scale
        elif sign in UNITS:
            section += UNITS[sign] * (1 if digit < 0 else digit)
            digit, scale = -1, UNITS[sign] // 10
        elif sign in LARGE:
            total = (total + section + max(digit, 0)) * LARGE[sign]
            section, digit, scale = 0, -1, LARGE[sign] // 10
        else:
            return None
    return Decimal(total + section + max(digit, 0) * max(scale, 1))
