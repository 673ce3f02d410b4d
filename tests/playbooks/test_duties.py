"""What the law asks, by the day on which a complaint was received."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from zhuanji.complaints.models import Channel
from zhuanji.playbooks.duties import Duties, duties, duties_for


def told(on: date, **said: Any) -> list[tuple[str, str]]:
    asked: dict[str, Any] = {"category": "", "channel": "web", **said}
    return [(one.key, str(one.term)) for one in duties_for(on=on, **asked)]


@pytest.mark.parametrize(
    ("on", "mediation"),
    [
        (date(2019, 12, 31), []),
        (date(2026, 4, 14), [("authority_acceptance", "7wd"), ("mediation", "45wd")]),
        (date(2026, 4, 15), [("mediation", "60d")]),
    ],
)
def test_the_law_of_the_day_of_receipt_holds(on: date, mediation: list[tuple[str, str]]) -> None:
    assert told(on, channel="authority") == [("authority_answer", "7wd"), *mediation]


@pytest.mark.parametrize(
    ("said", "keys"),
    [
        ({}, []),
        ({"category": "policy.return_refused"}, ["refusal_red_line"]),
        ({"category": "efficiency.refund_late", "industry": "ecommerce"}, ["no_reason_refund", "refusal_red_line"]),
        ({"industry": "bank", "grade": "general"}, ["bank_answer"]),
        ({"industry": "bank", "grade": "major"}, ["bank_answer_complex"]),
        ({"industry": "bank"}, ["bank_answer", "bank_answer_complex"]),
        ({"industry": ["telecom", "hospitality"]}, ["telecom_answer"]),
        ({"industry": "hotline", "category": "public_utilities.heating", "grade": "general"}, ["hotline_dispatch_utilities", "hotline_dispatch"]),
        ({"industry": "fca_disp"}, ["disp_final_response", "disp_summary"]),
    ],
)  # fmt: skip
def test_a_duty_holds_for_what_it_is_about(said: dict[str, Any], keys: list[str]) -> None:
    assert [key for key, _term in told(date(2026, 11, 25), **said)] == keys


def test_every_duty_says_where_it_stands_and_how_sure_we_are() -> None:
    every = duties()

    assert {one.certainty for one in every} == {"read", "secondary", "memory"}
    assert [one.key for one in every if not (one.article and one.source)] == []
    assert [one.key for one in every if not set(one.channels) <= set(Channel)] == []
    red = next(one for one in every if one.key == "refusal_red_line")
    assert [str(line) for line in red.red_lines] == ["10d", "13d"]


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ([{"valid_to": date(2020, 1, 1)}], "ends_before_it_begins"),
        ([{"term": "7d", "red_lines": ["8d"]}], "red_line_too_late"),
        ([{"red_lines": ["8d"]}], "red_line_too_late"),
        ([{"valid_to": date(2026, 4, 15)}, {"valid_from": date(2026, 4, 15)}], "overlapping"),
        ([{"term": "-7d"}], "term_in_the_past"),
    ],
)
def test_duties_that_make_no_sense_are_refused(changes: list[dict[str, Any]], kind: str) -> None:
    plain = {
        "key": "a", "zh": "甲", "en": "A", "law": "法", "article": "1", "certainty": "read",
        "valid_from": date(2021, 1, 1), "reckons_from": "received", "source": "本文",
    }  # fmt: skip
    with pytest.raises(ValidationError) as refusal:
        Duties.model_validate({"duties": [{**plain, **one} for one in changes]})

    assert [error["type"] for error in refusal.value.errors()] == [kind]
