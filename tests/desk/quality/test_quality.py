"""研判质量: figures, drawings, and who may decide."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.triage.learned import decided
from zhuanji.desk.quality import charts
from zhuanji.staff.models import User
from zhuanji.triage.models import Learning, ModelVersion
from zhuanji.triage.queries.quality import quality_of, stability_index

pytestmark = pytest.mark.django_db
PAGE = "/desk/triage/"


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def version(number: int, *, in_use: bool) -> ModelVersion:
    figures = {"macro_f1": 0.9, "accuracy": 0.9, "calibration_error": 0.02}
    card = {
        "texts": {"quality": 40},
        "held_out": 8,
        "new": figures,
        "old": figures,
        "words": {"quality": ["漏水"]},
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
    assert found.confused == [("logistics", "price", 10), ("quality", "price", 10)]
    assert found.reliability == [(0.75, 1 / 3, 30)]
    assert found.curve == [(1.0, 1 / 3)]
    assert sum(one.cases for one in found.months) == 30


def test_the_page_draws_them() -> None:
    decided(each=10, proposed="price")
    version(1, in_use=True)
    shown = signed_in(cast.su()).get(PAGE).content.decode()

    assert shown.count("<svg") == 3
    assert "33.3 %" in shown
    assert "漏水" in shown
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

    assert len(asked) <= 18


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


def test_the_threshold_is_chosen_by_the_lead() -> None:
    client = signed_in(cast.zhou())
    client.post(reverse("desk:quality_precision"), {"precision": "0.9"})

    assert Learning.objects.get().precision == 0.9
    for typed in ("", "2", "nan"):
        answer = client.post(reverse("desk:quality_precision"), {"precision": typed}, follow=True)
        assert "请从列出的准确率中选择一个" in answer.content.decode()
    assert Learning.objects.get().precision == 0.9


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
