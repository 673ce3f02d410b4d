"""Personal data that people write into free text, found and masked.

Every pattern has a bounded length and begins where no digit (or address) goes on, so that time
grows with the text alone.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from zhuanji.language.masking import mask_email, mask_id, mask_name, mask_phone
from zhuanji.language.normalise import fold

Pass = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]
"""What is looked for in a text, and what stands there instead."""

_GAP = "[ \u00a0\u3000.·\\-\uff0d\u2013\u2014]?"
_MOST_GAPS = 4
_COUNTRY = rf"(?:[+＋]|00|００)?[8８][6６]{_GAP}"

_ID_CARD = re.compile(rf"(?<!\d)\d{{6}}{_GAP}\d{{8}}{_GAP}\d{{3}}{_GAP}[\dXxＸｘ](?!\d)")
_BANK_CARD = re.compile(rf"(?<!\d)\d{{4}}(?:{_GAP}\d){{9,15}}(?!\d)")
_MOBILE = re.compile(rf"(?<!\d)(?:{_COUNTRY})?[1１][3-9３-９](?:{_GAP}\d){{9}}(?!\d)")
_LANDLINE = re.compile(
    rf"(?<!\d)(?:[(（]?[0０]|{_COUNTRY}[(（]?[0０]?)[1-9１-９]\d{{1,2}}[)）]?"
    rf"{_GAP}\d{{3,4}}{_GAP}\d{{4}}(?!\d)"
)
_LOCAL_LINE = re.compile(r"(?<=[话机电打])([^\w\n]{0,3}[为是]?[^\w\n]?)([2-8２-８]\d{6,7})(?!\d)")
_ADDRESS = r"A-Za-z0-9._%+\-"
_EMAIL = re.compile(
    rf"(?<![{_ADDRESS}])[{_ADDRESS}]{{1,64}}+[@＠](?:[A-Za-z0-9\-]{{1,63}}+\.){{1,8}}[A-Za-z]{{2,24}}"
)

_PROVINCE = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_CENTURIES = (19, 20)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10x98765432"
_ISSUERS = re.compile(
    r"6[02]\d{14,17}|95588\d{14}|4\d{12}|4\d{15}|4[35]6[37]\d{15}|5[1-5]\d{14}|2[2-7]\d{14}|35\d{14}|3[47]\d{13}"
)


def mask_personal_data(text: str, *, names: Iterable[str] = ()) -> str:
    """Mask e-mail addresses, identity cards, bank cards, phone numbers and `names` inside `text`.

    Full-width digits and numbers written with spaces, dots or dashes are found. Identity cards
    must have a province, a birthday and the right check digit, bank cards an issuer and a valid
    sum, local numbers a word like 电话 before them: order numbers and amounts stay readable. Of
    names those with two characters or more: one alone begins many a word.
    """
    return apply(masking(names), text)


def masking(names: Iterable[str] = ()) -> list[Pass]:
    """Return the passes of mask_personal_data, in their order."""
    known = sorted({one for one in names if len(one) > 1}, key=len, reverse=True)
    return [*((re.compile(re.escape(name)), _mask_name) for name in known), *_PASSES]


def apply(passes: Iterable[Pass], text: str) -> str:
    for pattern, masked in passes:
        text = pattern.sub(masked, text)
    return text


def apply_with_places(
    passes: Iterable[Pass], text: str, places: Sequence[tuple[int, int]]
) -> tuple[str, list[tuple[int, int]]]:
    """Apply passes; return also where `places` of the text stand afterwards.

    A place that reaches into something masked ends or begins with the whole of what is shown
    instead, so that no place tells more than the masked text.
    """
    moved = list(places)
    for pattern, masked in passes:
        edits = [(*found.span(), masked(found)) for found in pattern.finditer(text)]
        text = pattern.sub(masked, text)
        if edits:
            moved = [_moved(place, edits) for place in moved]
    return text, moved


def _moved(place: tuple[int, int], edits: list[tuple[int, int, str]]) -> tuple[int, int]:
    start, end = place
    for begins, ends, _shown in edits:
        start = begins if begins < start < ends else start
        end = ends if begins < end < ends else end
    return _shifted(start, edits), _shifted(end, edits)


def _shifted(point: int, edits: list[tuple[int, int, str]]) -> int:
    return point + sum(len(w) - (ends - begins) for begins, ends, w in edits if ends <= point)


def _mask_name(found: re.Match[str]) -> str:
    return mask_name(found[0])


def _mask_id_card(found: re.Match[str]) -> str:
    number = _bare(found[0])
    return mask_id(number.upper()) if _is_id_card(number) else found[0]


def _mask_bank_card(found: re.Match[str]) -> str:
    number = _bare(found[0])
    return mask_id(number) if _ISSUERS.fullmatch(number) and _has_valid_sum(number) else found[0]


def _mask_mobile(found: re.Match[str]) -> str:
    """Eleven digits in more than a few groups are a list of numbers."""
    gaps = len(re.findall(r"[^\d+＋]", found[0]))
    return mask_phone(found[0]) if gaps <= _MOST_GAPS else found[0]


def _mask_local_line(found: re.Match[str]) -> str:
    """Eight digits that are a day are when somebody called, not whom."""
    return found[0] if _is_day(_bare(found[2])) else found[1] + mask_phone(found[2])


_PASSES: tuple[Pass, ...] = (
    (_EMAIL, lambda found: mask_email(found[0].replace("＠", "@"))),
    (_ID_CARD, _mask_id_card),
    (_BANK_CARD, _mask_bank_card),
    (_MOBILE, _mask_mobile),
    (_LANDLINE, lambda found: mask_phone(found[0])),
    (_LOCAL_LINE, _mask_local_line),
)


def _bare(number: str) -> str:
    return re.sub(r"[^\dx]", "", fold(number))


def _is_id_card(number: str) -> bool:
    """Say whether 17 digits and a check digit are an identity card's, by GB 11643."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return (
        _PROVINCE.match(number) is not None
        and _is_day(number[6:14])
        and number[-1] == _CHECK_DIGITS[total % 11]
    )


def _is_day(digits: str) -> bool:
    """Say whether eight digits are a day in this or the last century."""
    try:
        return date.fromisoformat(digits).year // 100 in _CENTURIES
    except ValueError:
        return False


def _has_valid_sum(number: str) -> bool:
    """Say whether the digits pass Luhn's sum."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in number[-2::-2])
    return (sum(doubled) + sum(map(int, number[-1::-2]))) % 10 == 0
