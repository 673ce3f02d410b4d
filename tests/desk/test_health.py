import pytest
from django.db import OperationalError, connection
from django.test import Client


@pytest.mark.django_db
def test_healthy_while_the_database_answers(visitor: Client) -> None:
    answer = visitor.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_not_healthy_while_it_does_not(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", gone)

    answer = visitor.get("/healthz")

    assert (answer.status_code, answer.json()) == (503, {"status": "database away"})


def test_the_icon_that_browsers_ask_for_unasked_is_there(visitor: Client) -> None:
    answer = visitor.get("/favicon.ico")

    assert (answer.status_code, "desk/mark" in answer["Location"]) == (302, True)
