"""What channels do: take tables of complaints in, and say that complaints were taken out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from django.db import transaction

from zhuanji.channels.policies import require_may_export, require_may_import
from zhuanji.channels.spreadsheets.reading import Reading
from zhuanji.complaints.actions import Row, register_complaints
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.staff.roles import Right

BATCH = 1000


@dataclass(frozen=True)
class Counts:
    """What became of the rows of one batch."""

    registered: int = 0
    earlier: int = 0
    refused: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.registered + other.registered,
            self.earlier + other.earlier,
            self.refused + other.refused,
        )


def batches(readings: Iterable[Reading]) -> Iterator[list[Reading]]:
    rest = iter(readings)
    while batch := list(islice(rest, BATCH)):
        yield batch


def import_batch(
    *, by: Actor, at: datetime, readings: list[Reading], acknowledge: bool = False
) -> Counts:
    """Register the good rows of a batch, all or none; rows registered before change nothing.

    Whoever may import may register what is imported. Raises NotAllowed.
    """
    require_may_import(by)
    rows = [Row(one.given, one.key) for one in readings if one.given is not None]
    registrar = replace(by, rights=by.rights | {Right.REGISTER})
    done = register_complaints(by=registrar, at=at, rows=rows, acknowledge=acknowledge)
    earlier = len(rows) - (len(done.numbers) - len(done.earlier))
    return Counts(len(rows) - earlier, earlier, len(readings) - len(rows))


@transaction.atomic
def note_import(*, by: Actor, at: datetime, sha256: str, counts: Counts) -> None:
    """Write into history that a file was imported, by its hash, and what became of its rows."""
    require_may_import(by)
    record(
        kind="import.finished",
        about=f"import/{sha256[:32]}",
        by=by,
        at=at,
        registered=counts.registered,
        earlier=counts.earlier,
        refused=counts.refused,
    )


@transaction.atomic
def note_export(*, by: Actor, at: datetime, wanted: str, rows: int) -> None:
    """Write into history that complaints were taken out: by which filter, and how many."""
    require_may_export(by)
    record(kind="export.made", about=f"export/{by.key}", by=by, at=at, filter=wanted, rows=rows)
