import pytest
from hypothesis import given

from tests.language.texts import any_text
from zhuanji.language.masking import mask_email, mask_id, mask_name, mask_phone


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王小明", "王**"),
        ("王明", "王*"),
        ("王", "*"),
        (" 李　四 ", "李*"),
        ("欧阳修", "欧阳*"),
        ("歐陽修", "歐陽*"),
        ("欧阳", "欧*"),
        ("司马相如", "司马**"),
        ("阿不都·热合曼", "阿***"),
        ("上海某某有限公司", "上***"),
        ("John Smith", "J*** S***"),
        ("", ""),
    ],
)
def test_mask_name_keeps_the_surname(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13800138000", "138****8000"),
        ("+8613800138000", "+86138****8000"),
        ("138 0013 8000", "138 **** 8000"),
        ("0086 138 0013 8000", "0086 138 **** 8000"),
        ("010-12345678", "010-****5678"),
        ("（0755）88888888", "（0755）****8888"),
        ("１３８００１３８０００", "１３８****８０００"),
        ("88441234", "****1234"),
        ("8844123", "****123"),
        ("95588", "***88"),
        ("110", "**0"),
        ("5", "*"),
        ("13800138000 张女士", "138****8000 ***"),
        ("13800138000/13900139000", "13800**************9000"),
        ("", ""),
    ],
)
def test_mask_phone_keeps_head_and_tail(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("wang@example.com", "w***@example.com"),
        (" w@example.com ", "w***@example.com"),
        ("a@b@c.cn", "a***@c.cn"),
        ("@example.com", "***@example.com"),
        ("no address", "n***"),
        ("", ""),
    ],
)
def test_mask_email_keeps_the_domain(address: str, masked: str) -> None:
    assert mask_email(address) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("11010519491231002X", "**************002X"),
        ("E12345678", "E****5678"),
        ("HA1234567", "HA***4567"),
        ("6222 0210 0111-2223", "************2223"),
        ("1234567", "******7"),
        ("123", "***"),
        ("", ""),
    ],
)
def test_mask_id_keeps_kind_length_and_tail(number: str, masked: str) -> None:
    assert mask_id(number) == masked


@given(any_text)
def test_mask_phone_hides_four_digits_or_half_of_them(text: str) -> None:
    digits = [character for character in text if character.isdecimal()]
    shown = [character for character in mask_phone(text) if character.isdecimal()]
    assert len(shown) <= max(len(digits) // 2, len(digits) - 4)
    assert len(shown) <= 11


@given(any_text)
def test_masks_take_any_text(text: str) -> None:
    assert mask_email(text).count("*") >= bool(text.strip())
    assert len(mask_phone(text)) == len(text)
    mask_id(text)
    mask_name(text)
