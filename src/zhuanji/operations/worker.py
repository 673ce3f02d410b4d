"""`zhuanji worker`: jobs, sweeps and the live relay in one process.

Jobs are what happens sometimes (procrastinate). Sweeps are what happens to every complaint: each
looks for rows that are due and handles a batch. The relay tells open pages what history wrote.
The process ends when it loses the database for its jobs; its supervisor starts it again.
"""

import asyncio
import contextlib
import threading
import time
from collections.abc import AsyncIterator
from functools import partial

from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params

from zhuanji.history import relay
from zhuanji.operations.sweeping import sweep_until
from zhuanji.wiring import REST, RESTS, SWEEPS

_CONCURRENCY = 4
_HEARTBEAT = 5.0
_STALLED_AFTER = 20.0
_RESCUE_EVERY = 5.0
_FINISHES_WITHIN = 10.0
_BATCH_FINISHES_WITHIN = 3.0
_DATABASE_ANSWERS = 5.0  # longer, and a worker whose database went away would not end


def work() -> None:
    """Work until SIGTERM or SIGINT, then finish what is in hand."""
    stop = threading.Event()
    loops = [
        partial(relay.run, stop),
        *(
            partial(sweep_until, stop, name, sweep, RESTS.get(name, REST))
            for name, sweep in SWEEPS.items()
        ),
    ]
    threads = [threading.Thread(target=loop, daemon=True) for loop in loops]
    for thread in threads:
        thread.start()
    try:
        asyncio.run(_do_jobs())
    finally:
        stop.set()
        end = time.monotonic() + _BATCH_FINISHES_WITHIN
        for thread in threads:  # what is cut off rolls back, and is due again
            thread.join(max(end - time.monotonic(), 0))


async def _do_jobs() -> None:
    # The worker has connections of its own; tasks keep enqueueing through Django's, so that
    # what a job starts commits with what it wrote.
    own = app.with_connector(PsycopgConnector(kwargs=connector_params(), timeout=_DATABASE_ANSWERS))
    async with own.open_async(), _stalled_jobs_rescued(own):
        await own.run_worker_async(
            concurrency=_CONCURRENCY,
            delete_jobs="successful",
            shutdown_graceful_timeout=_FINISHES_WITHIN,
            update_heartbeat_interval=_HEARTBEAT,
            stalled_worker_timeout=_STALLED_AFTER,
        )


@contextlib.asynccontextmanager
async def _stalled_jobs_rescued(own: App) -> AsyncIterator[None]:
    rescue = asyncio.create_task(_rescue_stalled_jobs(own))
    try:
        yield
    finally:
        rescue.cancel()


async def _rescue_stalled_jobs(own: App) -> None:
    """Give back to the queue what a killed worker held, now and while we work."""
    jobs = own.job_manager
    while True:
        for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=_STALLED_AFTER):
            await jobs.retry_job(job)
        await asyncio.sleep(_RESCUE_EVERY)
