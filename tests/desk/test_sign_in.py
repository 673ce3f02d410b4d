import pytest
from django.test import Client

from tests.cast import PASSWORD, lin
from zhuanji.desk.sign_in import tries
from zhuanji.history.models import Entry

pytestmark = pytest.mark.django_db
URL = "/desk/sign-in/"
WRONG = "Name and password do not match. Check both; an administrator can set a new password."


@pytest.fixture(autouse=True)
def nobody_tried_before() -> None:
    tries._failures.storage.reset()


@pytest.fixture
def client() -> Client:
    return Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="en")


def test_sign_in_leads_to_where_one_wanted_to_go(client: Client) -> None:
    lin()

    answer = client.post(URL, {"username": "lin", "password": PASSWORD, "next": "/desk/account/"})

    assert (answer.status_code, answer["Location"]) == (302, "/desk/account/")
