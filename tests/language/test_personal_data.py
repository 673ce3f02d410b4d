import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.language.texts import CHINESE, any_text
from zhuanji.language.personal_data import mask_personal_data


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("我的电话13800138000请回电", "我的电话138****8000请回电"),
        ("+86 138 0013 8000。", "+86 138 **** 8000。"),
        ("0086-138-0013-8000", "0086-138-****-8000"),
        ("138.0013.8000", "138.****.8000"),
        ("１３８００１３８０００", "１３８****８０００"),
        ("13800138000 13900139000", "138****8000 139****9000"),
        ("13800138000/13900139000", "138****8000/139****9000"),
        ("座机010-12345678转801", "座机010-****5678转801"),
        ("（0755）88888888", "（0755）****8888"),
        ("+86-10-12345678", "+86-10-****5678"),
        ("联系电话：88441234", "联系电话：****1234"),
        ("请拨打 8844123", "请拨打 ****123"),
        ("身份证11010519491231002X，", "身份证**************002X，"),
        ("１１０１０５１９４９１２３１００２ｘ", "**************002X"),
        ("110105 19491231 002X", "**************002X"),
        ("卡号4111 1111 1111 1111。", "卡号************1111。"),
        ("6222021234567890128", "***************0128"),
        ("写信给wang.x+m@mail.example.com吧", "写信给w***@mail.example.com吧"),
        ("13800138000@example.com", "1***@example.com"),
        ("wang＠example.com", "w***@example.com"),
    ],
)
def test_personal_data_in_words_is_masked(text: str, masked: str) -> None:
    assert mask_personal_data(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "",
        "订单号202611231213141234，金额13800.50元",
        "2026-11-23 13:45:10",
        "15 16 17 18 19 2",
        "客服4001234567没人接，95588也打不通，打12315",
        "昨天通话20261123没有录音",
        "110105194912310021",  # wrong check digit
        "110105194913310029",  # no such month
        "990105194912310022",  # no such province
        "110105184912310022",  # nobody is that old
        "4111111111111112",  # wrong sum
        "7111111111111113",  # no such issuer
        "138001380001",  # twelve digits
        "微博@小明 a@b",
    ],
)
def test_other_numbers_stay_readable(text: str) -> None:
    assert mask_personal_data(text) == text


def id_card(body: str) -> str:
    weights = (pow(2, 17 - place, 11) for place in range(17))
    total = sum(weight * int(digit) for weight, digit in zip(weights, body, strict=True))
    return body + "10X98765432"[total % 11]


@given(
    st.sampled_from(["110105", "430102", "820000"]),
    st.integers(0, 999),
    st.text(st.sampled_from(CHINESE + "，。")),
)
def test_every_valid_identity_card_is_masked(region: str, serial: int, words: str) -> None:
    number = id_card(f"{region}19900307{serial:03}")
    masked = mask_personal_data(f"{words}{number}{words}")
    assert masked == f"{words}{'*' * 14}{number[-4:]}{words}"


@settings(deadline=None)
@given(any_text | st.text(st.sampled_from("0123456789 -+.()@aA话，")))
@example("1" * 5000)
def test_no_mobile_number_stays_in_any_text(text: str) -> None:
    masked = mask_personal_data(text)
    assert not re.search(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])", masked)


@pytest.mark.parametrize(
    "part", ["1", "1 ", "a@", "a", "a.", "138 ", "86 ", "(0", "话，", "1.3.8.0.", "-"]
)
def test_a_million_hostile_characters_are_answered(part: str) -> None:
    text = part * (1_000_000 // len(part))
    assert len(mask_personal_data(text)) == len(text)
