"""The same request with the same key happens once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.utils import timezone

from tests.api.machines import BODY, machine, post, registered
from zhuanji.api.actions import forget_answers
from zhuanji.api.models import KeptAnswer
from zhuanji.complaints.models import Complaint, Evidence

KEY = {"Idempotency-Key": "5f0c7c1e-8d0a-4c1b-9a52-1b8f4a4e2f10"}


@pytest.mark.django_db
def test_a_repetition_gets_the_same_answer() -> None:
    client = machine()

    first = post(client, "/complaints", BODY, **KEY)
    again = post(client, "/complaints", BODY, **KEY)

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again.headers["Content-Type"] == first.headers["Content-Type"]
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    assert Complaint.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/complaints", "/complaints/bulk"])
def test_another_request_with_the_key_is_refused(path: str) -> None:
    client = machine()
    post(client, "/complaints", BODY, **KEY)

    response = post(client, path, {**BODY, "demand": "另一个"}, **KEY)

    assert (response.status_code, response.json()["code"]) == (422, "KeyUsedOtherwise")
    assert Complaint.objects.count() == 1


@pytest.mark.django_db
def test_keys_of_different_tokens_are_different() -> None:
    post(machine(), "/complaints", BODY, **KEY)
    post(machine(), "/complaints", BODY, **KEY)

    assert Complaint.objects.count() == 2


@pytest.mark.django_db
def test_a_refused_request_may_be_corrected_with_the_same_key() -> None:
    client = machine()

    refused = post(client, "/complaints", {**BODY, "account": ""}, **KEY)
    corrected = post(client, "/complaints", BODY, **KEY)

    assert (refused.status_code, corrected.status_code) == (422, 201)


@pytest.mark.django_db
def test_an_act_happens_once() -> None:
    client = machine()
    number = registered(client)

    first = post(client, f"/complaints/{number}/withdraw", {"reason": "客户撤诉"}, **KEY)
    again = post(client, f"/complaints/{number}/withdraw", {"reason": "客户撤诉"}, **KEY)

    assert (first.status_code, again.status_code) == (200, 200)
    assert first.content == again.content


@pytest.mark.django_db
def test_files_are_kept_once() -> None:
    client = machine()
    number = registered(client)

    def upload(content: bytes) -> Any:
        file = SimpleUploadedFile("收据.txt", content)
        path = f"/api/v1/complaints/{number}/evidence"
        return client.post(path, {"files": file}, headers=KEY)

    assert [upload(b"paid").status_code for _ in range(2)] == [201, 201]
    assert upload(b"other").status_code == 422
    assert Evidence.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "k" * 256, "clé", "a\x07b"])
def test_a_key_has_its_form(key: str) -> None:
    response = post(machine(), "/complaints", BODY, **{"Idempotency-Key": key})

    assert (response.status_code, Complaint.objects.count()) == (422, 0)
    assert response.json()["code"] == "KeyUnusable"


@pytest.mark.django_db
def test_answers_are_forgotten_after_three_days() -> None:
    post(machine(), "/complaints", BODY, **KEY)
    now = timezone.now()

    assert forget_answers(at=now + timedelta(hours=71)) == 0
    assert forget_answers(at=now + timedelta(hours=73)) == 1
    assert not KeptAnswer.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_have_one_effect() -> None:
    client = machine()

    def call(_number: int) -> tuple[int, bytes]:
        try:
            response = post(client, "/complaints", BODY, **KEY)
            return response.status_code, response.content
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        answers = set(threads.map(call, range(20)))

    assert len(answers) == 1
    assert (answers.pop()[0], Complaint.objects.count()) == (201, 1)
