import pytest

from zhuanji.language.function_words import means_something


@pytest.mark.parametrize("word", ["的", "了", "就", "我", "一直", "", " ", "因為", "水"])
def test_what_holds_sentences_together_means_nothing_alone(word: str) -> None:
    assert not means_something(word)


@pytest.mark.parametrize("word", ["漏水", "快递", "退款", "態度"])
def test_what_names_a_thing_means_something(word: str) -> None:
    assert means_something(word)
