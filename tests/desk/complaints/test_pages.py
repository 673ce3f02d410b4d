"""The register page and the complaint page, by role, in queries, and through a whole life."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from zhuanji.complaints import actions
from zhuanji.complaints.models import Complaint
from zhuanji.customers.actions import add_purchase
from zhuanji.customers.models import ContactPoint
from zhuanji.desk.complaints.sentences import SENTENCES
from zhuanji.staff.models import User
from zhuanji.staff.roles import SYSTEM

pytestmark = pytest.mark.django_db
TYPED = {
    "channel": "phone",
    "grade": "general",
    "account": cast.ACCOUNT,
    "phone": "13800138000",
    "token": "t1",
}


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def decide(person: User, complaint: Complaint, name: str, **words: str) -> int:
    address = reverse("desk:complaint_decide", kwargs={"number": complaint.number, "what": name})
    return signed_in(person).post(address, words).status_code


def page_of(complaint: Complaint) -> str:
    return reverse("desk:complaint", kwargs={"number": complaint.number})


def test_registering_twice_with_one_token_is_one_complaint_of_the_agent() -> None:
    client = signed_in(cast.lin())

    answers = [client.post("/desk/register/", TYPED) for _ in range(2)]

    complaint = Complaint.objects.get()
    assert complaint.owner == cast.lin()
    assert [a.headers["Location"] for a in answers] == [f"{page_of(complaint)}?registered=1"] * 2
    assert complaint.number in client.get(answers[0].headers["Location"]).content.decode()


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays() -> None:
    wrong = {**TYPED, "phone": "no number", "occurred_at": "soon"}

    answer = signed_in(cast.lin()).post("/desk/register/", wrong)

    assert (answer.status_code, Complaint.objects.count()) == (422, 0)
    assert cast.ACCOUNT in answer.content.decode()


def test_a_number_that_looks_wrong_is_asked_about_once() -> None:
    client = signed_in(cast.lin())
    slip = {**TYPED, "phone": "1380013800"}

    asked = client.post("/desk/register/", slip)
    kept = client.post("/desk/register/", {**slip, "sure": "1380013800"})

    page = asked.content.decode()
    assert (asked.status_code, kept.status_code) == (422, 302)
    assert page.count('<input type="hidden" name="sure" value="1380013800">') == 1
    assert 'value="1380013800"' in page.replace('name="sure" value="1380013800"', "")
    assert ContactPoint.objects.get(kind="phone").value == "1380013800"


def test_letters_are_no_phone_number() -> None:
    answer = signed_in(cast.lin()).post("/desk/register/", {**TYPED, "phone": "abc12345"})
    assert (answer.status_code, Complaint.objects.count()) == (422, 0)
    assert 'name="sure"' not in answer.content.decode()


def test_a_complaint_is_taken_through_its_life_by_three_people() -> None:
    complaint = cast.wang_complains(owner=cast.lin())
    lin, zhou, chen = cast.lin(), cast.zhou(), cast.chen()
    steps: list[tuple[User, str, dict[str, str]]] = [
        (lin, "acknowledge", {}),
        (
            lin,
            "judge",
            {"verdict": "upheld", "reason": "facts_confirmed", "explanation": "漏电属实"},
        ),
        (zhou, "department", {"value": str(cast.department().pk)}),
        (chen, "handle", {}),
        (chen, "findings", {"how": "退款", "why": "绝缘层破损", "prevention": "换供应商"}),
    ]
    assert [decide(person, complaint, name, **words) for person, name, words in steps] == [302] * 5
    write = reverse("desk:complaint_write", kwargs={"number": complaint.number, "kind": "answer"})
    assert signed_in(chen).post(write, {"body": "已退款。", "token": "x"}).status_code == 302
    assert [decide(lin, complaint, name) for name in ("accept", "close")] == [302, 302]

    complaint.refresh_from_db()
    assert complaint.stage == "closed"
    assert signed_in(lin).get(page_of(complaint)).status_code == 200


def test_a_refusal_is_confirmed_by_a_second_person_only() -> None:
    complaint = cast.wang_complains(owner=cast.zhou())
    actions.acknowledge_due(at=cast.MONDAY)
    words = {"verdict": "not_upheld", "reason": "within_rules", "explanation": "符合约定"}
    assert decide(cast.zhou(), complaint, "judge", **words) == 302

    assert decide(cast.zhou(), complaint, "review", decision="confirm") == 403
    assert decide(cast.fang(), complaint, "review", decision="confirm") == 302

    complaint.refresh_from_db()
    assert (complaint.stage, complaint.verdict) == ("judged", "not_upheld")


def test_while_a_colleague_writes_a_reply_is_refused_and_its_text_kept() -> None:
    complaint = cast.wang_complains()
    address = {"number": complaint.number}
    signed_in(cast.he()).post(reverse("desk:complaint_lock", kwargs=address))

    answer = signed_in(cast.lin()).post(
        reverse("desk:complaint_write", kwargs={**address, "kind": "reply"}), {"body": "请稍候片刻"}
    )

    assert answer.status_code == 409
    assert "请稍候片刻" in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (cast.lin, 200),
        (cast.zhou, 200),
        (cast.chen, 200),
        (cast.wu, 404),
        (cast.su, 200),
        (cast.fang, 200),
        (cast.jiang, 200),
        (cast.qin, 200),
        (cast.ding, 200),
    ],
)
@pytest.mark.parametrize("piece", ["", "timeline/", "side/", "around/"])
def test_who_may_read_the_page_and_its_pieces(
    who: Callable[[], User], status: int, piece: str
) -> None:
    complaint = cast.wang_complains(place=cast.department())

    assert signed_in(who()).get(page_of(complaint) + piece).status_code == status


def test_a_note_may_call_whoever_may_read_the_complaint() -> None:
    complaint = cast.wang_complains(place=cast.department())
    cast.chen(), cast.he()
    cast.wu()  # of another department

    told = signed_in(cast.lin()).get(page_of(complaint) + "colleagues/").json()

    assert told["people"] == [
        {"name": "何静", "initials": "hj", "department": "坐席"},
        {"name": "陈立", "initials": "cl", "department": str(cast.department().name)},
    ]


def test_a_handler_sees_the_complainant_masked_until_a_reason_is_given() -> None:
    complaint = cast.wang_complains(place=cast.department())
    client = signed_in(cast.chen())
    before = client.get(page_of(complaint)).content.decode()

    assert decide(cast.chen(), complaint, "reveal", reason="回访核实") == 302

    assert "王建国" not in before
    assert "王建国" in client.get(page_of(complaint)).content.decode()


def queries_of(person: User, complaint: Complaint) -> int:
    client = signed_in(person)
    with CaptureQueriesContext(connection) as seen:
        client.get(page_of(complaint))
    return len(seen)


@pytest.mark.parametrize("who", [cast.lin, cast.chen])
def test_the_page_costs_the_same_for_one_and_three_messages(who: Callable[[], User]) -> None:
    complaint = cast.wang_complains(place=cast.department())
    actions.arrange_complaint(
        by=cast.zhou().actor,
        at=cast.MONDAY,
        complaint=complaint,
        field="owner",
        value=str(cast.lin().pk),
    )
    counts = []
    for _ in range(3):
        actions.add_note(by=cast.lin().actor, at=cast.MONDAY, complaint=complaint, body="看看")
        actions.reply_to_customer(
            by=cast.lin().actor, at=cast.MONDAY, complaint=complaint, body="核实中"
        )
        counts.append(queries_of(who(), complaint))

    # One of them is the bell's, one the departments' tasks, one whether the owner is away.
    assert counts[0] == counts[2] <= 15


def test_every_kind_of_history_line_has_its_sentence() -> None:
    source = Path(actions.__file__).parent
    code = "".join(path.read_text(encoding="utf-8") for path in source.glob("*.py"))
    recorded = set(re.findall(r'"complaint\.([a-z_]+)"', code))

    assert recorded - SENTENCES.keys() == set()


def test_what_is_known_is_asked_for_by_post_so_that_no_log_holds_it() -> None:
    agent, address = signed_in(cast.lin()), reverse("desk:known")
    asked = agent.post(address, {"phone": "138", "account": "漏" * 20_000})
    assert (agent.get(address).status_code, asked.status_code) == (405, 200)


@pytest.mark.parametrize(
    "typed",
    [
        {"phone": "8000"},
        {"phone": "１３８ 0013 8000"},
        {"email": "WANG@example"},
        {"order_number": "DD2026030101"},
        {"name": "王建"},
        {"name": "wjg"},
    ],
)
def test_a_customer_is_recognised_by_whatever_is_typed_first(typed: dict[str, str]) -> None:
    customer = cast.wang_complains().customer
    assert customer is not None
    facts = {"order_number": "DD2026030101", "product": "电水壶", "bought_on": cast.MONDAY.date()}
    add_purchase(by=SYSTEM, at=cast.MONDAY, customer=customer, **facts)

    answer = signed_in(cast.lin()).post(reverse("desk:known"), typed).content.decode()

    assert 'data-pick="王建国"' in answer


def test_a_decision_opened_as_a_page_of_its_own_is_sent_like_any_form() -> None:
    complaint, client = cast.wang_complains(owner=cast.lin()), signed_in(cast.lin())
    address = reverse("desk:complaint_decide", args=[complaint.number, "restate"])

    page = client.get(address).content.decode()
    piece = client.get(address, headers={"HX-Request": "true"}).content.decode()

    assert ("hx-post" in page.split("<main", 1)[1], "hx-post" in piece) == (False, True)


def test_the_judge_is_told_what_is_required_and_what_would_be_replaced() -> None:
    complaint, client = cast.wang_complains(owner=cast.lin()), signed_in(cast.lin())
    address = reverse("desk:complaint_decide", args=[complaint.number, "judge"])
    words = {"verdict": "upheld", "reason": "facts_confirmed", "explanation": "属实"}
    before = client.get(address).content.decode()

    assert decide(cast.lin(), complaint, "acknowledge") == 302
    assert decide(cast.lin(), complaint, "judge", **words) == 302
    after = client.get(address).content.decode()

    assert [before.count("必填"), before.count("选填"), before.count("目前的认定")] == [1, 0, 0]
    assert after.count("目前的认定") == 1
    assert [
        f'<optgroup label="{carried}">' in before
        for carried in ("成立 / 部分成立", "部分成立", "不成立")
    ] == [True, True, True]


def test_everything_that_is_wrong_with_a_registration_is_said_at_once() -> None:
    wrong = {**TYPED, "phone": "no number", "occurred_at": "soon", "account": ""}

    page = signed_in(cast.lin()).post("/desk/register/", wrong).content.decode()

    refused = re.findall(r'id="id_(\w+)_error"', page)
    assert refused == ["phone", "account", "occurred_at"]
    assert "3 处" in page
