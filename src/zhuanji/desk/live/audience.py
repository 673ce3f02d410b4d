"""Who listens: whether their session still lives, and which news are theirs to hear."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils.crypto import constant_time_compare

from zhuanji.complaints.queries.lists import visible_to
from zhuanji.kernel.actors import Actor
from zhuanji.staff.models import User
from zhuanji.staff.roles import Right

LIST = "list"
_COMPLAINT = "complaint-"


@dataclass(frozen=True)
class News:
    """What changed, and the newest line of its story."""

    topics: dict[str, int]

    @property
    def complaint_ids(self) -> set[int]:
        numbers = (topic.removeprefix(_COMPLAINT) for topic in self.topics if topic.startswith(_COMPLAINT))
        return {int(number) for number in numbers if number.isdigit()}


def living(session_keys: Iterable[str], *, at: datetime) -> dict[str, Actor]:
    """Return who is behind each session that still opens the desk: two queries for all.

    A session ends by signing out, by time, by a new password, by a closed account.
    """
    sessions = Session.objects.filter(session_key__in=set(session_keys), expire_date__gt=at)
    kept = {session.session_key: session.get_decoded() for session in sessions}
    ids = {data[SESSION_KEY] for data in kept.values() if SESSION_KEY in data}
    people = {str(user.pk): user for user in User.objects.filter(pk__in=ids, is_active=True)}
    signed_in = ((key, people.get(data.get(SESSION_KEY, "")), data) for key, data in kept.items())
    return {key: user.actor for key, user, data in signed_in if user and _still_fits(user, data)}


def _still_fits(user: User, data: dict[str, str]) -> bool:
    return constant_time_compare(data.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash())


def for_ears_of(actor: Actor, news: News) -> dict[str, int]:
    """Return the part of the news that this actor may hear; `list` speaks for every complaint.

    Asks the same rule as lists and pages do, so nobody hears of a complaint they may not read.
    """
    if actor.has(Right.READ_ALL):
        heard = news.topics
    else:
        readable = visible_to(actor).filter(pk__in=news.complaint_ids).values_list("pk", flat=True)
        names = {f"{_COMPLAINT}{number}" for number in readable}
        heard = {topic: entry for topic, entry in news.topics.items() if topic in names}
    about_complaints = [entry for topic, entry in heard.items() if topic.startswith(_COMPLAINT)]
    return {**heard, LIST: max(about_complaints)} if about_complaints else dict(heard)
