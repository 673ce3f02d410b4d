"""One open page: what it wants to hear, and what it has not been told yet."""

import asyncio
from dataclasses import dataclass, field

from zhuanji.kernel.actors import Actor

BEHIND = "behind"  # news may have been missed: the page asks for everything it shows
SIGNED_OUT = "signed-out"


@dataclass(eq=False)
class Subscriber:
    """Keeps only the newest line per topic, so a slow reader never costs more than its topics."""

    session_key: str
    actor: Actor
    topics: frozenset[str]
    ended: bool = False
    signed_out: bool = False
    _untold: dict[str, int] = field(default_factory=dict)
    _woken: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, heard: dict[str, int]) -> None:
        wanted = {topic: entry for topic, entry in heard.items() if topic in self.topics}
        if wanted:
            self._untold |= wanted
            self._woken.set()

    def fall_behind(self) -> None:
        self._untold = {BEHIND: 0}
        self._woken.set()

    def end(self, *, signed_out: bool) -> None:
        """A page that may still listen comes back by itself, as who it is now."""
        self.ended, self.signed_out = True, signed_out
        self._woken.set()

    async def next(self, *, within: float) -> dict[str, int]:
        """Wait for news and take it; nothing when none came in time or it is over."""
        try:
            await asyncio.wait_for(self._woken.wait(), within)
        except TimeoutError:
            return {}
        self._woken.clear()
        untold, self._untold = self._untold, {}
        return untold
