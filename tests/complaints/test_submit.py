"""What a complainant hands in by themselves is kept whole, once, and touches nobody else's file."""

import pytest

from tests.cast import ACCOUNT, MONDAY, wang_complains
from zhuanji.attachments.files import StoredFile, store_file
from zhuanji.complaints.actions import submit_complaint
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.queries import attachment_for_complainant, shown_to_complainant
from zhuanji.complaints.registration import read_registration
from zhuanji.correspondence.models import Message
from zhuanji.customers.models import ContactPoint
from zhuanji.history.queries import story_of
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotAllowed
from zhuanji.staff.roles import Right

pytestmark = pytest.mark.django_db
FORM = Actor(key="portal", name="网上表单", rights=frozenset({Right.REGISTER}))


def submitted(key: str = "web:1", files: tuple[StoredFile, ...] = (), **words: object) -> Complaint:
    given = read_registration({"channel": "web", "account": ACCOUNT, **words})
    return submit_complaint(by=FORM, at=MONDAY, given=given, source_key=key, files=files)


def note(words: bytes) -> StoredFile:
    return store_file("经过.txt", [words])


def test_words_and_files_are_kept_together() -> None:
    complaint = submitted(files=(note(b"one"), note(b"two")))
    seen = shown_to_complainant(complaint, at=MONDAY)
    assert [e.attachment.sha256 for e in seen.evidence] == [
        note(b"one").sha256,
        note(b"two").sha256,
    ]
    assert [(entry.kind, entry.by) for entry in story_of(complaint.about)] == [
        ("complaint.registered", "portal"),
        ("complaint.evidence_added", "complainant"),
    ]


def test_the_same_again_changes_nothing() -> None:
    first = submitted(files=(note(b"one"),))
    again = submitted(files=(note(b"one"),))
    assert again == first
    assert first.evidence.count() == 1


def test_another_account_under_the_same_key_is_another_complaint_once() -> None:
    first = submitted()
    second = submitted(account="另一件事：快递被拆开过。")
    assert submitted(account="另一件事：快递被拆开过。") == second != first
    assert Complaint.objects.count() == 2


def test_a_stranger_cannot_put_an_address_into_a_customers_file() -> None:
    wang = wang_complains(customer={"name": "王建国", "phone": "13800138000"}).customer
    complaint = submitted(customer={"name": "李四", "phone": "138 0013 8000", "email": "x@evil.cn"})
    assert complaint.customer == wang
    points = ContactPoint.objects.filter(customer=wang).values_list("value", flat=True)
    assert list(points) == ["+8613800138000"]
    kept = Message.objects.get(thread=complaint.thread)
    assert kept.body.endswith("李四, 138 0013 8000, x@evil.cn")


def test_a_known_customer_who_says_nothing_new_leaves_no_message() -> None:
    wang_complains(customer={"name": "王建国", "phone": "13800138000"})
    complaint = submitted(customer={"name": "王建国", "phone": "+86 138-0013-8000"})
    assert shown_to_complainant(complaint, at=MONDAY).messages == []


def test_only_who_may_register_submits() -> None:
    given = read_registration({"channel": "web", "account": ACCOUNT})
    with pytest.raises(NotAllowed):
        submit_complaint(by=Actor(key="x", name="x"), at=MONDAY, given=given, source_key="web:9")


def test_a_file_of_another_complaint_is_not_there() -> None:
    mine, other = submitted("web:1", (note(b"one"),)), submitted("web:2", (note(b"two"),))
    key = other.evidence.get().attachment.key
    assert attachment_for_complainant(other, key) is not None
    assert attachment_for_complainant(mine, key) is None
