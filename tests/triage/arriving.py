"""Complaints that have arrived and were looked at, as the sweeps do it within seconds."""

from collections.abc import Sequence

from tests import cast
from zhuanji.complaints.models import Complaint
from zhuanji.triage.actions import learn_terms
from zhuanji.triage.actions.neighbours import mark_neighbours
from zhuanji.triage.actions.signing import sign

CHATTER = (
    "空调安装师傅迟到两个小时，还多收了一百元材料费",
    "会员积分被无故清零，登录以后什么也查不到",
    "快递放在门口被雨淋湿，里面的书全部泡坏",
    "发票抬头开错了，财务不能报销，重开要等半个月",
    "预约的体检临时取消，没有任何人通知我",
    "退货的运费说好商家承担，现在又要我自己出",
)
"""What other people complain of, so that words have a weight."""


def others() -> list[Complaint]:
    return [cast.wang_complains(account=words, customer={"name": "过客"}) for words in CHATTER]


def looked_at(complaints: Sequence[Complaint] = ()) -> None:
    """Sign every complaint there is, and mark those given, or all."""
    every = list(Complaint.objects.select_related("customer__merged_into").order_by("pk"))
    learn_terms(at=cast.MONDAY)
    sign(every)
    mark_neighbours(complaints or every, at=cast.MONDAY)
