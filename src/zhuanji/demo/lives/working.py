"""How it is judged, put right and answered, and whether the customer agrees."""

from collections.abc import Callable, Iterator
from datetime import datetime

from zhuanji.complaints import letters
from zhuanji.complaints.models import Judgement
from zhuanji.demo import happenings as do
from zhuanji.demo.lives.asking import Asking
from zhuanji.demo.lives.life import Step
from zhuanji.demo.telling import invent_tale


class Working(Asking):
    """From the judgement to the customer's last word."""

    def _worked(self, end: str) -> Iterator[Step]:
        self._later(0.1, self.hours * 0.4)
        if end == "refused":
            yield from self._refused()
        if self.case.complaint.verdict != "not_upheld":
            yield from self._upheld()
        yield from self._answered()
        yield from self._decided(end)

    def _judge(self, verdict: str, reason: str, words: str) -> Step:
        said = {"verdict": verdict, "reason": reason, "explanation": words}
        return self.at, self._do(do.judge, self.owner.actor, **said)

    def _refused(self) -> Iterator[Step]:
        people, rng = self.world.company.people, self.tale.rng
        self.refusal = self.tale.refusal()
        yield self._judge("not_upheld", *self.refusal)
        second = rng.choice([p for p in (people["legal"], people["lead"], people["songjiayin"]) if p != self.owner])  # fmt: skip
        self._later(*((8, 60) if self.lately else (1, 20)))
        deed, pool = (do.return_refusal, "returned") if rng.random() < 0.15 else (do.confirm_refusal, "review")  # fmt: skip
        yield self.at, self._do(deed, second.actor, review=self.tale.speak(pool))

    def _upheld(self) -> Iterator[Step]:
        tale, rng, agent = self.tale, self.tale.rng, self.owner.actor
        worker = self.worker.actor
        verdict = rng.choices(("upheld", "partly"), (7, 3))[0]
        yield self._judge(verdict, "facts_confirmed" if verdict == "upheld" else "part_confirmed", tale.speak("finding"))  # fmt: skip
        yield self._later(0.1, self.hours * 0.2), self._do(do.start_handling, worker)
        if rng.random() < 0.5:
            yield self.at, self._do(do.note, worker, body=tale.speak("note"))
        if rng.random() < 0.01 and not tale.foreign:
            yield self.at, self._splitting()
        if rng.random() < 0.4 and not tale.foreign:
            yield from self._talked()
        if rng.random() < 0.3:
            yield self._later(0.1, 2), self._do(do.note, agent, body=tale.speak("note"))
        findings = {part: tale.facts[part] + "。" for part in ("how", "why", "prevention")}
        helped_from, done_at = self.at, self._later(0.2, self.hours * 0.4)
        yield from self._helped(helped_from, done_at)
        yield done_at, self._do(do.record_findings, worker, **findings)

    def _splitting(self) -> Callable[[datetime], None]:
        """A second matter comes out in talking and gets a life of its own."""

        def split(at: datetime) -> None:
            tale = self.tale
            others = [s for s in self.world.stories if s["trade"] == tale.story["trade"] and s is not tale.story]  # fmt: skip
            story = tale.rng.choice(others or self.world.stories)
            part = invent_tale(tale.rng, tale.deck, at, tale.person, story)
            part.channel = "phone"
            self.world.born.append(type(self)(self.world, part, part_of=self).steps())

        return split

    def _answered(self) -> Iterator[Step]:
        body = self._letter()
        yield self._later(0.05, 1), self._do(do.answer, self.owner.actor, body=body)

    def _letter(self) -> str:
        if self.case.complaint.verdict != "not_upheld":
            return self.tale.answer(self.owner.name)
        reason, words = self.refusal
        latest = Judgement(reason=reason, explanation=words)
        return letters.refusal(self.case.complaint, latest)[1]

    def _decided(self, end: str) -> Iterator[Step]:
        agent, rng = self.owner.actor, self.tale.rng
        if end == "rejected":
            why = self.tale.speak("reject")
            yield self._customer_later(0.3, 9), self._do(do.reject, self.customer, why=why)
            yield self._later(0.5, 10), self._do(do.start_handling, agent)
            yield from self._answered()
        if end == "silent" or (end == "refused" and rng.random() < 0.7):
            self._later(40, 76)
        else:
            yield from self._accepted()
            self._later(0.2, 5)
        yield self.at, self._do(do.close, agent)
        if end == "reopened":
            yield from self._opened_again()

    def _accepted(self) -> Iterator[Step]:
        thanks = self.tale.speak("accept", owner=self.owner.name)
        self._customer_later(0.3, 9)
        if thanks and not self.tale.foreign:
            yield self.at, self._written(thanks, [])
        yield self.at, self._do(do.accept, self.customer)

    def _opened_again(self) -> Iterator[Step]:
        why = self.tale.speak("reopen")
        yield self._later(30, 300), self._do(do.reopen, self.customer, reason=why)
        yield self._later(1, 12), self._do(do.start_handling, self.owner.actor)
        self._later(1, 14)
        yield from self._answered()
        yield from self._decided("smooth")
