"""Who listens: whether their session still lives, and which news are theirs to hear."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils.crypto import constant_time_compare

from zhuanji.complaints.models import Complaint
from zhuanji.complaints.policies import may_read
from zhuanji.kernel.actors import Actor
from zhuanji.staff.models import User
from zhuanji.staff.roles import Right

LIST = "list"
_COMPLAINT = "complaint-"
_PERSONAL = "notices-"  # followed by whose bell it is


@dataclass(frozen=True)
class News:
    """What changed, and the newest line of its story."""

    topics: dict[str, int]

    @property
    def complaint_ids(self) -> set[int]:
        numbers = (
            topic.removeprefix(_COMPLAINT) for topic in self.topics if topic.startswith(_COMPLAINT)
        )
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


def shares(actors: Iterable[Actor], news: News) -> dict[Actor, dict[str, int]]:
    """Return the part of the news that each actor may hear; `list` speaks for every complaint.

    Asks the same rule as pages do, so nobody hears of a complaint they may not read: one query
    however many listen, and none when all of them may read everything. A bell rings for its owner.
    """
    limited = {actor for actor in actors if not actor.has(Right.READ_ALL)}
    complaints = _complaints(news) if limited else []
    shared = {name: line for name, line in news.topics.items() if not name.startswith(_PERSONAL)}
    return {
        actor: _with_list(_readable(actor, complaints, news) if actor in limited else shared)
        | _own(actor, news)
        for actor in actors
    }


def _own(actor: Actor, news: News) -> dict[str, int]:
    bell = f"{_PERSONAL}{actor.user_id}"
    return {bell: news.topics[bell]} if bell in news.topics else {}


def _complaints(news: News) -> list[Complaint]:
    found = Complaint.objects.filter(pk__in=news.complaint_ids)
    return list(found.only("thread", "department", "owner", "concerns"))


def _readable(actor: Actor, complaints: list[Complaint], news: News) -> dict[str, int]:
    names = [
        f"{_COMPLAINT}{complaint.pk}" for complaint in complaints if may_read(actor, complaint)
    ]
    return {name: news.topics[name] for name in names}


def _with_list(heard: dict[str, int]) -> dict[str, int]:
    newest = max(
        (entry for topic, entry in heard.items() if topic.startswith(_COMPLAINT)), default=0
    )
    return {**heard, LIST: newest} if newest else heard
