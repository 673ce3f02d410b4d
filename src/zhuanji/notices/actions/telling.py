"""Telling members of staff, each thing once."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from zhuanji.history.relay import tell_pages
from zhuanji.notices.models import Notice
from zhuanji.notices.told import Fact, Level, Told

BELLS = 1000  # people in one round
_COMPLAINT = "complaint/"
_LONGEST = {"kind": 60, "about": 60, "title": 300, "body": 1000, "link": 300, "key": 120}
# In one order, so that two who tell the same people never wait for each other. What somebody is told
# leaves the desk by their own ways and by those of their department's and role's groups.
_TELL = """
with fresh as (insert into notices_notice
  (user_id, kind, about, complaint, title, body, facts, link, level, key, at, rung)
select told.person, told.kind, told.about, told.complaint, told.title, told.body, told.facts,
  told.link, told.level, told.key, %s, false
from unnest(%s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::text[], %s::text[],
  %s::jsonb[], %s::text[], %s::text[], %s::text[])
  as told(person, kind, about, complaint, title, body, facts, link, level, key)
join staff_user on staff_user.id = told.person and staff_user.is_active
order by told.person, told.key
on conflict (user_id, key) do nothing
returning id, user_id, kind, level, key, at),
leaving as (insert into notices_delivery
  (channel_id, notice_id, key, level, state, made_at, next_at, tries, verdict, answer, together)
select channel.id, fresh.id, fresh.key, fresh.level, 'waiting', fresh.at, fresh.at, 0, '', '', 1
from fresh
join staff_user reader on reader.id = fresh.user_id
join notices_channel channel on channel.active and fresh.level = any(channel.levels)
  and (channel.user_id = reader.id or channel.department_id = reader.department_id
    or channel.role = reader.role)
where fresh.kind <> 'channel-troubled' -- a way that is in trouble cannot say so
order by channel.id, fresh.key, fresh.id
on conflict (channel_id, key) do nothing)
select count(*) from fresh
"""


def notify(
    *,
    people: Iterable[int],
    kind: str,
    about: str,
    title: str,
    link: str,
    key: str,
    at: datetime,
    level: str = Level.INFO,
    body: str = "",
    facts: Mapping[str, Fact] | None = None,
) -> int:
    """Tell people one thing; return how many had not been told it before.

    Part of a larger action: the caller owns the transaction and records the history. See Told for
    what is given; whoever no longer works here is told nothing.
    """
    told = Told(people, kind, about, title, link, key, level, body, facts or {})
    return notify_many([told], at=at)


def notify_many(tellings: Iterable[Told], *, at: datetime) -> int:
    """Tell many things to many people by one statement; return how many notices are new.

    Part of a larger action, as notify.
    """
    rows = [_row(person, told) for told in tellings for person in dict.fromkeys(told.people)]
    if not rows:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_TELL, [at, *map(list, zip(*rows, strict=True))])
        return int(cursor.fetchone()[0])


def _row(person: int, told: Told) -> tuple[Any, ...]:
    """Nobody's transaction fails because a sentence is long: it is cut."""
    cut = {name: str(getattr(told, name))[:most] for name, most in _LONGEST.items()}
    number = told.about.removeprefix(_COMPLAINT)
    return (
        person,
        cut["kind"],
        cut["about"],
        int(number) if number != told.about and number.isdecimal() else None,
        cut["title"],
        cut["body"],
        Jsonb(dict(told.facts)),
        cut["link"],
        str(Level(told.level)),
        cut["key"],
    )


@transaction.atomic
def ring_bells(*, at: datetime, limit: int = BELLS) -> int:  # noqa: ARG001 - as every sweep
    """Tell the open pages of whoever has something new; return how many notices that were.

    Notices are written in many transactions and told outside by few: a NOTIFY in each would make
    their commits wait for each other.
    """
    fresh = Notice.objects.select_for_update(skip_locked=True).filter(rung=False)
    found = list(fresh.order_by("id").values_list("pk", "user_id")[:limit])
    if found:
        Notice.objects.filter(pk__in=[pk for pk, _person in found]).update(rung=True)
        tell_pages({f"notices-{person}": pk for pk, person in found})
    return len(found)
