"""The OpenAPI description says what is true: no two schemas share a name, choices are listed."""

import json
from typing import Any

from django.test import Client
from ninja.openapi.schema import OpenAPISchema

from zhuanji.api.v1 import api
from zhuanji.complaints.models import Deadline, Grade, Judgement, Link, Verdict
from zhuanji.complaints.stages import Stage
from zhuanji.correspondence.models import Message


class Recorder(OpenAPISchema):
    """Remembers every definition that is given under a name."""

    def __init__(self) -> None:
        self.given: dict[str, set[str]] = {}
        super().__init__(api, "api/v1")

    def add_schema_definitions(self, definitions: dict[str, Any]) -> None:
        for name, words in definitions.items():
            self.given.setdefault(name, set()).add(json.dumps(words, sort_keys=True, default=str))
        super().add_schema_definitions(definitions)


def schemas() -> dict[str, Any]:
    return json.loads(json.dumps(api.get_openapi_schema()))["components"]["schemas"]  # type: ignore[no-any-return]


def choices(schema: str, field: str) -> list[str]:
    """The values a field is said to take, wherever the description keeps them."""
    known = schemas()
    told = known[schema]["properties"][field]
    for place in (told, *told.get("anyOf", ()), *told.get("allOf", ()), told.get("items", {})):
        if "$ref" in place:
            place = known[place["$ref"].rsplit("/", 1)[-1]]  # noqa: PLW2901 - followed
        if "enum" in place:
            return [str(value) for value in place["enum"]]
    return []


def test_no_two_schemas_share_a_name() -> None:
    shared = {name: len(told) for name, told in Recorder().given.items() if len(told) > 1}
    assert shared == {}


def test_the_reason_of_a_judgement_is_one_of_its_reasons() -> None:
    assert choices("JudgementGiven", "reason") == Judgement.Reason.values
    assert choices("JudgementShown", "reason") == Judgement.Reason.values


def test_every_choice_is_listed_where_it_is_given_or_shown() -> None:
    told = {
        "Registered.stage": Stage.values,
        "Stand.stage": Stage.values,
        "Stand.grade": Grade.values,
        "Stand.verdict": ["", *Verdict.values],
        "LinkShown.kind": Link.Kind.values,
        "LinkShown.stage": Stage.values,
        "LinkGiven.kind": Link.Kind.values,
        "Due.kind": Deadline.Kind.values,
        "JudgementShown.verdict": Verdict.values,
        "JudgementShown.state": Judgement.State.values,
        "JudgementGiven.verdict": Verdict.values,
        "Said.direction": Message.Direction.values,
        "Said.kind": Message.Kind.values,
        "Said.state": Message.State.values,
        "BulkOutcome.state": ["registered", "registered_before", "refused"],
        "Shown.language": ["zh-hans", "en"],
        "Classification.grade": Grade.values,
        "AskedComplaints.stage": Stage.values,
        "AskedComplaints.order": ["newest", "due", "grade"],
        "AskedComplaints.due": ["", "overdue", "soon", "today"],
        "AskedComplaints.open": ["", "1", "0"],
    }
    assert {place: choices(*place.split(".")) for place in told} == told


def test_what_takes_one_of_few_words_lists_them() -> None:
    """A field named like a choice is a choice, or free text that this test knows."""
    names = {"stage", "grade", "verdict", "channel", "kind", "state", "direction", "tier"}
    # Kinds of history grow with every version: a reader must bear new ones.
    free = {"Line.kind", "DeliveryShown.kind"}
    plain = {
        f"{schema}.{field}"
        for schema, words in schemas().items()
        for field, told in words.get("properties", {}).items()
        if field in names and not choices(schema, field) and "|" not in told.get("pattern", "")
    }
    assert plain == free


def test_the_page_reads_in_the_language_of_its_reader_and_machines_read_english() -> None:
    chinese = Client(headers={"accept-language": "zh-CN"}).get("/api/v1/docs").text
    english = Client(headers={"accept-language": "en"}).get("/api/v1/docs").text
    assert ("?language=zh-hans" in chinese, "?language=" in english) == (True, False)
    told = Client().get("/api/v1/openapi.json?language=zh-hans").json()
    judge = told["paths"]["/api/v1/complaints/{number}/judge"]["post"]
    assert (judge["summary"], judge["tags"]) == ("认定投诉", ["处理"])
    assert judge["description"].startswith("认定投诉是否成立")
    assert "只做一次" in told["info"]["description"]
    assessment = told["paths"]["/api/v1/complaints/{number}/assessment"]["get"]
    assert assessment["summary"] == "查看智能研判"
    plain = Client().get("/api/v1/openapi.json").json()
    assert plain["paths"]["/api/v1/complaints/{number}/judge"]["post"]["tags"] == ["acts"]
    assert "Once only" in plain["info"]["description"]
