"""A sweep goes on, whatever goes wrong once."""

import logging
import threading
from datetime import datetime

import pytest

from zhuanji.operations import sweeping
from zhuanji.wiring import REST, RESTS, SWEEPS

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_sweeps_until_told_to_stop() -> None:
    stop, moments, handled = threading.Event(), list[datetime](), iter([200, 3, 0, 1])

    def sweep(*, at: datetime) -> int:
        moments.append(at)
        if len(moments) == 4:
            stop.set()
        return next(handled)

    sweeping.sweep_until(stop, "letters", sweep, 0.0)

    assert len(moments) == 4
    assert moments == sorted(moments)


def test_one_that_stumbles_is_named_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    stop, tries = threading.Event(), list[datetime]()

    def sweep(*, at: datetime) -> int:
        tries.append(at)
        if len(tries) == 1:
            raise ConnectionError("the database is away")
        stop.set()
        return 0

    with caplog.at_level(logging.ERROR):
        sweeping.sweep_until(stop, "letters", sweep, 0.0)

    assert len(tries) == 2
    assert [record.getMessage() for record in caplog.records] == ["the sweep of letters stumbled"]


def test_only_sweeps_that_there_are_rest_longer() -> None:
    assert sorted(RESTS) == sorted(RESTS.keys() & SWEEPS.keys())
    assert min(RESTS.values()) > REST
