"""What we write to a complainant by ourselves: addressed by name, with a way to reach us."""

import pytest
from pytest_django import Settings

from tests.cast import lin, wang_complains
from zhuanji.complaints.letters import acknowledgement, refusal
from zhuanji.complaints.models import Complaint, Judgement

pytestmark = pytest.mark.django_db


def acknowledged(complaint: Complaint) -> list[str]:
    return acknowledgement(complaint)[1].splitlines()


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("王建国", "王建国，您好："),
        ("欧阳修文", "欧阳修文，您好："),
        ("", "您好："),
        ("王", "您好："),
        ("加微信领大奖", "您好："),
        ("http://example.com", "您好："),
        ("Mary Smith", "Mary Smith，您好："),
    ],
)
def test_whoever_gave_an_ordinary_name_is_addressed_by_it(name: str, greeting: str) -> None:
    complaint = wang_complains(customer={"name": name, "phone": "13800138000"})
    assert acknowledged(complaint)[0] == greeting


def test_an_acknowledgement_apologises_once_and_first() -> None:
    body = "\n".join(acknowledged(wang_complains()))
    assert (body.count("歉"), "再次" in body) == (1, False)
    assert body.index("歉") < body.index("编号")


def test_a_letter_names_the_help_line_where_there_is_one(settings: Settings) -> None:
    complaint = wang_complains(owner=lin())
    judgement = Judgement(
        complaint=complaint, reason=Judgement.Reason.values[-1], explanation="核查无误"
    )
    without = refusal(complaint, judgement)[1]
    settings.HELP_PHONE, settings.HELP_HOURS = "400-810-8888", "周一至周五"
    ways = [letter[1] for letter in (acknowledgement(complaint), refusal(complaint, judgement))]

    page = f"/c/{complaint.number}"
    assert f"如需进一步说明，请在 {settings.PUBLIC_URL}{page} 留言，由 林小雨 为您解答。" in without
    assert ["400-810-8888（周一至周五）" in body for body in ways] == [True, True]
