"""What colleagues and customer say to each other on the way."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from zhuanji.demo import happenings as do
from zhuanji.demo.lives.life import Step
from zhuanji.demo.lives.sorting import Sorting
from zhuanji.demo.papers import hand_over
from zhuanji.kernel.actors import Actor


class Talking(Sorting):
    """Somebody listens, asks, shows, and names a colleague."""

    def _listened(self) -> Iterator[Step]:
        tale, rng, agent = self.tale, self.tale.rng, self.owner.actor
        if rng.random() < 0.4:
            words = f"客户反映：{tale.facts['day']}{_of(tale.facts)}出了问题，希望{tale.facts['demand']}。"
            right = rng.choice((True, True, True, None, False))
            yield self.at, self._do(do.restate, agent, restatement=words, confirmed=right)
        if rng.random() < 0.35:
            yield self._mention(agent)
        if rng.random() < 0.4 and not tale.foreign:
            yield from self._talked()

    def _mention(self, by: Actor) -> Step:
        people, rng = self.world.company.people, self.tale.rng
        pool = ("lead", "lead", "handler", "inspector", "legal", "songjiayin")
        grave = self.case.complaint.grade in ("major", "emergency")
        other = people["executive" if grave and rng.random() < 0.3 else rng.choice(pool)]
        named = tuple(p for p in dict.fromkeys((self.worker, other)) if p.actor != by)
        named = named or (people["songjiayin"],)
        recent = self.world.year.until - self.at < timedelta(days=4)
        seen = None if recent else self.at + timedelta(minutes=rng.randrange(5, 300))
        body = self.tale.speak("mention", who=" @".join(person.name for person in named))
        return self.at, self._do(do.note, by, body=body, mentions=named, seen_at=seen)

    def _talked(self) -> Iterator[Step]:
        rng = self.tale.rng
        for _turn in range(rng.choices((1, 2, 3), (60, 28, 12))[0]):
            asked, said, shows = self.tale.exchange(self.owner.name)
            yield self._later(0.1, 2), self._do(do.reply, self.owner.actor, body=asked)
            if rng.random() < 0.85:
                kinds = self.tale.story["evidence"][:1] if shows else []
                yield self._customer_later(0.05, 3), self._written(said, kinds)

    def _written(self, said: str, kinds: list[str]) -> Callable[[datetime], None]:
        def write(at: datetime) -> None:
            files = [hand_over(kind, self.tale.facts, self.tale.rng) for kind in kinds]
            do.customer_message(
                self.world.ledger, self.case, by=self.customer, at=at, body=said, files=files
            )

        return write


def _of(facts: dict[str, str]) -> str:
    """What it is about and where from, once when they are one."""
    shop, product = facts["shop"], facts["product"]
    return product if product in shop or shop in product else f"{shop}的{product}"
