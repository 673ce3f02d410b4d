"""Sending what is due outside the desk, and writing down what became of it."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext_noop

from zhuanji.kernel.actors import Actor
from zhuanji.kernel.outside.sending import send_all
from zhuanji.kernel.outside.waits import wait_after
from zhuanji.notices.actions.telling import notify
from zhuanji.notices.hours import quiet_until
from zhuanji.notices.letters import Letter, letter_of
from zhuanji.notices.mailing import send_letter
from zhuanji.notices.models import Channel, Delivery
from zhuanji.notices.robots import parcel_for
from zhuanji.notices.sealing import unseal
from zhuanji.notices.told import Level, source_of, word
from zhuanji.notices.verdicts import HOPELESS, Outcome, Verdict, outcome_of
from zhuanji.notices.ways import GAPS, MOST_BYTES, ROBOTS, Way

# Given a reader and numbers of complaints, returns those that they may still read.
MayRead = Callable[[Actor, Collection[int]], set[int]]

MAX_TRIES = 8  # over about three hours: what comes later than that helps nobody
LEASE = timedelta(minutes=3)  # longer than a batch may take
KEPT_FOR = timedelta(days=30)
AT_ONCE = {Way.EMAIL: 5, **dict.fromkeys(ROBOTS, 20)}  # a mail server may take twenty seconds
_IN_ONE_MESSAGE = 200


@dataclass(frozen=True)
class Bundle:
    """What one channel sends in one message, ours until `until`."""

    channel: Channel
    deliveries: list[Delivery]
    until: datetime

    @property
    def language(self) -> str:
        user = self.channel.user
        return user.language if user else settings.LANGUAGE_CODE


def send_letters(*, at: datetime, may_read: MayRead) -> int:
    """Send a batch of e-mails that are due; return how many."""
    bundles = take_due(at=at, ways=(Way.EMAIL,), may_read=may_read)
    for bundle in bundles:
        settle(bundle, send_letter(bundle.channel, _letter(bundle), bundle.deliveries[0]), at=at)
    return len(bundles)


def send_to_robots(*, at: datetime, may_read: MayRead) -> int:
    """Send a batch of messages that are due to group robots, side by side; return how many.

    Three steps, so that no transaction is open while others' machines are waited for: take (each
    channel is ours for a lease), send, write down.
    """
    bundles = take_due(at=at, ways=ROBOTS, may_read=may_read)
    written = [(bundle, _letter(bundle)) for bundle in bundles]
    letters = [(bundle.channel, letter) for bundle, letter in written]
    for bundle, outcome in zip(bundles, outcomes_of(letters, at=at), strict=True):
        settle(bundle, outcome, at=at + timedelta(milliseconds=outcome.milliseconds))
    return len(bundles)


def outcomes_of(letters: Sequence[tuple[Channel, Letter]], *, at: datetime) -> list[Outcome]:
    """Send each letter through its robot; the outcomes stand in the same order."""
    robots = [unseal(channel.sealed) for channel, _letter in letters]
    parcels = [
        parcel_for(robot, letter.title, letter.body, timestamp=int(at.timestamp()))
        for robot, (_channel, letter) in zip(robots, letters, strict=True)
        if robot
    ]
    answers = iter(send_all(parcels) if parcels else [])
    return [
        _veiled(outcome_of(next(answers)), robot.veiled) if robot else Outcome(Verdict.SEALED)
        for robot in robots
    ]


def _veiled(outcome: Outcome, veil: Callable[[str], str]) -> Outcome:
    return Outcome(
        outcome.verdict,
        outcome.status,
        veil(outcome.words),
        outcome.milliseconds,
        outcome.asked,
    )


@transaction.atomic
def take_due(*, at: datetime, ways: Sequence[Way], may_read: MayRead) -> list[Bundle]:
    """Return what is due, by channel, as ours for a lease: one message per channel at a time."""
    awake = Q(rests_until=None) | Q(rests_until__lte=at)
    due = Exists(_due(at).filter(channel=OuterRef("pk")))
    channels = Channel.objects.filter(awake, due, active=True, way__in=ways)
    ours = channels.select_for_update(skip_locked=True, of=("self",))
    until = at + LEASE
    bundles = []
    for channel in ours.select_related("user__wishes").order_by("?")[: AT_ONCE[ways[0]]]:
        rows = _still_needed(channel, _rows_of(channel, at), may_read)
        if rows:
            _take(channel, rows, until)
            bundles.append(Bundle(channel, rows, until))
    return bundles


def _due(at: datetime) -> QuerySet[Delivery]:
    return Delivery.objects.filter(state=Delivery.State.WAITING, next_at__lte=at)


def _rows_of(channel: Channel, at: datetime) -> list[Delivery]:
    """Alarms come first; in quiet hours the others wait for their end."""
    rows = _due(at).filter(channel=channel).select_for_update(skip_locked=True, of=("self",))
    wishes = getattr(channel.user, "wishes", None) if channel.user else None
    end = quiet_until(wishes.quiet_from, wishes.quiet_until, at) if wishes else None
    if end:
        rows.exclude(level=Level.ALARM).update(next_at=end)
        rows = rows.filter(level=Level.ALARM)
    found = rows.select_related("notice__user").order_by("level", "pk")
    return list(found[:_IN_ONE_MESSAGE])


def _still_needed(channel: Channel, rows: list[Delivery], may_read: MayRead) -> list[Delivery]:
    """Without what its reader may not read any more, or has seen at the desk meanwhile."""
    needless = {
        row.pk
        for row in rows
        if not row.notice.user.is_active or (channel.is_personal and row.notice.seen_at)
    } | _unreadable(rows, may_read)
    Delivery.objects.filter(pk__in=needless).update(state=Delivery.State.NEEDLESS, next_at=None)
    return [row for row in rows if row.pk not in needless]


def _unreadable(rows: Iterable[Delivery], may_read: MayRead) -> set[int]:
    readers = {row.notice.user for row in rows}
    lost: set[int] = set()
    for reader in readers:
        theirs = [r for r in rows if r.notice.user == reader and r.notice.complaint is not None]
        wanted = {row.notice.complaint for row in theirs if row.notice.complaint is not None}
        readable = may_read(reader.actor, wanted) if wanted else set()
        lost |= {row.pk for row in theirs if row.notice.complaint not in readable}
    return lost


def _take(channel: Channel, rows: list[Delivery], until: datetime) -> None:
    keys = [row.pk for row in rows]
    Delivery.objects.filter(pk__in=keys).update(next_at=until, tries=F("tries") + 1)
    Channel.objects.filter(pk=channel.pk).update(rests_until=until)
    for row in rows:
        row.next_at, row.tries = until, row.tries + 1


def _letter(bundle: Bundle) -> Letter:
    with translation.override(bundle.language):
        return letter_of(
            [delivery.notice for delivery in bundle.deliveries],
            most=MOST_BYTES[bundle.channel.way],
            personal=bundle.channel.is_personal,
        )


@transaction.atomic
def settle(bundle: Bundle, outcome: Outcome, *, at: datetime) -> int:
    """Write down what became of a message. Return how many of its notices were still ours.

    They are not when the lease ended and somebody else took them.
    """
    channel, settled = bundle.channel, 0
    for tries in {delivery.tries for delivery in bundle.deliveries}:
        keys = [delivery.pk for delivery in bundle.deliveries if delivery.tries == tries]
        ours = Delivery.objects.filter(pk__in=keys, next_at=bundle.until, tries=tries)
        settled += ours.update(
            **_after(outcome, tries, at),
            tried_at=at,
            verdict=outcome.verdict,
            status=outcome.status,
            answer=outcome.words[:500],
            milliseconds=outcome.milliseconds,
            together=len(bundle.deliveries),
        )
    if settled:
        note_state(channel, outcome, at=at)
    return settled


def _after(outcome: Outcome, tries: int, at: datetime) -> dict[str, object]:
    if outcome.is_taken:
        return {"state": Delivery.State.SENT, "next_at": None}
    pause = wait_after(tries, most=MAX_TRIES, asked=outcome.asked)
    if pause is None or outcome.verdict in HOPELESS:
        return {"state": Delivery.State.DEAD, "next_at": None}
    return {"state": Delivery.State.WAITING, "next_at": at + pause}


def note_state(channel: Channel, outcome: Outcome, *, at: datetime) -> None:
    """Part of a larger action: what the channel's people see of it, and how long it rests."""
    rest = timedelta(seconds=max(GAPS[channel.way], outcome.asked))
    rows = Channel.objects.filter(pk=channel.pk)
    if outcome.is_taken:
        rows.update(trouble="", troubled_since=None, rests_until=at + rest)
        return
    rows.filter(troubled_since=None).update(troubled_since=at)
    rows.update(trouble=outcome.verdict, rests_until=at + rest)
    if outcome.verdict in HOPELESS:
        _tell_keeper(channel, at=at)


