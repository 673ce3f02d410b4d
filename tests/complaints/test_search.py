"""Any piece of any text of a complaint is found, whoever wrote it, and nothing else is."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import cast
from zhuanji.complaints import actions
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.queries import Filter, count_complaints, list_complaints
from zhuanji.complaints.queries.search import NothingToSearch
from zhuanji.complaints.search_blocks import LEVELS, block_tokens, stretches
from zhuanji.kernel.actors import Actor
from zhuanji.staff.roles import SYSTEM


def found(words: str, *, by: Actor = SYSTEM) -> list[Complaint]:
    return list_complaints(by, Filter(search=words), at=cast.MONDAY).rows


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words",
    [
        "漏",
        "漏电",
        "电水壶用了三天",
        "退款并道歉",
        "王建国",
        "wjg",
        "13800138000",
        "8000",
        "wang@example.com",
        "kj-300",
        "KJ－300",
        "ＤＤ2026",
        "漏电 王建国 8000",
        "三天就漏电，客服",
        "漏电\0",
        "\u202e漏电",
    ],
)
def test_a_complaint_is_found_by(words: str) -> None:
    complaint = cast.wang_complains(model="KJ-300", order_number="DD20260301")
    cast.wang_complains(account="酒店房间太吵", demand="", customer={"name": "李雷"})
    assert found(words) == [complaint]


@pytest.mark.django_db
def test_it_is_found_by_its_number_and_by_what_was_said_later() -> None:
    complaint = cast.wang_complains()
    actions.add_note(by=cast.lin().actor, at=cast.MONDAY, complaint=complaint, body="联系了供应商")
    actions.reply_to_customer(
        by=cast.lin().actor, at=cast.MONDAY, complaint=complaint, body="师傅明早上门"
    )

    for words in (complaint.number, complaint.number[-5:].lower(), "供应商", "明早上门"):
        assert found(words) == [complaint]


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["，", "!?", "  "])
def test_punctuation_alone_is_refused_in_a_sentence(words: str) -> None:
    if not words.strip():
        return
    with pytest.raises(NothingToSearch):
        found(words)


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["%", "_", "漏%电", "'漏电'", "\\漏电", "漏电' | 'x"])
def test_signs_of_the_database_mean_themselves(words: str) -> None:
    cast.wang_complains()
    with contextlib.suppress(NothingToSearch):
        assert found(words) == []


@pytest.mark.django_db
def test_results_are_newest_first_page_by_page_and_pass_the_filter() -> None:
    complaints = [cast.wang_complains(place=cast.department()) for _ in range(5)]
    closed = complaints.pop(2)
    actions.withdraw_complaint(by=cast.lin().actor, at=cast.MONDAY, complaint=closed, reason="好了")
    expected = complaints[::-1]

    first = list_complaints(SYSTEM, Filter(search="漏电", open=True), at=cast.MONDAY, size=3)
    second = list_complaints(
        SYSTEM, Filter(search="漏电", open=True), at=cast.MONDAY, size=3, cursor=first.next
    )

    assert (first.rows, second.rows) == (expected[:3], expected[3:])
    assert second.next == ""
    assert count_complaints(SYSTEM, Filter(search="漏电", open=True), at=cast.MONDAY) == 4


@pytest.mark.django_db
def test_a_handler_finds_only_the_own_department() -> None:
    own = cast.wang_complains(place=cast.department())
    cast.wang_complains(place=cast.logistics())
    assert found("漏电", by=cast.chen().actor) == [own]


@given(st.integers(1, 10**8))
def test_stretches_cover_every_id_once_from_the_newest(top: int) -> None:
    ceiling = top
    for blocks, floor in stretches(top):
        assert 0 <= floor < ceiling
        for complaint_id in {floor, ceiling - 1, (floor + ceiling) // 2} - {ceiling}:
            assert any(f"'{token}'" in blocks for token in block_tokens(complaint_id))
        ceiling = floor
    assert ceiling == 0
    assert len(block_tokens(top)) == len(LEVELS)


TEXTS = st.text(alphabet="退款漏电客服 abAB1234，。😀", min_size=1, max_size=30)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None)
@given(text=TEXTS, cut=st.tuples(st.integers(0, 29), st.integers(1, 6)))
def test_any_piece_of_a_text_finds_it(text: str, cut: tuple[int, int]) -> None:
    if not text.strip():
        return
    complaint = cast.wang_complains(account=text)
    piece = complaint.account[cut[0] : sum(cut)].strip()
    if any(ch.isalnum() for ch in piece):
        assert complaint in found(piece)


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_counting_on_from_the_first_page_counts_all(size: int) -> None:
    for _ in range(3):
        cast.wang_complains()
    wanted = Filter(search="漏电")
    first = list_complaints(SYSTEM, wanted, at=cast.MONDAY, size=size)

    counts = [
        count_complaints(SYSTEM, wanted, at=cast.MONDAY, first=page) for page in (None, first)
    ]

    assert counts == [3, 3]
