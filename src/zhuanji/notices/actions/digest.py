"""The morning's figures for team leaders: at the desk, and by e-mail where they want it."""

from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from zhuanji.notices.actions.keeping import own_mail
from zhuanji.notices.actions.telling import notify
from zhuanji.notices.models import Delivery, Notice, Wishes
from zhuanji.notices.mornings import HOUR, Count, Figures
from zhuanji.notices.told import Level
from zhuanji.staff.models import User
from zhuanji.staff.roles import RIGHTS, Right, Role

_LEADERS = sorted(role for role in Role if Right.ASSIGN in RIGHTS[role])


@transaction.atomic
def tell_mornings(*, at: datetime, count: Count) -> int:
    """Tell each team leader the figures once a day; return how many were told.

    Also later in the day, when nobody worked at eight.
    """
    local = timezone.localtime(at)
    if local.hour < HOUR:
        return 0
    key = f"morning/{local.date()}"
    told = Notice.objects.filter(key=key).values("user")
    people = User.objects.filter(role__in=_LEADERS, is_active=True).exclude(pk__in=told)
    leaders = list(people.select_related("wishes"))
    wanting = [leader for leader in leaders if wants_digest(leader)]
    if wanting:
        _tell(wanting, count(at), key=key, day=local.date(), at=at)
    return len(wanting)


def wants_digest(person: User) -> bool:
    wishes: Wishes | None = getattr(person, "wishes", None)
    return wishes is None or wishes.digest


def _tell(people: list[User], figures: Figures, *, key: str, day: date, at: datetime) -> None:
    notify(
        people=[person.pk for person in people],
        kind="morning",
        about=f"day/{day}",
        title=gettext_noop(
            "This morning: %(new)s new, %(overdue)s overdue, %(today)s due today, %(unassigned)s unassigned"
        ),
        facts=asdict(figures),
        link="/desk/",
        level=Level.INFO,
        key=key,
        at=at,
    )
    notices = dict(Notice.objects.filter(key=key).values_list("user", "pk"))
    mails = [(own_mail(person, at), notices[person.pk]) for person in people if person.email]
    Delivery.objects.bulk_create(
        [
            Delivery(
                channel=mail, notice_id=notice, key=key, level=Level.INFO, made_at=at, next_at=at
            )
            for mail, notice in mails
        ],
        ignore_conflicts=True,
    )
