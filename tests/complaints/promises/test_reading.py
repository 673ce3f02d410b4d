"""What counts as a promise in a letter of ours, and by when. MONDAY is Monday 2026-03-02 09:30."""

from datetime import datetime

import pytest
from django.utils import timezone

from tests import cast
from zhuanji.complaints.promising import promises_in
from zhuanji.working_hours.queries import calendar_in_use

TABLE = [
    ("我们会在3个工作日内答复您。", "3个工作日内答复", "2026-03-05 18:00"),
    ("技术部门将于48小时内给您回电", "48小时内给您回电", "2026-03-04 09:30"),
    ("退款7天内到账，请放心。", "退款7天内到账", "2026-03-09 18:00"),
    ("请您放心，一周内为您更换新机。", "一周内为您更换", "2026-03-09 18:00"),
    ("明天下午5点前给您回电说明检测结果。", "明天下午5点前给您回电", "2026-03-03 17:00"),
    ("师傅后天上午上门维修", "后天上午上门", "2026-03-04 12:00"),
    ("本周五前一定给您答复", "本周五前一定给您答复", "2026-03-06 18:00"),
    ("下周二下午三点半前寄出", "下周二下午三点半前寄出", "2026-03-10 15:30"),
    ("今晚8点前回复您", "今晚8点前回复", "2026-03-02 20:00"),
    ("3月10日前完成退款", "3月10日前完成退款", "2026-03-10 18:00"),
    ("我们两个工作日内安排上门", "两个工作日内安排", "2026-03-04 18:00"),
    ("半小时内回电", "半小时内回电", "2026-03-02 10:00"),
    ("30分钟内联系您", "30分钟内联系您", "2026-03-02 10:00"),
]
NONE = [
    "很抱歉给您带来不便。",
    "您说上周三下午打过电话。",
    "此前承诺的3个工作日内答复没有兑现，我们向您道歉。",
    "该产品7天内可以无理由退货吗？我查一下。",
    "未能在48小时内联系您，非常抱歉。",
    "订单已于3月1日发货。",
    "您昨天反映的问题我们收到了。",
    "3月1日我们给您回过电话。",
    "",
    "退款" * 10_000,
]


def local(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(("letter", "words", "due"), TABLE)
def test_a_promise_is_read_with_its_moment(letter: str, words: str, due: str) -> None:
    (said,) = promises_in(letter, at=cast.MONDAY, calendar=calendar_in_use(cast.MONDAY))
    assert (said.words, local(said.due_at)) == (words, due)
    assert letter[said.start : said.end].strip() == words


@pytest.mark.parametrize("letter", NONE)
def test_what_promises_nothing_is_not_offered(letter: str) -> None:
    assert promises_in(letter, at=cast.MONDAY, calendar=calendar_in_use(cast.MONDAY)) == []
