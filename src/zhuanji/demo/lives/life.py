"""What every part of a life needs: who it is about, where it stands, and the next hour."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from zhuanji.demo.ledger import Case
from zhuanji.demo.telling import Tale
from zhuanji.demo.world import World
from zhuanji.kernel.actors import Actor, complainant
from zhuanji.staff.models import User

Step = tuple[datetime, Callable[[datetime], object]]


@dataclass
class Life:
    """One complaint on its way. Each step is told only after the one before has happened."""

    world: World
    tale: Tale
    part_of: "Life | None" = None
    at: datetime = field(init=False)
    case: Case = field(init=False)
    owner: User = field(init=False)
    worker: User = field(init=False)
    lead: Actor = field(init=False)
    refusal: tuple[str, str] = field(init=False)  # its reason, and how it is put
    hours: float = field(init=False)
    lately: bool = field(init=False)

    def steps(self) -> Iterator[Step]:
        """Tell it from its first hour to its last."""
        raise NotImplementedError

    @property
    def customer(self) -> Actor:
        return complainant(self.case.complaint.thread)

    def _do(self, deed: Callable[..., object], by: Actor, **more: Any) -> Callable[..., object]:
        return lambda at: deed(self.world.ledger, self.case, by=by, at=at, **more)

    def _later(self, low: float, high: float) -> datetime:
        later = self.at + timedelta(hours=self.tale.rng.uniform(low, high))
        self.at = self.world.year.staffed(later, self.tale.rng)
        return self.at

    def _customer_later(self, low: float, high: float) -> datetime:
        later = self.at + timedelta(hours=self.tale.rng.uniform(low, high))
        self.at = self.world.year.awake(later, self.tale.rng)
        return self.at
