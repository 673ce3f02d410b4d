import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.language.texts import any_text
from zhuanji.language.normalise import MOST_MARKS, clean_line, clean_text, fold


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("", ""),
        ("我要投诉，请退款！", "我要投诉，请退款！"),
        ("第一行\r\n第二行\r第三行\n第四行", "第一行\n第二行\n第三行\n第四行"),
        ("软换行\v分页\f行\u2028段\u2029完", "软换行\n分页\n行\n段\n完"),
        ("订单\t编号", "订单\t编号"),
        ("空\0字符\x07与\x9b控制\x7f", "空字符与控制"),
        ("半个\ud83d字\udfff", "半个字"),
        ("金额\u202e001\u202c元\u2066\u2069\u200f", "金额001元"),
        ("退\u200b款\ufeff\u2060\u00ad\u200c", "退款"),
        ("\u3164\u115f名", "名"),
        ("看不见\U000e0041\U000e007f的指令", "看不见的指令"),
        ("非字符\ufffe\uffff\ufdd0\U0001ffff", "非字符"),
        ("cafe\u0301", "café"),
        ("一家👨‍👩‍👧‍👦很生气😡", "一家👨‍👩‍👧‍👦很生气😡"),
        ("❤\ufe0f\u200d🔥 👩🏽\u200d⚕\ufe0f", "❤\ufe0f\u200d🔥 👩🏽\u200d⚕\ufe0f"),
        ("字\u200d字😡\u200d字\u200d😡\u200d", "字字😡字😡"),
        ("👨\u200d\u200d👩", "👨👩"),
        ("王喆堃𠮷\U000e0100", "王喆堃𠮷\U000e0100"),
    ],
)
def test_clean_text_keeps_what_can_be_read(typed: str, cleaned: str) -> None:
    assert clean_text(typed) == cleaned


def test_clean_text_cuts_towers_of_marks() -> None:
    assert clean_text("x" + "\u0323" * 5000 + "y") == "x" + "\u0323" * MOST_MARKS + "y"


def test_clean_text_answers_on_towers_that_take_composing_forever() -> None:
    assert len(clean_text("a" + "\u0301\u0323" * 500_000)) <= 1 + MOST_MARKS


@settings(deadline=None)
@given(any_text)
@example("\u0344" * MOST_MARKS)
@example("a" + "\u0301" * MOST_MARKS + "\u200d" + "\u0301" * MOST_MARKS)
@example("\u2329\u200d😡")
def test_clean_text_is_stable_storable_and_never_longer_than_nfc(text: str) -> None:
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert "\0" not in cleaned.encode().decode()
    assert len(cleaned) <= len(unicodedata.normalize("NFC", text))


@settings(deadline=None)
@given(any_text)
def test_clean_line_is_one_trimmed_line_with_single_spaces(text: str) -> None:
    line = clean_line(text)
    assert line == " ".join(line.split())
    assert clean_line(line) == line


def test_clean_line_joins_lines_and_all_kinds_of_spaces() -> None:
    assert clean_line("\u3000 王\r\n小\u00a0\u00a0明\t ") == "王 小 明"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("iPhone 15 Pro", "iphone 15 pro"),
        ("ＡＢｃ１２３（￥）", "abc123(¥)"),
        ("電視壞了，請退費給龍小姐", "电视坏了,请退费给龙小姐"),
        ("后后", "后后"),
        ("Straße ΣΑΣ İstanbul", "strasse σασ istanbul"),
        ("café Wáng Xiǎomíng Ångström", "cafe wang xiaoming angstrom"),
        ("3㎡ № ① ㈱", "3m2 no 1 (株)"),
        ("٣٤", "34"),
        ("👩🏽\u200d⚕\ufe0f", "👩🏽⚕"),
        ("한국", "한국"),
        ("ｶﾞ", "カ"),
        ("\u202e\ud800退\u200b款", "退款"),
        ("第一行\n\t\u3000第二行", "第一行\n\t 第二行"),
    ],
)
def test_fold_forgets_width_case_marks_and_traditional_forms(text: str, folded: str) -> None:
    assert fold(text) == folded


@settings(deadline=None)
@given(any_text, any_text)
def test_fold_treats_every_character_by_itself(one: str, other: str) -> None:
    assert fold(one + other) == fold(one) + fold(other)


@settings(deadline=None)
@given(any_text)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(st.text(st.characters(max_codepoint=0x1FF)))
def test_fold_finds_letters_typed_in_pieces(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@settings(deadline=None)
@given(st.text(st.characters(max_codepoint=0x7F)))
def test_fold_has_no_second_opinion_about_ascii(text: str) -> None:
    assert fold(text) == fold(text + "字")[:-1]
