"""What people are told in tests about notices."""

from datetime import datetime

from django.utils.translation import gettext_noop

from tests.cast import MONDAY
from zhuanji.notices.actions import notify
from zhuanji.notices.told import Level
from zhuanji.staff.models import User

DUE = gettext_noop("Complaint %(number)s is overdue")


def tell(
    *people: User,
    key: str = "deadline/1",
    about: str = "complaint/1",
    level: str = Level.WARN,
    at: datetime = MONDAY,
) -> int:
    return notify(
        people=[person.pk for person in people],
        kind="deadline-breached",
        about=about,
        title=DUE,
        facts={"number": "ZJ26-00000-00017"},
        link="/desk/complaints/ZJ26-00000-00017/",
        level=level,
        key=key,
        at=at,
    )
