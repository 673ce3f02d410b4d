"""The standing cast: the same people in every test, so that a reader knows them by name."""

from datetime import UTC, datetime

from zhuanji.complaints.actions import register_complaint
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.registration import read_registration
from zhuanji.kernel.actors import Actor, complainant
from zhuanji.staff.models import Department, User
from zhuanji.staff.roles import Role

MONDAY = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)  # Monday 2026-03-02 09:30 in Shanghai
PASSWORD = "turn-for-the-better"


def department(code: str = "quality", name: str = "质量部") -> Department:
    return Department.objects.get_or_create(code=code, defaults={"name": name})[0]


def logistics() -> Department:
    return department("logistics", "物流部")


def person(username: str, name: str, role: Role, place: Department | None = None) -> User:
    known = User.objects.filter(username=username).first()
    return known or User.objects.create_user(
        username=username, password=PASSWORD, name=name, role=role, department=place
    )


def lin() -> User:
    """林小雨, agent."""
    return person("lin", "林小雨", Role.AGENT)


def he() -> User:
    """何静, another agent."""
    return person("he", "何静", Role.AGENT)


def zhou() -> User:
    """周航, team leader."""
    return person("zhou", "周航", Role.LEAD)


def chen() -> User:
    """陈立, handler in the quality department."""
    return person("chen", "陈立", Role.HANDLER, department())


def wu() -> User:
    """吴敏, handler in the logistics department."""
    return person("wu", "吴敏", Role.HANDLER, logistics())


def su() -> User:
    """苏婷, quality inspector."""
    return person("su", "苏婷", Role.INSPECTOR)


def fang() -> User:
    """方正, legal counsel."""
    return person("fang", "方正", Role.LEGAL)


def jiang() -> User:
    """蒋总, executive."""
    return person("jiang", "蒋振国", Role.EXECUTIVE)


def qin() -> User:
    """秦明, auditor."""
    return person("qin", "秦明", Role.AUDITOR)


def ding() -> User:
    """丁一, administrator."""
    return person("ding", "丁一", Role.ADMIN)


EVERYBODY = (lin, he, zhou, chen, wu, su, fang, jiang, qin, ding)

ACCOUNT = "上周买的电水壶用了三天就漏电，客服让我等了五天没有回音。"


def wang_complains(
    *,
    by: Actor | None = None,
    at: datetime = MONDAY,
    owner: User | None = None,
    place: Department | None = None,
    source_key: str | None = None,
    **given: object,
) -> Complaint:
    """王建国's kettle leaks current; registered by 林小雨 on MONDAY unless said otherwise."""
    words = {
        "channel": "phone",
        "account": ACCOUNT,
        "demand": "退款并道歉",
        "customer": {"name": "王建国", "phone": "13800138000", "email": "wang@example.com"},
        **given,
    }
    complaint = register_complaint(
        by=by or lin().actor,
        at=at,
        given=read_registration(words),
        owner=owner,
        source_key=source_key,
    )
    if place is not None:
        Complaint.objects.filter(pk=complaint.pk).update(department=place)
        complaint.department = place
    return complaint


def as_complainant(complaint: Complaint) -> Actor:
    return complainant(complaint.thread)
