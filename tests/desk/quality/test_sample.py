"""复核抽样: what the lot drew, one after the other."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.desk.quality.test_quality import signed_in
from zhuanji.triage.actions import assess_complaints
from zhuanji.triage.models import AuditCase, Learning

pytestmark = pytest.mark.django_db
PAGE = "/desk/triage/sample/"
LEAK = "王建国的电水壶用了三天就漏水，壶底一直滴水，密封圈是坏的，电话13800138000。"


def drawn(number: int = 1) -> list[AuditCase]:
    Learning.objects.get_or_create(head="category", audit_share=1.0)
    for n in range(number):
        cast.wang_complains(account=f"{LEAK}第{n + 1}次。")
    assess_complaints(at=cast.MONDAY)
    return list(AuditCase.objects.order_by("pk"))


def test_nothing_drawn_is_said() -> None:
    assert "抽到的都已复核" in signed_in(cast.zhou()).get(PAGE).content.decode()


def test_one_after_the_other_is_agreed_to_or_corrected() -> None:
    first, second = drawn(2)
    client = signed_in(cast.zhou())
    shown = client.get(PAGE).content.decode()
    assert (first.complaint.number in shown, "第1次" in shown, "第2次" in shown) == (
        True,
        True,
        False,
    )
    client.post(reverse("desk:quality_review", args=[first.pk]), {"label": "quality.leak"})
    client.post(reverse("desk:quality_review", args=[second.pk]), {"label": "safety"})
    again = client.post(
        reverse("desk:quality_review", args=[second.pk]), {"label": "safety"}, follow=True
    )

    assert list(AuditCase.objects.order_by("pk").values_list("label", "by_name")) == [
        ("quality.leak", "周航"),
        ("safety", "周航"),
    ]
    assert "这一件已由同事复核" in again.content.decode()


def test_nobody_sees_what_was_proposed_before_judging() -> None:
    (case,) = drawn()
    client = signed_in(cast.zhou())
    shown = client.get(PAGE).content.decode().partition("<main")[2]
    buttons = shown.partition("quality-guess")[2].partition("quality-correct")[0]
    told = client.post(
        reverse("desk:quality_review", args=[case.pk]),
        {"label": "产品质量 › 漏水渗水"},
        follow=True,
    ).content.decode()

    assert ("btn-primary" in buttons, case.proposed in buttons) == (False, True)
    assert "建议的是" in told
    assert AuditCase.objects.get().label == "quality.leak"


def test_one_is_skipped_and_a_wrong_answer_refused() -> None:
    _first, second = drawn(2)
    client = signed_in(cast.zhou())
    skipped = client.get(f"{PAGE}?case={second.pk}").content.decode()
    refused = client.post(
        reverse("desk:quality_review", args=[second.pk]), {"label": "nothing"}, follow=True
    )

    assert ("第2次" in skipped, "第1次" in skipped) == (True, False)
    assert "请从列表中选择一个类别" in refused.content.decode()
    assert "第1次" in client.get(f"{PAGE}?case=x").content.decode()
    assert client.post(reverse("desk:quality_review", args=[0]), {}).status_code == 404


def test_who_sees_no_personal_data_sees_none_here() -> None:
    drawn()
    shown = signed_in(cast.su()).get(PAGE).content.decode()

    assert ("13800138000" in shown, "漏水" in shown) == (cast.su().actor.has("read_personal"), True)
    assert signed_in(cast.lin()).get(PAGE).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_more_cases_cost_no_more_questions(rows: int) -> None:
    drawn(rows)
    client = signed_in(cast.zhou())
    with CaptureQueriesContext(connection) as asked:
        client.get(PAGE)

    assert len(asked) <= 10
