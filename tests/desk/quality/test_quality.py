"""研判质量: figures, drawings, and who may decide."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import cast
from tests.triage.learned import decided
from zhuanji.desk.quality import charts
from zhuanji.staff.models import User
from zhuanji.triage.actions import assess_complaints, review_case
from zhuanji.triage.models import AuditCase, Confirmation, Learning, ModelVersion
from zhuanji.triage.queries.quality import quality_of, stability_index
from zhuanji.triage.queries.threshold import Point

pytestmark = pytest.mark.django_db
PAGE = "/desk/triage/"


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def version(number: int, *, in_use: bool, words: list[str] | None = None) -> ModelVersion:
    figures = {"macro_f1": 0.9, "accuracy": 0.9, "calibration_error": 0.02}
    card = {
        "texts": {"quality": 40},
        "held_out": 8,
        "new": figures,
        "old": figures,
        "words": {"quality": words or ["漏水"]},
        "examined": 40,
        "curve": [[2.0, 0.5, 1.0], [1.0, 0.8, 0.96], [0.5, 1.0, 0.9]],
    }
    return ModelVersion.objects.create(
        head="category", number=number, blob=b"", card=card, in_use=in_use, made_at=cast.MONDAY
    )


def test_an_empty_page_says_how_learning_begins() -> None:
    shown = signed_in(cast.zhou()).get(PAGE).content.decode()

    assert "还没有人对建议作过决定" in shown
    assert "<svg" not in shown


def test_figures_come_from_what_people_decided() -> None:
    decided(each=10, proposed="price")
    found = quality_of(cast.su().actor, "category", at=cast.MONDAY)

    assert (found.all.cases, found.all.right) == (30, 10)
    assert [(one.name, one.cases, one.right) for one in found.categories] == [
        ("logistics", 10, 0),
        ("price", 10, 10),
        ("quality", 10, 0),
    ]
    assert found.confused == [("logistics", "price", 10, 10), ("quality", "price", 10, 10)]
    assert found.matrix.names == ["logistics", "price", "quality"]
    assert found.matrix.rows == [[0, 10, 0], [0, 10, 0], [0, 10, 0]]
    assert found.reliability == [(0.75, 1 / 3, 30)]
    assert found.choice.points == [Point(1.0, 1 / 3, 0.75)]
    assert sum(one.cases for row in found.by_month.values() for one in row.values()) == 30
    assert (found.sampled.all.cases, found.sampled.all.interval) == (0, (0.0, 1.0))


def test_what_was_reviewed_by_lot_is_told_apart() -> None:
    Learning.objects.create(head="category", audit_share=1.0)
    for label in ("quality.leak", "quality.leak", "safety"):
        cast.wang_complains(account="电水壶用了三天就漏水，壶底一直滴水，密封圈是坏的。")
        assess_complaints(at=cast.MONDAY)
        case = AuditCase.objects.select_related("complaint").get(at=None)
        review_case(by=cast.zhou().actor, at=timezone.now(), case=case, label=label)

    found = quality_of(cast.su().actor, "category", at=timezone.now())
    shown = signed_in(cast.zhou()).get(PAGE).content.decode()
    assert (found.sampled.all.cases, found.sampled.all.right, found.all.cases) == (3, 2, 0)
    assert [round(end, 2) for end in found.sampled.all.interval] == [0.21, 0.94]
    assert "66.7 %" in shown
    assert "21 至 94 %" in shown


def test_what_proposes_now_is_measured_apart_from_what_did_before() -> None:
    rows = decided(each=10, proposed="price")
    version(2, in_use=True)
    now = [row.pk for row in rows if row.label == "price"][:4]
    Confirmation.objects.filter(pk__in=now).update(model_version="2")
    Confirmation.objects.filter(pk=rows[-1].pk).exclude(pk__in=now).update(model_version="1")

    found = quality_of(cast.su().actor, "category", at=cast.MONDAY).since
    shown = signed_in(cast.zhou()).get(PAGE).content.decode()

    assert (found.daily.cases, found.daily.right, found.daily.sure_right) == (4, 4, 4)
    assert (found.daily_before.cases, found.daily_before.right) == (26, 6)
    assert [(what, is_now) for what, is_now, _era in found.rows] == [
        ("daily", True),
        ("daily", False),
    ]
    assert "预计正确率 96.0 %；启用以来 4 条明确建议实测正确 100.0 %" in shown


def test_figures_from_before_the_model_are_marked_as_such() -> None:
    decided(each=10, proposed="price")
    version(2, in_use=True)
    shown = signed_in(cast.zhou()).get(PAGE).content.decode()

    assert "上方数字均测自模型 2启用之前" in shown
    assert "模型 2 启用以来，还没有人对明确建议作出判断" in shown


def test_using_what_is_in_use_changes_nothing() -> None:
    version(1, in_use=True)
    use = reverse("desk:quality_use")
    told = signed_in(cast.zhou()).post(use, {"number": "1"}, follow=True).content.decode()

    assert "这就是当前启用的版本" in told


def test_words_that_mean_nothing_are_not_what_was_learned() -> None:
    version(1, in_use=True, words=["的", "漏水", "我", "一直", "就"])
    shown = signed_in(cast.zhou()).get(PAGE).content.decode().partition("quality-learned")[2]

    assert (shown.count("<bdi>漏水</bdi>"), "一直" in shown) == (1, False)


def test_the_page_draws_them() -> None:
    decided(each=10, proposed="price")
    version(2, in_use=True)
    version(1, in_use=False, words=["滴水"])
    shown = signed_in(cast.su()).get(PAGE).content.decode()

    assert shown.count("<svg") == 3
    assert "33.3 %" in shown
    assert "<ins><bdi>漏水</bdi></ins><del><bdi>滴水</bdi></del>" in shown
    assert "style=" not in shown.partition("<main")[2]


@pytest.mark.parametrize("each", [1, 3])
def test_more_rows_cost_no_more_questions(each: int) -> None:
    decided(each=each, proposed="price")
    for number in range(each):
        version(number + 1, in_use=number == 0)
    client = signed_in(cast.zhou())
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(PAGE)

    assert len(asked) <= 16


def test_who_may_see_it_and_who_may_decide() -> None:
    version(1, in_use=False)
    seen = {one.username: signed_in(one).get(PAGE) for one in (cast.zhou(), cast.su(), cast.lin())}
    use = reverse("desk:quality_use")

    assert [answer.status_code for answer in seen.values()] == [200, 200, 403]
    assert ['name="number"' in seen[name].content.decode() for name in ("zhou", "su")] == [
        True,
        False,
    ]
    signed_in(cast.su()).post(use, {"number": "1"})
    assert not ModelVersion.objects.filter(in_use=True).exists()
    assert signed_in(cast.zhou()).post(use, {"number": "1"}).status_code == 302
    assert ModelVersion.objects.filter(in_use=True).exists()
    signed_in(cast.zhou()).post(use, {"number": ""})
    assert not ModelVersion.objects.filter(in_use=True).exists()


@pytest.mark.parametrize("typed", ["99999999999999999999", "x", "7", "-1"])
def test_a_version_that_is_not_there_is_refused_in_a_sentence(typed: str) -> None:
    answer = signed_in(cast.zhou()).post(
        reverse("desk:quality_use"), {"number": typed}, follow=True
    )

    assert "没有这个版本" in answer.content.decode()


def test_the_threshold_is_chosen_on_the_curve() -> None:
    version(1, in_use=True)
    client, chosen = signed_in(cast.zhou()), reverse("desk:quality_precision")
    before = client.get(PAGE).content.decode()
    client.post(chosen, {"precision": "own", "own": "89.5"})
    after = client.get(PAGE).content.decode()

    assert Learning.objects.get().precision == 0.895
    assert "对 80 % 的投诉给出明确建议（由人确认后生效），其中约 96.0 % 正确" in before
    assert "对 100 % 的投诉给出明确建议（由人确认后生效），其中约 90.0 % 正确" in after
    assert "周航" in after.partition('id="threshold"')[2]
    client.post(chosen, {"precision": "97"})
    assert Learning.objects.get().precision == 0.97


@pytest.mark.parametrize("typed", ["", "2", "nan", "101", "inf", "九成", "9" * 400])
def test_a_share_that_is_none_is_refused_and_kept(typed: str) -> None:
    version(1, in_use=True)
    answer = signed_in(cast.zhou()).post(
        reverse("desk:quality_precision"), {"precision": "own", "own": typed}, follow=True
    )
    shown = answer.content.decode()

    assert "请填写 50 至 100 % 之间的比例" in shown
    assert (f'value="{typed[:20]}"' in shown.partition("quality-own")[2]) or not typed
    assert not Learning.objects.exclude(precision=0.95).exists()


def test_without_a_model_it_says_how_sure_words_must_be() -> None:
    decided(each=10, proposed="price")
    client, chosen = signed_in(cast.zhou()), reverse("desk:quality_precision")
    refused = client.post(chosen, {"precision": "95"}, follow=True).content.decode()

    assert "预案词语从未这样准确过" in refused
    Confirmation.objects.update(label="price", probability=0.82)
    client.post(chosen, {"precision": "95"})
    assert Learning.objects.get().sure == 0.8


def test_how_many_are_drawn_is_chosen_by_the_lead() -> None:
    client, share = signed_in(cast.zhou()), reverse("desk:quality_share")
    client.post(share, {"share": "12.5%", "least": "8"})

    assert Learning.objects.values_list("audit_share", "audit_least").get() == (0.125, 8)
    shown = client.post(share, {"share": "800", "least": "x"}, follow=True).content.decode()
    assert "请填写 0 至 100 % 之间的比例" in shown
    assert 'value="800"' in shown


def test_training_too_early_is_refused_in_a_sentence() -> None:
    answer = signed_in(cast.zhou()).post(reverse("desk:quality_train"), follow=True)

    assert "三十件" in answer.content.decode()


def test_the_stability_index_is_small_for_the_same_mix() -> None:
    same = stability_index({"a": 500, "b": 500}, {"a": 50, "b": 50})
    moved = stability_index({"a": 500, "b": 500}, {"a": 90, "b": 10})

    assert same < 0.001
    assert moved > 0.25
    assert stability_index({}, {"a": 1}) == 0


def test_shares_find_their_places() -> None:
    [bar] = charts.bars([("3", 0.5, "")])

    assert bar.height == pytest.approx((charts.HEIGHT - charts.TOP - charts.BOTTOM) / 2)
    assert (charts.up(1), charts.up(0.5, 0.5)) == (charts.TOP, charts.HEIGHT - charts.BOTTOM)
    assert [charts.floor_of(shares) for shares in ([0.9, 0.85], [0.6], [0.1], [])] == [
        0.8,
        0.5,
        0,
        0,
    ]
