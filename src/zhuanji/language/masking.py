"""Personal data as those see it who need not know it: enough to recognise, too little to use."""

import re
from itertools import count, takewhile

from zhuanji.language.normalise import fold
from zhuanji.language.surnames import COMPOUND

STARS = "***"
"""Stands for a part whose length would say too much."""

_CHINESE_NAME = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\u3007\U00020000-\U000323af]{1,4}")
_NOT_OF_A_NUMBER = re.compile(r"[^\d\s+().\-\uff08\uff09\u2010-\u2015\uff0d]")
_TAIL = 4
_WHOLE = 8  # digits; shorter numbers show less than a tail
_LONGEST_HEAD = 5  # +86138; two more after 00


def mask_name(name: str) -> str:
    """Keep the surname, and a star for each further character: 王小明 → 王**, 欧阳修 → 欧阳*.

    Other names keep the first letter of each word: John Smith → J*** S***, 阿不都·热合曼 → 阿***.
    """
    words = name.split()
    if _CHINESE_NAME.fullmatch("".join(words)):
        return _mask_chinese_name("".join(words))
    return " ".join(word[0] + STARS for word in words)


def mask_phone(phone: str) -> str:
    """Star the four digits before the last four: 138****8000, +86138****8000, 010-****5678.

    Spaces, dashes and brackets stay, words are starred too. Of numbers shorter than eight digits
    half is shown, of very long ones five digits in front.
    """
    digits = sum(map(str.isdecimal, phone))
    tail = _TAIL if digits >= _WHOLE else digits // 2
    head = min(max(digits - _WHOLE, 0), _LONGEST_HEAD + 2 * phone.startswith("00"))
    places = count()

    def star(digit: re.Match[str]) -> str:
        return digit[0] if not head <= next(places) < digits - tail else "*"

    return re.sub(r"\d", star, _NOT_OF_A_NUMBER.sub("*", phone))


def mask_email(address: str) -> str:
    """Keep the first letter and the domain: wang@example.com → w***@example.com."""
    local, at, domain = address.strip().rpartition("@")
    return f"{local[:1]}{STARS}{at}{domain}" if at else address.strip()[:1] + STARS * bool(address)


def mask_id(number: str) -> str:
    """Keep length, last four and the letters that name the kind: 430102199003077413 → **…7413.

    For identity cards, passports (E12345678 → E****5678), permits and bank cards; spaces and
    dashes go. Numbers shorter than eight show a quarter.
    """
    bare = re.sub(r"[\s\-]", "", number)
    if len(bare) < _WHOLE:
        shown = len(bare) // 4
        return "*" * (len(bare) - shown) + bare[len(bare) - shown :]
    kind = "".join(takewhile(str.isalpha, bare[:2]))
    return kind + "*" * (len(bare) - len(kind) - _TAIL) + bare[-_TAIL:]


def _mask_chinese_name(name: str) -> str:
    surname = name[:2] if fold(name[:2]) in COMPOUND else name[:1]
    if surname == name:
        surname = name[: len(name) // 2]
    return surname + "*" * (len(name) - len(surname))
