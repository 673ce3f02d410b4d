"""The clocks of the year as they stand at its end: who was late and why; the last hours run on."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from zhuanji.complaints.deadlines import Kind, begin, begin_again, term_of
from zhuanji.complaints.holding import holder_of
from zhuanji.complaints.models import Deadline, Delay
from zhuanji.demo.ledger import Case, Ledger
from zhuanji.working_hours.queries import calendar_in_use

_LEFT_TO_THE_CLOCK = timedelta(hours=12)  # the day's alarms are real ones
_SILENT_AT_MOST = timedelta(days=2)  # the word that came then is not told
_EXPLAINED = 0.7
_CAUSES = {
    Delay.Cause.DEPARTMENT: 30, Delay.Cause.WORKLOAD: 25, Delay.Cause.SUPPLIER: 20,
    Delay.Cause.APPROVAL: 8, Delay.Cause.HARD: 8, Delay.Cause.MISROUTED: 5, Delay.Cause.FORGOTTEN: 4,
}  # fmt: skip


def wind_clocks(ledger: Ledger, *, at: datetime) -> list[Delay]:
    """Bring every deadline to where it stands now; return the delays that there were."""
    chance = Random(len(ledger.complaints))  # noqa: S311 - a story, no secret
    return [
        delay
        for case in ledger.complaints.values()
        for row in case.deadlines.values()
        for delay in _wound(ledger, case, row, chance, at)
    ]


def _wound(
    ledger: Ledger, case: Case, row: Deadline, chance: Random, at: datetime
) -> Iterator[Delay]:
    row.pk = ledger.new_id(Deadline)
    if row.state == Deadline.State.RUNNING:
        _run_on(row, at)
    was_late = row.state != Deadline.State.LAPSED and row.due_at < (row.met_at or at)
    if was_late and row.kind != Kind.HEARTBEAT:
        row.breached_at = row.breached_at or row.due_at
        yield _delay(case, row, chance)


def _run_on(row: Deadline, at: datetime) -> None:
    calendar = calendar_in_use(at)
    if row.kind == Kind.HEARTBEAT and row.due_at <= at - _SILENT_AT_MOST:
        begin_again(row, term_of(row).after(at, calendar), calendar, at=at)
    else:
        begin(row, calendar, at=at - _LEFT_TO_THE_CLOCK)


def _delay(case: Case, row: Deadline, chance: Random) -> Delay:
    holder = holder_of(row)
    owner, place = holder.owner, holder.department
    delay = Delay(
        deadline=row,
        due_at=row.due_at,
        owner=owner,
        department=place,
        stage=case.complaint.stage,
    )
    if owner and row.met_at and chance.random() < _EXPLAINED:
        (delay.cause,) = chance.choices(list(_CAUSES), list(_CAUSES.values()))
        delay.explained_by, delay.explained_at = owner.actor.key, row.met_at
    return delay
