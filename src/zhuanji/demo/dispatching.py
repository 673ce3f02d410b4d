"""What people can, who is away, who stepped back, and what goes to and fro, by the actions themselves."""

from datetime import datetime, timedelta

from zhuanji.complaints.actions import arrange_complaint
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.stages import Stage
from zhuanji.demo.staffing import Company
from zhuanji.dispatch.actions import enter_absence, hand_over_absent, recuse, set_skill
from zhuanji.dispatch.models import Absence

_SKILLS = {
    "agent": {"quality": 3, "care": 2},
    "tangmeng": {"logistics": 3},
    "luqiyang": {"quality.leak": 2, "legal_talk": 3},
    "huxiaoyan": {"attitude": 3, "care": 3},
    "weiran": {"price": 2, "logistics": 1},
    "caiwenjing": {"quality": 2, "efficiency": 2},
    "yuanhao": {"legal_talk": 2},
}
_AWAY, _DEPUTY = "miaoqing", "weiran"
_TO_AND_FRO = ("huxiaoyan", "yuanhao", "huxiaoyan")


def set_people_up(company: Company, *, until: datetime) -> None:
    """As it stands at the end of the year; what is there already stays."""
    if Absence.objects.exists():
        return
    lead, people = company.people["lead"].actor, company.people
    for username, skills in _SKILLS.items():
        for subject, level in skills.items():
            user = people[username]
            set_skill(by=lead, at=until, user=user, subject=subject, level=level)
    _step_back(company, at=until)
    _go_to_and_fro(company, at=until)
    enter_absence(
        by=people[_AWAY].actor,
        at=until,
        user=people[_AWAY],
        begins_at=until - timedelta(hours=1),
        ends_at=until + timedelta(days=4),
        deputy=people[_DEPUTY],
        note="年假",
    )
    hand_over_absent(at=until)


def _in_hand(company: Company, *usernames: str) -> Complaint | None:
    """The newest complaint in handling of one of them."""
    owners = [company.people[username] for username in usernames]
    found = Complaint.objects.filter(stage=Stage.HANDLING, owner__in=owners, grade="general")
    return found.order_by("-received_at", "-pk").first()


def _step_back(company: Company, *, at: datetime) -> None:
    complaint = _in_hand(company, "duanyifan", "caiwenjing", "luqiyang")
    if complaint is not None and complaint.owner is not None:
        owner = complaint.owner
        reason = "投诉人是本人亲属，申请回避"
        recuse(by=owner.actor, at=at, complaint=complaint, person=owner.pk, reason=reason)


def _go_to_and_fro(company: Company, *, at: datetime) -> None:
    complaint = _in_hand(company, "agent", "tangmeng", "luqiyang")
    if complaint is None:
        return
    lead = company.people["lead"].actor
    for hour, username in enumerate(_TO_AND_FRO):
        arrange_complaint(
            by=lead,
            at=at - timedelta(hours=len(_TO_AND_FRO) - hour),
            complaint=complaint,
            field="owner",
            value=str(company.people[username].pk),
        )
