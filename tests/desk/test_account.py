import pytest
from django.test import Client

from tests.cast import PASSWORD, chen, lin
from zhuanji.history.queries import story_of
from zhuanji.staff.models import User

pytestmark = pytest.mark.django_db
URL = "/desk/account/"
NEW = "every complaint is a gift"


def test_the_page_says_who_one_is(visitor: Client) -> None:
    visitor.force_login(chen())

    page = visitor.get(URL).content.decode()

    assert [word for word in ("陈立", "chen", "Department handler", "质量部") if word in page] == [
        "陈立",
        "chen",
        "Department handler",
        "质量部",
    ]


def change(visitor: Client, old: str, new: str) -> int:
    words = {"old_password": old, "new_password1": new, "new_password2": new}
    return visitor.post(URL, words).status_code


def test_a_new_password_keeps_this_session_and_ends_the_others(visitor: Client) -> None:
    user = lin()
    other = Client()
    visitor.force_login(user)
    other.force_login(user)

    assert change(visitor, PASSWORD, NEW) == 302

    assert User.objects.get(pk=user.pk).check_password(NEW)
    assert (visitor.get(URL).status_code, other.get(URL).status_code) == (200, 302)
    assert [entry.kind for entry in story_of(f"user/{user.pk}")] == ["user.password_changed"]


@pytest.mark.parametrize(("old", "new"), [("wrong", NEW), (PASSWORD, "short"), (PASSWORD, "")])
def test_a_password_that_does_not_do_is_refused(visitor: Client, old: str, new: str) -> None:
    user = lin()
    visitor.force_login(user)

    assert change(visitor, old, new) == 422

    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_the_language_is_remembered_for_the_computer_and_the_person(visitor: Client) -> None:
    user = lin()
    visitor.force_login(user)

    answer = visitor.post("/desk/language/", {"language": "en", "next": URL})

    assert answer["Location"] == URL
    assert answer.cookies["django_language"].value == "en"
    assert User.objects.get(pk=user.pk).language == "en"


def test_choosing_the_same_language_again_is_no_news(visitor: Client) -> None:
    user = lin()
    visitor.force_login(user)

    visitor.post("/desk/language/", {"language": "zh-hans"})

    assert list(story_of(f"user/{user.pk}")) == []


def test_a_visitor_may_choose_the_language_too(visitor: Client) -> None:
    visitor.post("/desk/language/", {"language": "zh-hans"})

    assert '<html lang="zh-hans"' in visitor.get("/desk/sign-in/").content.decode()


def test_an_unknown_language_changes_nothing(visitor: Client) -> None:
    assert "django_language" not in visitor.post("/desk/language/", {"language": "xx"}).cookies


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_is_in_the_page_before_anything_is_painted(visitor: Client, theme: str) -> None:
    visitor.post("/desk/theme/", {"theme": theme})

    assert f'data-bs-theme="{theme}"' in visitor.get("/desk/sign-in/").content.decode()


@pytest.mark.parametrize("chosen", ["auto", "pink", ""])
def test_without_a_choice_the_theme_follows_the_system(visitor: Client, chosen: str) -> None:
    visitor.post("/desk/theme/", {"theme": chosen})

    page = visitor.get("/desk/sign-in/").content.decode()
    assert 'data-theme="auto"' in page
    assert "data-bs-theme" not in page


def test_a_choice_never_leads_to_another_site(visitor: Client) -> None:
    answer = visitor.post("/desk/theme/", {"theme": "dark", "next": "//elsewhere.example/"})

    assert answer["Location"] == "/desk/"
