"""Sweeps: due rows handled in batches, again and again, whatever goes wrong once."""

import logging
import threading
from collections.abc import Callable

from django.db import close_old_connections
from django.utils import timezone

_LONGEST_BACKOFF = 30.0
_log = logging.getLogger(__name__)


Sweep = Callable[..., int]  # sweep(at=…) handles one batch of what is due; returns its size


def sweep_until(stop: threading.Event, name: str, sweep: Sweep, rest: float) -> None:
    """Sweep until told to stop: at once again while there was something, else after a rest.

    `rest` is in seconds. A sweep that fails is logged and tried again, ever more rarely.
    """
    failures = 0
    while not stop.is_set():
        try:
            handled, failures = sweep(at=timezone.now()), 0
        except Exception:  # noqa: BLE001 - whatever it was, the next time may go well
            _log.exception("the sweep of %s stumbled", name)
            handled, failures = 0, failures + 1
        close_old_connections()
        if not handled:
            stop.wait(_wait(rest, failures))


def _wait(rest: float, failures: int) -> float:
    return max(rest, min(rest * 2.0 ** min(failures, 10), _LONGEST_BACKOFF))
