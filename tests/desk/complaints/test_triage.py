"""Proposals on the complaint page: seen, explained, settled in one click, and nothing leaks."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.triage.arriving import looked_at
from zhuanji.complaints.actions import acknowledge_complaint
from zhuanji.complaints.models import Complaint
from zhuanji.desk.triage.highlight import Mark, shown_with_marks, words_at
from zhuanji.language.personal_data import apply_with_places, mask_personal_data, masking
from zhuanji.staff.models import User
from zhuanji.triage.actions import assess_complaints, settle_proposal
from zhuanji.triage.models import Assessment, Confirmation

LATER = cast.MONDAY + timedelta(hours=1)
LEAK = "电水壶用了三天就漏水，壶底一直滴水，密封圈是坏的。"
HOSTILE = '<script>alert(1)</script><b onmouseover="x">漏水</b>\'"&lt;，壶底滴水'


def signed_in(person: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    return client


def address(name: str, complaint: Complaint) -> str:
    return reverse(f"desk:{name}", kwargs={"number": complaint.number})


def test_a_mark_is_never_html_of_the_customer() -> None:
    marks = [Mark("demand", 0, 8), Mark("threat", 4, len(HOSTILE), 'a"title')]

    shown = shown_with_marks(HOSTILE, marks)

    assert "<script" not in shown
    assert "onmouseover=" + '"' not in shown
    assert 'title="a&#34;title"' in shown


def test_marks_may_overlap_and_no_mark_is_inside_another() -> None:
    shown = shown_with_marks("要求退款", [Mark("demand", 0, 4), Mark("threat", 2, 4)])

    assert shown == (
        '<mark class="hl hl-demand" title="">要求</mark>'
        '<mark class="hl hl-demand hl-threat" title="">退款</mark>'
    )


@pytest.mark.parametrize(
    "text",
    [
        "电话13800138000，邮箱wang@example.com，要求退款",
        "身份证11010519491231002X。卡号6222021234567890128，退款给我，电话 138 0013 8000",
        "退款 wang@example.com 退款 +86 138-0013-8000 退款",
    ],
)
def test_places_in_masked_text_show_what_the_masked_text_shows(text: str) -> None:
    every = [(start, end) for start in range(len(text)) for end in range(start + 1, len(text) + 1)]

    masked, places = apply_with_places(masking(), text, every)

    assert masked == mask_personal_data(text)
    assert all(0 <= start <= end <= len(masked) for start, end in places)
    refunds = [n for n in range(len(text)) if text.startswith("退款", n)]
    assert {
        masked[s:e]
        for (s, e), o in zip(places, every, strict=True)
        if o[0] in refunds and o[1] == o[0] + 2
    } == {"退款"}


def test_a_mark_on_a_number_shows_only_the_masked_number() -> None:
    text = "电话13800138000要求退款"

    said = [str(one) for one in words_at(text, [(4, 10), (13, 17)], veil=masking())]

    assert said == ["138****8000", "要求退款"]
    assert "1380013" not in shown_with_marks(text, [Mark("order", 4, 10)], veil=masking())


@pytest.mark.django_db
def test_an_agent_accepts_in_one_click_and_sees_who_did() -> None:
    complaint = cast.wang_complains(account=LEAK)
    assess_complaints(at=cast.MONDAY)
    agent = signed_in(cast.lin())
    before = agent.get(address("complaint_side", complaint)).content.decode()

    answer = agent.post(
        address("complaint_settle", complaint),
        {"head": "grade", "label": "general"},
        headers={"HX-Request": "true"},
    )
    after = agent.get(address("complaint_side", complaint)).content.decode()

    assert answer.status_code == 204
    assert ("Why?" in before, "accepted by 林小雨" in before) == (True, False)
    assert "accepted by 林小雨" in after


@pytest.mark.django_db
def test_the_dialog_corrects_and_is_learned_from() -> None:
    complaint = cast.wang_complains(account=LEAK)
    assess_complaints(at=cast.MONDAY)
    dialog = reverse("desk:complaint_decide", kwargs={"number": complaint.number, "what": "grade"})

    signed_in(cast.lin()).post(dialog, {"value": "major"})

    assert (
        "decided by 林小雨"
        in signed_in(cast.he()).get(address("complaint_side", complaint)).content.decode()
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "buttons"), [(cast.lin, True), (cast.su, False)])
def test_who_may_not_work_it_sees_why_and_no_buttons(who: object, buttons: bool) -> None:
    complaint = cast.wang_complains(account=LEAK)
    assess_complaints(at=cast.MONDAY)

    page = signed_in(who()).get(address("complaint_side", complaint)).content.decode()  # type: ignore[operator]

    assert ("Why?" in page, address("complaint_settle", complaint) in page) == (True, buttons)


@pytest.mark.django_db
def test_nothing_masked_leaks_through_evidence_or_marks() -> None:
    complaint = cast.wang_complains(
        account="13900001111漏水13900001111，壶底滴水，邮箱me@example.com"
    )
    assess_complaints(at=cast.MONDAY)
    made = Assessment.objects.get()
    made.proposals["category"]["spans"] = [[0, 13], [3, 9], [14, 20]]
    made.reading["findings"] = [["order", 0, 11, ""], ["demand", 5, 26, ""]]
    made.save()

    page = signed_in(cast.su()).get(address("complaint", complaint)).content.decode()

    assert [secret for secret in ("13900001111", "0000111", "me@example") if secret in page] == []
    assert '<mark class="hl' in page


@pytest.mark.django_db
def test_hostile_words_are_words_on_the_page() -> None:
    complaint = cast.wang_complains(account=HOSTILE)
    assess_complaints(at=cast.MONDAY)

    page = signed_in(cast.lin()).get(address("complaint", complaint)).content.decode()

    assert ("<script>alert" in page, "<b onmouseover" in page) == (False, False)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.django_db
def test_until_it_is_assessed_the_page_says_so() -> None:
    complaint = cast.wang_complains()

    page = signed_in(cast.lin()).get(address("complaint", complaint)).content.decode()

    assert "This complaint is being read" in page


@pytest.mark.django_db
def test_what_cannot_be_settled_is_refused_with_a_sentence() -> None:
    complaint = cast.wang_complains()
    agent = signed_in(cast.lin())

    answers = [
        agent.post(address("complaint_settle", complaint), words).status_code
        for words in (
            {},
            {"head": "grade", "label": "x"},
            {"head": "department", "label": "quality"},
        )
    ]

    assert answers == [422, 422, 403]


TYPED = {"account": LEAK + "要求退款，再不处理就去法院起诉", "category": "", "grade": "general"}


@pytest.mark.django_db
def test_while_registering_category_grade_and_demands_are_proposed() -> None:
    page = signed_in(cast.lin()).post(reverse("desk:known"), TYPED).content.decode()

    assert 'data-propose="category" data-value="quality.leak"' in page
    assert 'data-propose="grade"' in page
    assert '<mark class="hl hl-demand"' in page


@pytest.mark.django_db
def test_what_is_taken_over_is_shown_as_taken() -> None:
    page = signed_in(cast.lin()).post(reverse("desk:known"), {**TYPED, "category": "quality.leak"})

    assert 'data-propose="category" data-value="quality.leak"' not in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("account", ["", "差", HOSTILE, "😡" * 300, "要求退款" * 20_000])
def test_whatever_is_typed_the_preview_stands(account: str) -> None:
    answer = signed_in(cast.lin()).post(reverse("desk:known"), {**TYPED, "account": account})

    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.django_db
def test_what_was_chosen_while_registering_is_learned_from_and_shown_at_once() -> None:
    words = {"channel": "phone", "grade": "general", "account": LEAK, "category": "quality.leak"}

    answer = signed_in(cast.lin()).post("/desk/register/", {**words, "token": "t1"})

    told = Confirmation.objects.values_list("head", "label", "proposed", "source").get()
    assert told == ("category", "quality.leak", "quality.leak", "registered")
    assert (
        "decided by 林小雨" in signed_in(cast.he()).get(answer.headers["Location"]).content.decode()
    )


@pytest.mark.django_db
def test_the_list_finds_what_waits_for_a_person_and_today_counts_it() -> None:
    unsure = cast.wang_complains(account="你们。")
    cast.wang_complains(account=LEAK)
    assess_complaints(at=cast.MONDAY)
    lead = signed_in(cast.zhou())

    listed = lead.get("/desk/complaints/?triage=unsure&open=1").content.decode()
    today = lead.get("/desk/").content.decode()

    assert [c.number in listed for c in Complaint.objects.order_by("pk")] == [True, False]
    assert unsure.number in listed
    assert "triage=unsure&amp;open=1" in today


@pytest.mark.django_db
def test_words_corrected_since_are_evidence_of_nothing() -> None:
    complaint = cast.wang_complains(account=LEAK, demand="赔偿全部损失")
    assess_complaints(at=cast.MONDAY)
    made = Assessment.objects.get()
    place = len(LEAK) + 3
    made.proposals["category"]["spans"] = [[place, place + 4]]
    made.save()
    page = signed_in(cast.lin())
    shown = "<q>赔偿全部</q>"

    before = shown in page.get(address("complaint_side", complaint)).content.decode()
    Complaint.objects.update(demand="我什么都不要了")
    after = page.get(address("complaint_side", complaint)).content.decode()

    assert (before, "<q>我什么都" in after) == (True, False)


def hinted(complaint: Complaint, label: str = "not_upheld", *, abstained: bool = False) -> None:
    """As if complaints like it had ended so."""
    made = Assessment.objects.get(complaint=complaint)
    made.proposals["validity"] |= {
        "label": label,
        "probability": 0.8,
        "abstained": abstained,
        "ranked": [[label, 0.8], ["partly", 0.1]],
        "source": "outcomes",
        "facts": {"judged": 60, "cases": 60, "files": 0, "has_order": False},
    }
    made.save()


@pytest.mark.django_db
def test_a_hint_at_a_refusal_opens_the_judgement_filled_in_and_decides_nothing() -> None:
    complaint = cast.wang_complains(account=LEAK)
    assess_complaints(at=cast.MONDAY)
    acknowledge_complaint(by=cast.lin().actor, at=cast.MONDAY, complaint=complaint)
    hinted(complaint)
    agent = signed_in(cast.lin())
    form = (
        f"{reverse('desk:complaint_decide', args=[complaint.number, 'judge'])}?verdict=not_upheld"
    )

    card = agent.get(address("complaint_side", complaint)).content.decode()
    page = agent.get(form).content.decode()

    complaint.refresh_from_db()
    assert f'href="{form}"' in card
    assert '<option value="not_upheld" selected>' in page
    assert "second person" in page
    assert (complaint.verdict, Confirmation.objects.count()) == ("", 0)


@pytest.mark.django_db
def test_a_judgement_teaches_at_once_and_a_refusal_once_the_second_person_agrees() -> None:
    complaint = cast.wang_complains(account=LEAK)
    assess_complaints(at=cast.MONDAY)
    acknowledge_complaint(by=cast.lin().actor, at=cast.MONDAY, complaint=complaint)
    hinted(complaint)
    judge = reverse("desk:complaint_decide", args=[complaint.number, "judge"])
    review = reverse("desk:complaint_decide", args=[complaint.number, "review"])
    refusal = {"verdict": "not_upheld", "reason": "no_evidence", "explanation": "照片显示人为损坏"}

    signed_in(cast.lin()).post(judge, refusal)
    waiting = Confirmation.objects.count()
    signed_in(cast.zhou()).post(review, {"decision": "confirm"})

    told = Confirmation.objects.values_list("head", "label", "proposed", "source", "by_name").get()
    assert (waiting, told) == (0, ("validity", "not_upheld", "not_upheld", "accepted", "周航"))


@pytest.mark.django_db
def test_a_grade_by_the_rule_names_its_line_and_claims_no_share() -> None:
    complaint = cast.wang_complains(account=LEAK)
    assess_complaints(at=cast.MONDAY)

    page = signed_in(cast.lin()).get(address("complaint_side", complaint)).content.decode()

    score = Assessment.objects.get().proposals["grade"]["facts"]["score"]
    sentence = f"Score {score:g}, {25 - score:.3g} below “Complex” (from 25)"
    assert (sentence in page, "very sure" in page, "%" in page.split("Impact if")[0]) == (
        True,
        False,
        False,
    )


@pytest.mark.django_db
def test_a_share_that_was_measured_says_on_how_many_cases() -> None:
    complaint = cast.wang_complains(account=LEAK)
    assess_complaints(at=cast.MONDAY)
    made = Assessment.objects.get()
    made.proposals["grade"]["facts"]["cases"] = 52
    made.proposals["grade"]["probability"] = 0.86
    made.save()

    page = signed_in(cast.lin()).get(address("complaint_side", complaint)).content.decode()

    assert "86%, fairly sure" in page
    assert "calibrated on 52 grades that colleagues decided" in page


@pytest.mark.django_db
def test_without_scripts_the_plain_choice_offers_what_is_proposed_first() -> None:
    complaint = cast.wang_complains(account=LEAK)
    assess_complaints(at=cast.MONDAY)
    form = reverse("desk:complaint_decide", args=[complaint.number, "category"])

    page = signed_in(cast.lin()).get(form).content.decode()

    groups = re.findall(r'<optgroup label="([^"]+)"', page)
    assert groups[0] == "Proposed"
    assert re.search(r'<option value="quality.leak"[^>]* data-proposed=""', page)
    assert page.count('value="quality.leak"') == 2


@pytest.mark.django_db
def test_the_nearest_confirmed_cases_are_only_those_the_reader_may_see() -> None:
    complaint = cast.wang_complains(account=LEAK)
    near = cast.wang_complains(account=LEAK + "请尽快处理")
    settle_proposal(
        by=cast.lin().actor, at=LATER, complaint=near, head="category", label="quality.leak"
    )
    looked_at()
    Complaint.objects.filter(pk=complaint.pk).update(department=cast.department())
    nearest = address("complaint_nearest", complaint)

    lead = signed_in(cast.zhou()).get(nearest).content.decode()
    handler = signed_in(cast.chen()).get(nearest).content.decode()

    assert (near.number in lead, "漏水" in lead or "leak" in lead.lower()) == (True, True)
    assert (near.number in handler, "None is alike yet" in handler) == (False, True)


@pytest.mark.django_db
def test_null_characters_that_were_pasted_are_left_out() -> None:
    words = {"channel": "phone", "grade": "general", "account": "\0水壶\0漏水", "token": "t2"}

    answer = signed_in(cast.lin()).post("/desk/register/", words)

    assert (answer.status_code, Complaint.objects.get().account) == (302, "水壶漏水")


@pytest.mark.django_db
def test_of_what_nobody_understood_only_the_grade_it_has_is_offered() -> None:
    complaint = cast.wang_complains(account="點解仲未送到貨㗎")
    assess_complaints(at=cast.MONDAY)

    page = signed_in(cast.lin()).get(address("complaint_side", complaint)).content.decode()

    assert "which here says nothing" in page
    assert page.count(address("complaint_settle", complaint)) == 2  # one form: the grade as it is


@pytest.mark.django_db
@pytest.mark.parametrize(("account", "unknown"), [(LEAK, True), (LEAK + "花了399元", False)])
def test_a_value_that_nobody_knows_is_said_to_be_unknown(account: str, unknown: bool) -> None:
    complaint = cast.wang_complains(account=account)
    assess_complaints(at=cast.MONDAY)

    page = signed_in(cast.lin()).get(address("complaint_side", complaint)).content.decode()

    assert ("What this customer is worth is not known" in page) == unknown
