"""Everything we say is said in Chinese."""

from tools import translations


def test_every_sentence_is_translated_and_none_is_left_over() -> None:
    homes = translations.homes().items()

    assert [fault for path, places in homes for fault in translations.problems(path, places)] == []


def test_the_desk_speaks_for_what_belongs_to_no_app() -> None:
    path = translations.PACKAGE / "desk/locale/zh_Hans/LC_MESSAGES/django.po"
    spoken = {message.id for message in translations.kept(path)}

    assert spoken >= {"This cannot be done now.", "English"}
