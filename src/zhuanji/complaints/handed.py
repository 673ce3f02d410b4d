"""Who had a complaint in hand, who may not, and how often it was passed on: pure, and its columns."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

FIELDS = ("owner", "department")


class Handed(models.Model):
    """The columns of a complaint that say through whose hands it went.

    `trail` names everybody who was given it on the way, in order ("owner:7", "department:3");
    `handovers` counts how often it went from one to another, `returns` how often to one who had it
    before. `barred` are people who are not impartial; of those in `concerns` it complains, and they
    do not see it.
    """

    trail = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    handovers = models.PositiveSmallIntegerField(default=0, db_default=0)
    returns = models.PositiveSmallIntegerField(default=0, db_default=0)
    barred = ArrayField(models.BigIntegerField(), default=list, blank=True)
    concerns = ArrayField(models.BigIntegerField(), default=list, blank=True)

    class Meta:
        abstract = True

    def passes_on(self, field: str, before: str, after: str) -> bool:
        """Whether giving it to `after` takes it from somebody else who had it."""
        held = self._last(field) or (f"{field}:{before}" if before else "")
        return field in FIELDS and bool(after) and bool(held) and held != f"{field}:{after}"

    def note_holder(self, field: str, before: str, after: str, *, counts: bool = True) -> None:
        """Write down who is given it. Absence and partiality are no ping-pong: they do not count."""
        if field not in FIELDS:
            return
        passed = self.passes_on(field, before, after)
        if before and not self._last(field):
            self.trail = [*self.trail, f"{field}:{before}"]
        if not after:
            return
        holder = f"{field}:{after}"
        if passed and counts:
            self.handovers += 1
            self.returns += holder in self.trail
        if self._last(field) != holder:
            self.trail = [*self.trail, holder]

    def forget_holder(self, field: str, before: str, after: str) -> None:
        """Take back that it went from `before` to `after`, as if it had stayed."""
        holder = f"{field}:{after}"
        if not after or self._last(field) != holder:
            return
        place = len(self.trail) - 1 - self.trail[::-1].index(holder)
        self.trail = self.trail[:place] + self.trail[place + 1 :]
        if before and self.handovers:
            self.handovers -= 1
            self.returns -= holder in self.trail and self.returns > 0

    def _last(self, field: str) -> str:
        return next((one for one in reversed(self.trail) if one.startswith(f"{field}:")), "")
