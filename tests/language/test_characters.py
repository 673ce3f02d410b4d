import pytest

from zhuanji.language.characters import CharacterTable, packaged_text


def test_a_character_table_asks_its_rule_once_per_ordinary_character() -> None:
    asked: list[str] = []

    def twice(character: str) -> str:
        asked.append(character)
        return character * 2

    assert "好a好𠮷𠮷".translate(CharacterTable(twice)) == "好好aa好好𠮷𠮷𠮷𠮷"
    assert asked == ["好", "a", "𠮷", "𠮷"]


def test_a_package_that_is_not_installed_is_named() -> None:
    with pytest.raises(ModuleNotFoundError, match="no_such_package"):
        packaged_text("no_such_package", "table.txt")
