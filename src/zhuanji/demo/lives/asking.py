"""Departments are asked for help while a complaint is handled: some are quick, some are late."""

from collections.abc import Iterator
from datetime import datetime
from random import Random

from zhuanji.complaints.models import Proof, Task
from zhuanji.demo import tasks as do
from zhuanji.demo.grammar import say
from zhuanji.demo.ledger import Ledger
from zhuanji.demo.lives.life import Step
from zhuanji.demo.lives.talking import Talking
from zhuanji.demo.papers import hand_over
from zhuanji.demo.people import words
from zhuanji.staff.models import User
from zhuanji.staff.roles import Role

_LATELY, _ONCE = 0.95, 0.03  # how many complaints need another department
_LATE = 0.3


class Asking(Talking):
    """One or two departments do something between two moments; all of it is settled by the second."""

    def _helped(self, start: datetime, end: datetime) -> Iterator[Step]:
        chance = Random(f"{self.tale.received_at} {self.tale.person.phone}")  # noqa: S311 - a story
        if self.tale.foreign or chance.random() > (_LATELY if self.lately else _ONCE):
            return
        own = self.tale.story["department"]
        trade = self.tale.story["trade"]
        every = words("tasks")["task"]
        able = [one for one in every if one["department"] != own and trade in one["trades"]]
        steps = [
            step
            for asked in chance.sample(able, min(len(able), chance.choice((1, 2, 2))))
            for step in self._one(asked, chance, start, end)
        ]
        yield from sorted(steps, key=lambda step: step[0])

    def _one(
        self, asked: dict[str, object], chance: Random, start: datetime, end: datetime
    ) -> Iterator[Step]:
        company, code = self.world.company, str(asked["department"])
        able = company.having(Role.HANDLER, code) or company.having(Role.AGENT, code)
        doer = chance.choice([person for person in able if person != self.owner])
        said = {
            **asked,
            "title": say(chance.choice(asked["title"]), self.tale.facts, chance),  # type: ignore[arg-type]
            "proof": chance.choice(asked["proof"]),  # type: ignore[arg-type]
        }
        return _Errand(self, said, doer, chance, start, end).steps()


class _Errand:
    """One task from being asked to being settled."""

    def __init__(
        self,
        life: Asking,
        said: dict[str, object],
        doer: User,
        chance: Random,
        start: datetime,
        end: datetime,
    ) -> None:
        self.life, self.said, self.doer, self.chance = life, said, doer, chance
        self.start, self.span = start, end - start
        self.task: Task | None = None
        self.proof: Proof | None = None

    def steps(self) -> Iterator[Step]:
        yield self._at(0.02), self._ask
        end = self.chance.random()
        if end < 0.08:
            yield self._at(0.5), self._cancel
            return
        yield self._at(self.chance.uniform(0.08, 0.3)), self._take
        if end < 0.4:
            yield self._at(0.35), self._move
        yield self._at(self.chance.uniform(0.4, 0.55)), self._hand_in
        if end > 0.75:
            yield self._at(0.62), self._send_back
            yield self._at(0.8), self._hand_in
        yield self._at(self.chance.uniform(0.85, 0.95)), self._accept

    def _at(self, share: float) -> datetime:
        return self.start + self.span * share

    def _ask(self, at: datetime) -> None:
        late = self.chance.random() < _LATE
        self.task = do.ask(
            self._ledger,
            self.life.case,
            by=self.life.owner.actor,
            at=at,
            department=self.life.world.company.departments[str(self.said["department"])],
            words=self.said,
            due_at=self._at(0.35 if late else 1.2),
        )

    def _take(self, at: datetime) -> None:
        do.take(self._ledger, self._known, by=self.doer, at=at)

    def _move(self, at: datetime) -> None:
        due_at = max(self._known.deadline.due_at, at) + self.span / 3
        owner = self.life.owner.actor
        do.move(self._ledger, self._known, by=owner, at=at, due_at=due_at, reason="配件未到，顺延")

    def _hand_in(self, at: datetime) -> None:
        photo = hand_over(str(self.said["paper"]), self.life.tale.facts, self.chance)
        self.proof = do.hand_in(
            self._ledger,
            self.life.case,
            self._known,
            at=at,
            words=str(self.said["proof"]),
            files=[photo],
        )

    def _send_back(self, at: datetime) -> None:
        reason, owner = str(self.said["missing"]), self.life.owner.actor
        do.send_back(self._ledger, self._shown, by=owner, at=at, reason=reason)

    def _accept(self, at: datetime) -> None:
        do.accept(self._ledger, self._shown, by=self.life.owner.actor, at=at)

    def _cancel(self, at: datetime) -> None:
        owner = self.life.owner.actor
        do.cancel(self._ledger, self._known, by=owner, at=at, reason="客户已自行解决，不再需要")

    @property
    def _ledger(self) -> Ledger:
        return self.life.world.ledger

    @property
    def _known(self) -> Task:
        if self.task is None:
            raise ValueError("It was not asked yet.")
        return self.task

    @property
    def _shown(self) -> Proof:
        if self.proof is None:
            raise ValueError("It was not handed in yet.")
        return self.proof
