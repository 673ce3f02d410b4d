"""Correcting the record, restating it, deciding who may see whom."""

import pytest

from tests import cast
from zhuanji.complaints import actions
from zhuanji.complaints.actions.correct import CORRECTABLE
from zhuanji.complaints.models import Complaint, Correction
from zhuanji.complaints.queries import Filter, list_complaints, timeline_of
from zhuanji.complaints.registration import Registration, read_registration
from zhuanji.history.models import Entry
from zhuanji.kernel.errors import Invalid, NotAllowed, NotFound

pytestmark = pytest.mark.django_db


def given(**words: object) -> Registration:
    return read_registration({"channel": "phone", "account": cast.ACCOUNT, **words})


def correct(complaint: Complaint, **words: object) -> Complaint:
    as_it_is = {name: getattr(complaint, name) for name in CORRECTABLE}
    return actions.correct_complaint(
        by=cast.lin().actor, at=cast.MONDAY, complaint=complaint, given=given(**as_it_is | words)
    )


def story(complaint: Complaint) -> list[str]:
    lines = Entry.objects.filter(about=complaint.about).order_by("sequence")
    return [kind.removeprefix("complaint.") for kind in lines.values_list("kind", flat=True)]


def test_a_correction_keeps_what_stood_there_before() -> None:
    complaint = cast.wang_complains(product="电水壶", batch="")

    correct(complaint, product="养生壶", batch="B2603")

    last = timeline_of(complaint)[-1]
    assert last.entry.details["fields"] == ["product", "batch"]
    changes = [(one.field, one.before, one.after) for one in last.corrections]
    assert changes == [("product", "电水壶", "养生壶")]  # the batch replaced nothing
    complaint.refresh_from_db()
    assert (complaint.product, complaint.batch) == ("养生壶", "B2603")


def test_correcting_nothing_leaves_no_line() -> None:
    complaint = cast.wang_complains(product="电水壶")

    correct(complaint)

    assert story(complaint) == ["registered"]


def test_the_customers_own_account_stays_as_it_was_given() -> None:
    complaint = cast.wang_complains()

    actions.correct_complaint(
        by=cast.lin().actor,
        at=cast.MONDAY,
        complaint=complaint,
        given=given(account="改写过的经过", subject="电水壶漏电"),
    )

    complaint.refresh_from_db()
    assert complaint.account == cast.ACCOUNT


def test_what_was_corrected_is_found_by_its_new_words_only() -> None:
    complaint = cast.wang_complains(product="电水壶", account="用了三天就坏了")
    actor = cast.lin().actor

    correct(complaint, product="养生杯", subject="坏了")

    found = {
        words: list_complaints(actor, Filter(search=words), at=cast.MONDAY).rows
        for words in ("养生杯", "电水壶")
    }
    assert found == {"养生杯": [complaint], "电水壶": []}


def test_findings_keep_their_earlier_wording() -> None:
    complaint, lin = cast.wang_complains(), cast.lin().actor
    for why in ("密封圈老化", "密封圈批次不良"):
        actions.record_findings(by=lin, at=cast.MONDAY, complaint=complaint, why=why)

    assert list(Correction.objects.values_list("before", "after")) == [
        ("密封圈老化", "密封圈批次不良")
    ]


@pytest.mark.parametrize("confirmed", [True, False, None])
def test_a_restatement_says_whether_the_customer_agreed(confirmed: bool | None) -> None:
    complaint, lin = cast.wang_complains(), cast.lin().actor

    actions.restate_complaint(
        by=lin,
        at=cast.MONDAY,
        complaint=complaint,
        restatement=" 水壶漏电，要求退款 ",
        confirmed=confirmed,
    )

    complaint.refresh_from_db()
    assert complaint.restatement == "水壶漏电，要求退款"
    assert complaint.restatement_confirmed is confirmed


def test_an_empty_restatement_is_refused_by_field() -> None:
    with pytest.raises(Invalid) as refusal:
        actions.restate_complaint(
            by=cast.lin().actor,
            at=cast.MONDAY,
            complaint=cast.wang_complains(),
            restatement=" \n",
            confirmed=True,
        )
    assert set(refusal.value.problems) == {"restatement"}


def test_confidentiality_is_one_line_however_often_it_is_set() -> None:
    complaint, lin = cast.wang_complains(owner=cast.lin()), cast.lin().actor

    for _ in range(2):
        actions.set_confidential(by=lin, at=cast.MONDAY, complaint=complaint, confidential=True)

    assert story(complaint) == ["registered", "confidentiality_changed"]


def test_whoever_reveals_says_why_and_it_is_on_record() -> None:
    complaint, su = cast.wang_complains(), cast.su().actor

    with pytest.raises(Invalid):
        actions.reveal_person(by=su, at=cast.MONDAY, complaint=complaint, reason=" ")
    actions.reveal_person(by=su, at=cast.MONDAY, complaint=complaint, reason="核对录音")

    line = Entry.objects.get(about=complaint.about, kind="complaint.person_revealed")
    assert (line.by, line.details) == (su.key, {"reason": "核对录音"})


def test_an_executive_reveals_nobody() -> None:
    with pytest.raises(NotAllowed):
        actions.reveal_person(
            by=cast.jiang().actor, at=cast.MONDAY, complaint=cast.wang_complains(), reason="好奇"
        )


def test_another_department_cannot_correct_what_it_cannot_see() -> None:
    complaint = cast.wang_complains(place=cast.department())
    with pytest.raises(NotFound):
        actions.correct_complaint(
            by=cast.wu().actor, at=cast.MONDAY, complaint=complaint, given=given()
        )
