import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.language.texts import any_text
from zhuanji.language.normalise import fold
from zhuanji.language.phones import (
    LONGEST_TYPED,
    MOST_DIGITS,
    Phone,
    PhoneKind,
    could_ring,
    is_usable,
    looks_wrong,
    parse_phone,
)

MOBILE = Phone("+8613800138000", "138 0013 8000", PhoneKind.MOBILE)
LANDLINE = Phone("+861012345678", "010 1234 5678", PhoneKind.LANDLINE)
WITH_EXTENSION = Phone("+861012345678", "010 1234 5678-801", PhoneKind.LANDLINE, "801")


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("13800138000", MOBILE),
        ("+8613800138000", MOBILE),
        ("008613800138000", MOBILE),
        ("8613800138000", MOBILE),
        ("86-138 0013 8000", MOBILE),
        ("１３８００１３８０００", MOBILE),
        ("＋８６（１３８）００１３－８０００", MOBILE),
        ("17951 13800138000", MOBILE),
        ("138.0013.8000", MOBILE),
        ("138，0013，8000", MOBILE),
        ("\u202d138 0013\u200b 8000\u202c", MOBILE),
        ("电话：13800138000（微信同号）张女士", MOBILE),
        ("13800138000/13900139000", MOBILE),
        ("13800138000、010-12345678", MOBILE),
        ("13800138000 13900139000", MOBILE),
        ("010-12345678", LANDLINE),
        ("（010）12345678", LANDLINE),
        ("010—12345678", LANDLINE),
        ("+86 10 1234 5678", LANDLINE),
        ("010-12345678转801", WITH_EXTENSION),
        ("010-12345678 轉 801 分機", WITH_EXTENSION),
        ("010-12345678 分机：801", WITH_EXTENSION),
        ("(010)12345678 ext. 801", WITH_EXTENSION),
        ("01012345678#801", WITH_EXTENSION),
        ("010-12345678-801", WITH_EXTENSION),
        (
            "18412345678-1234",
            Phone("+8618412345678", "184 1234 5678-1234", PhoneKind.MOBILE, "1234"),
        ),
        ("400-810-8888", Phone("+864008108888", "400 810 8888", PhoneKind.SERVICE)),
        ("400 810 8888 转 8", Phone("+864008108888", "400 810 8888-8", PhoneKind.SERVICE, "8")),
        ("800-810-1234", Phone("+868008101234", "800 810 1234", PhoneKind.SERVICE)),
        ("95588", Phone("95588", "95588", PhoneKind.SERVICE)),
        ("12315", Phone("12315", "12315", PhoneKind.SERVICE)),
        ("110", Phone("110", "110", PhoneKind.SERVICE)),
        ("8844 1234", Phone("88441234", "88441234", PhoneKind.LANDLINE)),
        ("0731-8888888", Phone("07318888888", "07318888888", PhoneKind.LANDLINE)),
        ("+852 9876 5432", Phone("+85298765432", "+852 9876 5432", PhoneKind.MOBILE)),
        ("+1 202-555-0143", Phone("+12025550143", "+1 202-555-0143", PhoneKind.UNKNOWN)),
        ("12312345678", Phone("12312345678", "12312345678", PhoneKind.UNKNOWN)),
        ("+999 123", Phone("+999123", "+999123", PhoneKind.UNKNOWN)),
        ("微信 wx_7654321", Phone("7654321", "7654321", PhoneKind.LANDLINE)),
        ("7 转 8", Phone("7", "7-8", PhoneKind.UNKNOWN, "8")),
        ("ext 5", Phone("5", "5", PhoneKind.UNKNOWN)),
    ],
)
def test_parse_phone_reads_every_spelling(typed: str, phone: Phone) -> None:
    assert parse_phone(typed) == phone


@pytest.mark.parametrize("typed", ["", "  ", "王小明", "+", "转", "-"])
def test_parse_phone_is_none_without_digits(typed: str) -> None:
    assert parse_phone(typed) is None


def test_parse_phone_reads_national_numbers_of_another_region() -> None:
    assert parse_phone("020 7946 0018", "GB") == Phone(
        "+442079460018", "020 7946 0018", PhoneKind.LANDLINE
    )


def test_parse_phone_keeps_the_digits_of_what_no_plan_knows() -> None:
    assert parse_phone("1" * 5000) == Phone("1" * MOST_DIGITS, "1" * MOST_DIGITS, PhoneKind.UNKNOWN)


phone_characters = st.sampled_from("0123456789０８+＋-—() 转x#ext./、86")


@settings(deadline=None)
@given(any_text | st.text(phone_characters))
def test_any_digit_makes_a_phone_whose_normal_form_stays(typed: str) -> None:
    phone = parse_phone(typed)
    assert (phone is None) == (re.search(r"\d", fold(typed[:LONGEST_TYPED])) is None)
    if phone:
        assert re.fullmatch(rf"\+?[0-9]{{1,{MOST_DIGITS}}}", phone.normal)
        again = parse_phone(phone.normal)
        assert again is not None
        assert again.normal == phone.normal


@settings(deadline=None)
@given(
    st.from_regex(r"1[38]\d{9}", fullmatch=True, alphabet="0123456789"),
    st.sampled_from(
        ["{0}-{1}-{2}", "+86{0}{1}{2}", "0086 {0} {1} {2}", "({0}){1}{2}", "86 {0}{1}-{2}"]
    ),
)
def test_spellings_of_a_mobile_number_are_one_number(digits: str, spelling: str) -> None:
    plain = parse_phone(digits)
    assert plain is not None
    assert plain.normal == f"+86{digits}"
    assert parse_phone(spelling.format(digits[:3], digits[3:7], digits[7:])) == plain


@pytest.mark.parametrize(
    ("typed", "rings"),
    [
        *((known, True) for known in ("13800138000", "8844123", "110", "10086", "12315", "95588")),
        *((known, True) for known in ("400-810-8888", "951234", "+683 4002", "010-12345678转801")),
        *((slip, False) for slip in ("1", "123", "138001", "7 转 8", "+999 123", "+110")),
    ],
)
def test_a_number_no_telephone_can_have_does_not_ring(typed: str, rings: bool) -> None:
    phone = parse_phone(typed)
    assert phone is not None
    assert could_ring(phone) == rings


@pytest.mark.parametrize(
    ("typed", "usable", "wrong"),
    [
        *(
            (fine, True, False)
            for fine in ("13800138000", "+86 138 0013 8000", "１３８００１３８０００")
        ),
        *((fine, True, False) for fine in ("010-12345678 ext. 801", "88441234", "95588", "12315")),
        *((fine, True, False) for fine in ("电话：13800138000（张女士）", "+1 202-555-0143")),
        *((slip, True, True) for slip in ("1380013800", "138001380001", "12312345678", "1234567")),
        *((nonsense, False, False) for nonsense in ("abc12345", "wx_7654321", "no number", "")),
        *((nonsense, False, True) for nonsense in ("1" * 60, "1" * 16, "123456")),
    ],
)
def test_a_number_is_usable_doubtful_or_none(typed: str, usable: bool, wrong: bool) -> None:
    assert (is_usable(typed), looks_wrong(typed)) == (usable, wrong)
