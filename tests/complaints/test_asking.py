"""A filter that makes no sense never shows more than was asked for."""

import pytest

from tests.cast import MONDAY, fang, wang_complains
from zhuanji.complaints.queries import count_complaints, list_complaints, read_filter

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "given",
    [
        {"stage": ["gone"]},
        {"owner": ["nobody knows"]},
        {"customer": ["9223372036854775808"]},
        {"due": ["never"]},
        {"open": ["maybe"]},
        {"received_from": ["2026-13-01"]},
        {"search": ["漏电"], "grade": ["huge"]},
    ],
)
def test_what_no_complaint_can_be_finds_nothing(given: dict[str, list[str]]) -> None:
    wang_complains(account="水壶漏电")
    by, wanted = fang().actor, read_filter(given)

    assert list_complaints(by, wanted, at=MONDAY).rows == []
    assert count_complaints(by, wanted, at=MONDAY) == 0


@pytest.mark.parametrize(
    "given", [{}, {"stage": []}, {"owner": [""], "due": [""]}, {"stage": ["received", "gone"]}]
)
def test_what_is_left_empty_restricts_nothing(given: dict[str, list[str]]) -> None:
    wang_complains()

    assert len(list_complaints(fang().actor, read_filter(given), at=MONDAY).rows) == 1