def _tell_keeper(channel: Channel, *, at: datetime) -> None:
    """Whoever set the channel up reads at the desk, once a day, that nothing can arrive."""
    keeper = channel.user_id or _number_of(channel.made_by)
    if keeper is None:
        return
    personal = channel.is_personal
    notify(
        people=[keeper],
        kind="channel-troubled",
        about=channel.about,
        title=gettext_noop("Your notices by %(way)s do not arrive")
        if personal
        else gettext_noop("The notices of “%(name)s” by %(way)s do not arrive"),
        facts={"way": word(source_of(Way(channel.way).label)), "name": channel.name},
        link="/desk/notices/settings/" if personal else f"/desk/notices/teams/{channel.pk}/",
        level=Level.INFO,
        key=f"{channel.about}/{timezone.localdate(at)}",
        at=at,
    )


def _number_of(key: str) -> int | None:
    number = key.removeprefix("user:")
    return int(number) if number != key and number.isdecimal() else None


@transaction.atomic
def forget_deliveries(*, at: datetime, limit: int = 2000) -> int:
    """Drop what left, or did not, a month ago; return how many."""
    old = Delivery.objects.filter(made_at__lt=at - KEPT_FOR).exclude(state=Delivery.State.WAITING)
    keys = list(old.order_by("made_at").values_list("pk", flat=True)[:limit])
    dropped, _rows = Delivery.objects.filter(pk__in=keys).delete() if keys else (0, {})
    return int(dropped)
