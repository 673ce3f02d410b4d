"""From the moment it comes in to where it stands at `until`: what happens to each complaint."""

from collections.abc import Iterator
from datetime import timedelta

from zhuanji.demo import happenings as do
from zhuanji.demo.lives.life import Step
from zhuanji.demo.lives.working import Working
from zhuanji.staff.roles import Role

_HOURS = {"general": (1, 20), "complex": (20, 110), "major": (2, 40), "emergency": (1, 20)}
_ENDS = {"smooth": 58, "silent": 13, "rejected": 9, "refused": 11, "withdrawn": 5, "reopened": 4}
_LATELY = timedelta(days=6)


class WholeLife(Working):
    """One complaint from its first hour to its last."""

    def steps(self) -> Iterator[Step]:
        rng = self.tale.rng
        yield from self._begun()
        self.lead = rng.choice(self.world.company.having(Role.LEAD)).actor
        low, high = _HOURS[self.case.complaint.grade]
        self.hours = rng.uniform(low, high) * (2.2 if rng.random() < 0.1 else 1)
        self.lately = self.world.year.until - self.at < _LATELY
        yield from self._tied()
        if self.case.complaint.merged_into_id:
            return
        yield from self._arranged()
        yield from self._listened()
        end = self._end()
        if end == "withdrawn":
            reason = self.tale.speak("withdraw")
            yield self._later(0.2, self.hours), self._do(do.withdraw, self.customer, reason=reason)
        elif end != "stalled":
            yield from self._worked(end)

    def _end(self) -> str:
        weights = dict(_ENDS)
        if self.lately:  # some wait longer than they should, some for a second person
            weights |= {"stalled": 24, "refused": 18}
        return str(self.tale.rng.choices(list(weights), list(weights.values()))[0])
