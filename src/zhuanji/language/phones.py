"""Phone numbers in every spelling people use become one number; nothing dialled is refused."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType

from zhuanji.language.normalise import fold

LONGEST_TYPED = 100
MOST_DIGITS = 32
HOME = "CN"

_EXTENSION = re.compile(
    r"(?<=\d)[\s),]{0,3}(?:转|分机|内线|ext(?:ension)?|[x#*])[^\d+]{0,3}(\d{1,8})\D{0,3}$"
)
_EXTENSION_AFTER_DASH = re.compile(r"(?<=\d{7})\s?-\s?(\d{1,5})$")
_NUMBER = re.compile(r"\+?\(?\d[\d ().-]+\d")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_SERVICE = re.compile(r"1\d\d|1[02]\d{3}|11[68]\d{3}|9[56]\d{3,7}")  # 110, 10086, 12315, 95588…
_FEWEST_DIGITS = 7  # the shortest number one can dial that no short number's list has
_MOST_DIALLED = 15  # digits, in any country
_LATIN = re.compile("[a-z]")
_SHORT = re.compile(r"11[0-9]|12[0-2]|999|1[02]\d{3}|11[68]\d{3}|9[56]\d{3,4}")
_LOCAL_LINE = re.compile(r"0[1-9]\d{8,10}|[2-8]\d{6,7}")
# What nearly everybody types, read without asking the number plan.
_MOBILE = re.compile(r"(1(?:[38]\d|[59][0-35-9]))(\d{4})(\d{4})")


class PhoneKind(StrEnum):
    MOBILE = "mobile"
    LANDLINE = "landline"
    SERVICE = "service"
    UNKNOWN = "unknown"


_KINDS = {
    PhoneNumberType.MOBILE: PhoneKind.MOBILE,
    PhoneNumberType.FIXED_LINE: PhoneKind.LANDLINE,
    PhoneNumberType.TOLL_FREE: PhoneKind.SERVICE,
    PhoneNumberType.SHARED_COST: PhoneKind.SERVICE,
    PhoneNumberType.PREMIUM_RATE: PhoneKind.SERVICE,
    PhoneNumberType.UAN: PhoneKind.SERVICE,
}


@dataclass(frozen=True)
class Phone:
    """One phone number: `normal` to store and compare, `national` to read.

    `normal` is E.164 when the number plan knows the number, else the digits typed (after a plus if
    there was one). It leaves the extension out: several people share a switchboard.
    """

    normal: str
    national: str
    kind: PhoneKind
    extension: str = ""


@lru_cache(maxsize=4096)  # one registration asks several times, and people call again
def parse_phone(text: str, region: str = HOME) -> Phone | None:
    """Return the number that `text` holds, the first when it holds several; None without digits.

    Understands +86 and 0086, full-width digits, brackets, spaces and dashes, area codes,
    extensions (转801, ext. 801, -801), 400 and 95xxx numbers, other countries after a plus. What
    no number plan knows is kept as digits: a contact is never refused.
    """
    typed = _DASHES.sub("-", fold(text[:LONGEST_TYPED]))
    if region == HOME and (plain := _MOBILE.fullmatch(typed)):
        return Phone(f"+86{typed}", " ".join(plain.groups()), PhoneKind.MOBILE)
    readings = list(_readings(typed))
    for number, extension in readings:
        known = _known(number, region)
        if known:
            return _with_extension(known, extension)
    number, extension = readings[0]
    return _with_extension(_unknown(number), extension) if re.search(r"\d", number) else None


def could_ring(phone: Phone) -> bool:
    """Whether some telephone may have this number: long enough, or a short one that is known.

    Whoever gives a number for us to call is told about a slip at once; what is looked up or came
    with an old record is read by `parse_phone` alone.
    """
    digits = phone.normal.removeprefix("+")
    return len(digits) >= _FEWEST_DIGITS or bool(_SHORT.fullmatch(phone.normal))


def is_usable(typed: str) -> bool:
    """Whether what was typed is a number to call: a known one, or at least nothing but digits.

    Letters around digits that no number plan knows are another thing than a number, and more
    digits than any telephone has are a slip of the keyboard: nobody could tell what was meant.
    """
    phone = parse_phone(typed)
    if phone is None or not could_ring(phone):
        return False
    if _is_in_plan(phone):
        return True
    bare = _EXTENSION.sub("", fold(typed))
    return not _LATIN.search(bare) and sum(map(str.isdigit, bare)) <= _MOST_DIALLED


def looks_wrong(typed: str) -> bool:
    """Whether a usable number is probably a slip: neither in a number plan nor a short or local one."""
    phone = parse_phone(typed)
    return phone is not None and phone.kind == PhoneKind.UNKNOWN and not _is_in_plan(phone)


def _is_in_plan(phone: Phone) -> bool:
    return phone.normal.startswith("+") and _known(phone.normal, HOME) is not None


def _readings(typed: str) -> Iterator[tuple[str, str]]:
    """Yield pairs of number and extension that `typed` may mean, the likeliest first."""
    if found := _EXTENSION.search(typed):
        yield typed[: found.start()], found[1]
    yield typed, ""
    if found := _EXTENSION_AFTER_DASH.search(typed):
        yield typed[: found.start()], found[1]
    for several in (_NUMBER.findall(typed), typed.split(), [_bare(typed)]):
        yield from ((number, "") for number in several)


def _bare(number: str) -> str:
    plus = "+" if number.strip().startswith("+") else ""
    return plus + re.sub(r"\D", "", number)[:MOST_DIGITS]


def _known(number: str, region: str) -> Phone | None:
    try:
        parsed = phonenumbers.parse(number, region)
    except NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return None
    kind = _KINDS.get(phonenumbers.number_type(parsed), PhoneKind.UNKNOWN)
    normal = phonenumbers.format_number(parsed, PhoneNumberFormat.E164)
    return Phone(normal, _readable(parsed, region), kind)


def _readable(parsed: PhoneNumber, region: str) -> str:
    at_home = parsed.country_code == phonenumbers.country_code_for_region(region)
    form = PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, form)


def _unknown(number: str) -> Phone:
    bare = _bare(number)
    return Phone(bare, bare, _guessed_kind(bare))


def _guessed_kind(digits: str) -> PhoneKind:
    if _SERVICE.fullmatch(digits):
        return PhoneKind.SERVICE
    return PhoneKind.LANDLINE if _LOCAL_LINE.fullmatch(digits) else PhoneKind.UNKNOWN


def _with_extension(phone: Phone, extension: str) -> Phone:
    if not extension:
        return phone
    return replace(phone, national=f"{phone.national}-{extension}", extension=extension)
