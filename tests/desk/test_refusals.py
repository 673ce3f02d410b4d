import json
import logging

import pytest
from django.test import Client
from pytest_django import Settings

from tests.cast import lin

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.desk.refusing_urls")]

ANSWERS = {
    "not-allowed": (403, "Your role does not allow this."),
    "not-found": (404, "There is nothing here by that number."),
    "forbidden": (403, "Your role does not allow this."),
    "stale": (409, "Somebody else changed this in the meantime."),
    "invalid": (422, "Check the number."),
    "too-long": (422, "Something that was entered cannot be stored"),
    "away": (503, "The database does not answer."),
    "accident": (500, "Nothing was saved."),
}


@pytest.fixture(autouse=True)
def quiet_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)


@pytest.mark.parametrize("reason", ANSWERS)
def test_a_refusal_is_a_page_with_a_sentence_and_ways_on(visitor: Client, reason: str) -> None:
    visitor.force_login(lin())

    answer = visitor.get(f"/desk/refuse/{reason}/")

    page = answer.content.decode()
    status, sentence = ANSWERS[reason]
    assert answer.status_code == status
    assert sentence in page
    assert "Back to what I was doing" in page
    assert "secret words" not in page


@pytest.mark.parametrize("reason", ANSWERS)
def test_a_piece_of_a_page_gets_a_notice_and_is_not_replaced(visitor: Client, reason: str) -> None:
    visitor.force_login(lin())

    answer = visitor.post(f"/desk/refuse/{reason}/", headers={"hx-request": "true"})

    status, sentence = ANSWERS[reason]
    said = json.loads(answer["HX-Trigger"])["toast"]
    assert (answer.status_code, answer["HX-Reswap"], answer.content) == (status, "none", b"")
    assert sentence in said["text"]
    assert said["kind"] == "error"


def test_every_problem_is_named_and_escaped(visitor: Client) -> None:
    page = visitor.get("/desk/refuse/invalid/").content.decode()

    assert "Say &lt;b&gt;what&lt;/b&gt;." in page
    assert "Check the number." in page


def test_a_refusal_speaks_the_readers_language(visitor: Client) -> None:
    page = visitor.get("/desk/refuse/not-allowed/", headers={"accept-language": "zh-CN"})

    assert "您的角色没有此项权限" in page.content.decode()


def test_the_database_away_says_when_to_come_back(visitor: Client) -> None:
    assert visitor.get("/desk/refuse/away/")["Retry-After"] == "30"


def test_an_accident_has_the_same_number_on_the_page_and_in_the_log(
    visitor: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, logger="zhuanji.desk.errors"):
        page = visitor.get("/desk/refuse/accident/").content.decode()

    code = caplog.records[0].getMessage().split()[1]
    assert len(code) == 8
    assert f"Mention this number when you ask for help: {code}" in page


def test_an_unknown_address_is_told_without_repeating_it(visitor: Client) -> None:
    answer = visitor.get("/desk/there-is-no-such-page/")

    assert answer.status_code == 404
    assert "There is no page at this address." in answer.content.decode()
    assert "there-is-no-such-page" not in answer.content.decode().split("<body", 1)[1]


@pytest.mark.parametrize("words", ["nu\0l", "\0"])
def test_signs_that_cannot_be_stored_are_a_sentence(visitor: Client, words: str) -> None:
    asked = visitor.get("/desk/echo/", {"words": words})
    sent = visitor.post("/desk/echo/", {"words": words})

    assert (asked.status_code, sent.status_code) == (422, 422)


def test_too_many_fields_are_a_sentence(visitor: Client, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3

    answer = visitor.post("/desk/echo/", {f"field{n}": "x" for n in range(5)})

    assert answer.status_code == 400
    assert "Too many fields or files were sent at once." in answer.content.decode()


def test_too_large_a_body_is_a_sentence(visitor: Client, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    answer = visitor.post("/desk/echo/", {"words": "很长" * 100})

    assert answer.status_code == 413
    assert "What was sent is too large." in answer.content.decode()


def test_an_unknown_host_is_a_sentence(visitor: Client) -> None:
    answer = visitor.get("/desk/sign-in/", headers={"host": "elsewhere.example"})

    assert answer.status_code == 400
    assert "The request could not be read." in answer.content.decode()


def test_a_forged_or_stale_form_is_told_what_to_do() -> None:
    visitor = Client(
        enforce_csrf_checks=True, headers={"accept-language": "en", "host": "localhost"}
    )

    answer = visitor.post("/desk/sign-in/", {"username": "lin"})

    assert answer.status_code == 403
    assert "The page is out of date" in answer.content.decode()


def test_a_lost_session_never_swaps_the_sign_in_page_into_a_piece(visitor: Client) -> None:
    answer = visitor.get("/desk/account/", headers={"hx-request": "true"})

    said = json.loads(answer["HX-Trigger"])["toast"]
    assert (answer.status_code, answer["HX-Reswap"]) == (401, "none")
    assert said["text"].startswith("You are signed out. Everything you typed is still here")
