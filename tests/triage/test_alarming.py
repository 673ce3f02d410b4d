"""What a grave rule of the playbook finds takes effect at once: grade, deadlines, whoever must know."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import MONDAY, chen, fang, lin, wang_complains, zhou
from zhuanji.complaints.actions import withdraw_complaint
from zhuanji.complaints.models import Complaint, Escalation
from zhuanji.history.models import Entry
from zhuanji.notices.models import Notice
from zhuanji.triage.actions import assess_complaints, settle_proposal

pytestmark = pytest.mark.django_db
LAST_WORDS = "贷款被你们催收打爆通讯录，我活不下去了，今晚就去跳楼。"
CALM = "水壶的盖子少了一个，请补发。"
SOON = MONDAY + timedelta(seconds=1)


def assessed(account: str) -> Complaint:
    complaint = wang_complains(account=account, owner=lin())
    assess_complaints(at=SOON)
    complaint.refresh_from_db()
    return complaint


def test_whoever_speaks_of_ending_their_life_is_an_emergency_before_anybody_has_read_it() -> None:
    lead = zhou()
    before = assessed(CALM).deadlines.get(kind="first_answer").due_at

    complaint = assessed(LAST_WORDS)

    assert complaint.grade == "emergency"
    assert complaint.deadlines.get(kind="first_answer").due_at < before
    line = Entry.objects.get(about=complaint.about, kind="complaint.classified")
    assert (line.by, line.details["before"], line.details["after"]) == (
        "system", "general", "emergency",
    )  # fmt: skip
    assert line.details["rules"] == ["self_harm"]
    told = Notice.objects.filter(user=lead, about=complaint.about, level="alarm")
    assert [one.facts["number"] for one in told] == [complaint.number]


def test_a_lawsuit_is_put_before_legal_with_what_was_found() -> None:
    counsel = fang()
    complaint = assessed("你们不赔我就起诉，律师函已经在写了。")
    assert complaint.grade == "major"
    assert Escalation.objects.filter(complaint=complaint, to="legal").count() == 1
    assert Notice.objects.filter(user=counsel, about=complaint.about).count() == 1


def test_nobody_hears_of_it_twice() -> None:
    zhou()
    complaint = assessed(LAST_WORDS)
    heard = Notice.objects.count()
    Complaint.objects.update(to_assess=True)
    assess_complaints(at=SOON)
    assert Notice.objects.count() == heard
    assert Entry.objects.filter(about=complaint.about, kind="complaint.classified").count() == 1


def test_the_grade_a_person_decided_stays() -> None:
    complaint = assessed(LAST_WORDS)
    settle_proposal(by=zhou().actor, at=SOON, complaint=complaint, head="grade", label="complex")
    Complaint.objects.update(to_assess=True)
    assess_complaints(at=SOON)
    complaint.refresh_from_db()
    assert complaint.grade == "complex"


def test_a_rule_that_only_suggests_changes_nothing_by_itself() -> None:
    complaint = assessed("再不处理我就打12315。")
    assert complaint.grade == "general"
    assert Escalation.objects.count() == 0


def test_what_is_finished_alarms_nobody() -> None:
    complaint = wang_complains(account=LAST_WORDS, owner=lin())
    withdraw_complaint(by=lin().actor, at=SOON, complaint=complaint, reason="误会")
    assess_complaints(at=SOON)
    complaint.refresh_from_db()
    assert (complaint.grade, Escalation.objects.count()) == ("general", 0)


def test_a_batch_of_alarms_costs_the_same_whatever_its_size() -> None:
    chen(), fang(), zhou()

    def cost(many: int) -> int:
        for _ in range(many):
            wang_complains(account=LAST_WORDS)
        with CaptureQueriesContext(connection) as queries:
            assess_complaints(at=SOON)
        return len(queries)

    cost(1)  # what is remembered from then on
    assert cost(1) == cost(3)
