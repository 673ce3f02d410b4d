"""What it is about, how grave it is, and who looks after it."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from zhuanji.demo import happenings as do
from zhuanji.demo import triaging
from zhuanji.demo.lives.arriving import Arriving
from zhuanji.demo.lives.life import Step
from zhuanji.kernel.actors import Actor
from zhuanji.staff.models import Department
from zhuanji.staff.roles import Role

_AS_PROPOSED = 0.88


class Sorting(Arriving):
    """People decide about what triage proposed: most of it is right, some of it is not."""

    def _arranged(self) -> Iterator[Step]:
        company, rng = self.world.company, self.tale.rng
        code = self.tale.story["department"]
        place = company.departments[code]
        self._later(0.1, 1 + self.hours * 0.1)
        yield self.at, self._settling(self.lead, "department", code, place=place)
        yield from self._classified()
        if self.lately and self.case.complaint.grade != "general" and rng.random() < 0.3:
            self.owner = company.people["lead"]
            yield self.at, self._do(do.arrange, self.lead, field="owner", value=self.owner)
            self.at += timedelta(seconds=rng.randrange(1, 4))
            yield self.at, lambda at: triaging.assess(self.world.ledger, self.case, at=at)
        self.worker = rng.choice(company.having(Role.HANDLER, code) or [self.owner])

    def _classified(self) -> Iterator[Step]:
        """The owner looks at the proposals: today's complaints are not all looked at yet."""
        rng, held = self.tale.rng, self.case.complaint.category
        true = self.tale.story["category"]
        looked = rng.random() < (0.75 if self.lately else 0.95)
        if looked and (not held or (held != true and rng.random() < 0.6)):
            label = true if held else self.tale.named_category()
            yield self.at, self._settling(self.owner.actor, "category", label)
        if looked and rng.random() < (0.4 if self.lately else 0.8):
            yield self.at, self._settling(self.owner.actor, "grade", self._grade())

    def _grade(self) -> str:
        """Mostly as proposed; some see it as it was before, and a few otherwise."""
        proposed = self.world.ledger.triage.assessments[self.case.complaint.pk].proposals["grade"]
        chance = self.tale.rng.random()
        if chance < _AS_PROPOSED and proposed["label"]:
            return str(proposed["label"])
        return self.case.complaint.grade

    def _settling(
        self, by: Actor, head: str, label: str, place: Department | None = None
    ) -> Callable[[datetime], None]:
        return lambda at: triaging.settle(
            self.world.ledger, self.case, by=by, at=at, head=head, label=label, place=place
        )
