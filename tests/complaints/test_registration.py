"""What every door hands over, cleaned once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhuanji.complaints.registration import SUBJECT_LENGTH, read_registration


def title(account: str, subject: str = "") -> str:
    return read_registration({"channel": "phone", "account": account, "subject": subject}).title


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        ("水壶漏电。客服不管！", "水壶漏电"),
        ("！！太气人了，水壶漏电", "太气人了，水壶漏电"),
        ("？！", "？！"),
        ("漏" * 60, "漏" * 60),
        ("漏" * 61, "漏" * 59 + "…"),
        (
            "The kettle I got from your shop on January 29 failed after three days of use",
            "The kettle I got from your shop on January 29 failed after…",
        ),
        ("x" * 80, "x" * 59 + "…"),
    ],
)
def test_the_first_sentence_is_the_subject_when_none_is_given(account: str, expected: str) -> None:
    assert title(account) == expected


def test_a_subject_that_was_given_stands() -> None:
    assert title("水壶漏电。", subject="投诉水壶") == "投诉水壶"


@given(st.text(min_size=1, max_size=300).filter(lambda text: any(c.isalnum() for c in text)))
def test_a_subject_is_never_empty_nor_too_long(account: str) -> None:
    assert 1 <= len(title(account)) <= SUBJECT_LENGTH
