import pytest
from hypothesis import given, settings
from pypinyin import Style, lazy_pinyin

from tests.language.texts import any_text
from zhuanji.language.pinyin import first_letters, initials, spelled
from zhuanji.language.surnames import COMPOUND, READ_OTHERWISE


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("王小明", "wxm"),
        ("單雄信", "sxx"),
        ("曾国藩", "zgf"),
        ("解晓东", "xxd"),
        ("欧阳修", "oyx"),
        ("尉迟恭", "ycg"),
        ("尉小兵", "wxb"),
        ("万俟卨", "mqx"),
        ("万单", "wd"),
        ("李长江", "lcj"),
        ("喆堃镕祎珺", "zkryj"),
        ("张 Tom", "zt"),
        ("John van Dyke", "jvd"),
        ("阿不都·热合曼", "abdrhm"),
        ("Ａ3区物业", "a3qwy"),
        (" 王　小\u200b明 先生", "wxmxs"),
        ("Ñandú", "n"),
        ("", ""),
        ("😡，-", ""),
    ],
)
def test_initials_of_a_name(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_the_table_of_readings_names_only_exceptions() -> None:
    usual = {name: lazy_pinyin(name, style=Style.FIRST_LETTER)[0] for name in READ_OTHERWISE}
    assert not READ_OTHERWISE.items() & usual.items()


def test_compound_surnames_have_two_characters_and_two_letters() -> None:
    assert {(len(name), len(letters)) for name, letters in COMPOUND.items()} == {(2, 2)}


@settings(deadline=None)
@given(any_text)
def test_initials_are_small_letters_and_digits(name: str) -> None:
    letters = initials(name)
    assert letters == "" or (letters.isascii() and letters.isalnum())
    assert letters == letters.lower()


def test_words_that_are_no_name_are_read_as_words() -> None:
    assert spelled("漏水lou") == "lou shui lou"
    assert [first_letters(one) for one in ("看板", "任务", "组长台", "Today")] == [
        "kb", "rw", "zzt", "Today",
    ]  # fmt: skip
