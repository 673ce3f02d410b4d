"""How long an answer about working time takes, beside asking every minute and beside a peer.

make bench SUBJECT=calendars ARGS="--rounds 2000"

The peer is measured where it is installed (`pip install businesstimedelta`); it is no part of the
product. It is given slots and weekdays, but knows no make-up days and answers in time of the wall.
"""

import argparse
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from zoneinfo import ZoneInfo

from benchmarks.table import milliseconds, p50, show
from zhuanji.calendars.slots import OFFICE_WEEK
from zhuanji.calendars.working_days import WorkingCalendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 1, 5, 9, 40, tzinfo=SHANGHAI)
MINUTE = timedelta(minutes=1)
LENGTHS = {"2 h": 2.0, "7 days": 52.5, "a year": 1860.0}
Question = Callable[[datetime, timedelta], object]


def fresh() -> WorkingCalendar:
    return WorkingCalendar.from_library(range(2026, 2029))


def minute_by_minute(calendar: WorkingCalendar) -> Question:
    """Return the plain way: ask every minute until enough were open."""

    def add(start: datetime, length: timedelta) -> datetime:
        at, left = start.astimezone(UTC), length
        while left > timedelta():
            left -= MINUTE if calendar.is_open(at) else timedelta()
            at += MINUTE
        return at

    return add


def businesstimedelta() -> Question:
    peer, pytz = import_module("businesstimedelta"), import_module("pytz")
    hours = peer.Rules(
        [
            peer.WorkDayRule(
                start_time=time(slot.opens // 60, slot.opens % 60),
                end_time=time(slot.closes // 60, slot.closes % 60),
                working_days=[0, 1, 2, 3, 4],
                tz=pytz.timezone("Asia/Shanghai"),
            )
            for slot in OFFICE_WEEK.days[0]
        ]
    )
    return lambda start, length: start + peer.BusinessTimeDelta(hours, timedelta=length)


def days_of(length: timedelta) -> int:
    return round(length / timedelta(hours=7.5))


def microseconds(ask: Question, hours: float, rounds: int) -> float:
    length = timedelta(hours=hours)
    times = []
    for number in range(rounds):
        work = partial(ask, START + number % 300 * MINUTE, length)
        times.append(milliseconds(work) * 1000)
    return p50(times)


def main(rounds: int) -> None:
    calendar = fresh()
    calendar.add_working_time(START, timedelta(hours=1900))
    ours: dict[str, tuple[Question, int]] = {
        "add working time": (calendar.add_working_time, rounds),
        "subtract working time": (
            lambda start, length: calendar.subtract_working_time(start + 2 * length, length),
            rounds,
        ),
        "time between": (
            lambda start, length: calendar.working_time_between(start, start + 4 * length),
            rounds,
        ),
        "add working days": (
            lambda start, length: calendar.add_working_days(start, days_of(length)),
            rounds,
        ),
        "every minute": (minute_by_minute(calendar), 3),
    }
    if find_spec("businesstimedelta"):
        ours["businesstimedelta"] = (businesstimedelta(), 5)
    show(
        "Microseconds an answer takes (median)",
        ["question", *LENGTHS],
        [
            [name, *(microseconds(ask, hours, times) for hours in LENGTHS.values())]
            for name, (ask, times) in ours.items()
        ],
    )
    made = [fresh() for _ in range(9)]
    once = {
        "read three years from the libraries": [milliseconds(fresh) for _ in made],
        "lay out a year": [
            milliseconds(partial(one.add_working_time, START, MINUTE)) for one in made
        ],
    }
    show("Milliseconds once", ["what", "ms"], [[name, p50(times)] for name, times in once.items()])


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=2000)
    main(parser.parse_args().rounds)
