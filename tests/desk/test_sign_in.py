import pytest
from django.test import Client

from tests.cast import PASSWORD, lin
from zhuanji.history.queries import story_of

pytestmark = pytest.mark.django_db
URL = "/desk/sign-in/"
WRONG = "Name and password do not match. Check both; an administrator can set a new password."


def test_sign_in_leads_to_where_one_wanted_to_go(visitor: Client) -> None:
    user = lin()

    answer = visitor.post(URL, {"username": "lin", "password": PASSWORD, "next": "/desk/account/"})

    assert (answer.status_code, answer["Location"]) == (302, "/desk/account/")
    assert [entry.kind for entry in story_of(f"user/{user.pk}")] == ["user.signed_in"]


def test_sign_in_never_leads_to_another_site(visitor: Client) -> None:
    lin()

    answer = visitor.post(
        URL, {"username": "lin", "password": PASSWORD, "next": "https://elsewhere.example/"}
    )

    assert answer["Location"] == "/desk/"


@pytest.mark.parametrize("name", ["lin", "nobody", "", "li\0n", "名" * 400, "<b>lin</b>"])
def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(
    visitor: Client, name: str
) -> None:
    lin()

    answer = visitor.post(URL, {"username": name, "password": "wrong"})

    assert answer.status_code == 422
    assert "<b>lin" not in answer.content.decode()


@pytest.mark.parametrize("name", ["lin", "nobody", "closed"])
def test_the_answer_does_not_tell_whether_somebody_exists(visitor: Client, name: str) -> None:
    lin()

    page = visitor.post(URL, {"username": name, "password": "wrong"}).content.decode()

    assert WRONG in page
    assert f'value="{name}"' in page


def test_guessing_is_slowed_down_per_name_and_address(visitor: Client) -> None:
    lin()
    for _ in range(10):
        visitor.post(URL, {"username": "lin", "password": "wrong"})

    refused = visitor.post(URL, {"username": "LIN", "password": PASSWORD})
    elsewhere = visitor.post(
        URL, {"username": "lin", "password": PASSWORD}, REMOTE_ADDR="203.0.113.9"
    )

    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 60
    assert f"Wait {refused['Retry-After']} seconds" in refused.content.decode()
    assert elsewhere.status_code == 302


def test_a_closed_account_does_not_open(visitor: Client) -> None:
    user = lin()
    user.is_active = False
    user.save()

    answer = visitor.post(URL, {"username": "lin", "password": PASSWORD})

    assert answer.status_code == 422
    assert WRONG in answer.content.decode()


def test_a_person_is_greeted_in_their_language(visitor: Client) -> None:
    user = lin()
    user.language = "en"
    user.save()

    answer = visitor.post(URL, {"username": "lin", "password": PASSWORD})

    assert answer.cookies["django_language"].value == "en"


def test_a_language_chosen_on_this_computer_stays(visitor: Client) -> None:
    lin()
    visitor.cookies["django_language"] = "en"

    answer = visitor.post(URL, {"username": "lin", "password": PASSWORD})

    assert "django_language" not in answer.cookies


def test_signing_out_ends_the_session(visitor: Client) -> None:
    visitor.force_login(lin())

    answer = visitor.post("/desk/sign-out/")

    assert answer["Location"] == URL
    assert visitor.get("/desk/")["Location"] == "/desk/sign-in/?next=/desk/"
