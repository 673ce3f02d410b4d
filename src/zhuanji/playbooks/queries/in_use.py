"""The playbook in use, kept in the process: asked for hundreds of times a page.

Whether a newer one was put into use is asked of the database at most once a second, by one row of
an index, in whatever process and thread comes first: no listener, nothing to miss, and a page
costs no query more than it did.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import inf

from zhuanji.playbooks.body import PlaybookBody
from zhuanji.playbooks.models import PlaybookVersion
from zhuanji.playbooks.playbook import Playbook
from zhuanji.playbooks.shipped import general

ASK_EVERY = 1.0  # seconds


@dataclass(frozen=True)
class _Kept:
    """`row` is the id of its row: a number may be taken again when a transaction fails."""

    playbook: Playbook
    row: int | None
    until: float


class _Memory:
    kept: _Kept | None = None
    others: list[Callable[[], None]] = []


def on_forgetting(forget: Callable[[], None]) -> None:
    """Call this whenever what is remembered of playbooks may be wrong."""
    _Memory.others.append(forget)


def playbook_in_use() -> Playbook:
    """The playbook in use, as it was at most a second ago."""
    kept = _Memory.kept
    if kept is None or time.monotonic() >= kept.until:
        kept = _Memory.kept = _ask(kept)
    return kept.playbook


def forget_playbook() -> None:
    """Ask the database next time."""
    _Memory.kept = None
    for forget in _Memory.others:
        forget()


def keep_playbook(playbook: Playbook | None = None) -> None:
    """Use this one (the shipped one) without asking, until told to forget it."""
    forget_playbook()
    _Memory.kept = _Kept(playbook or shipped_playbook(), None, inf)


@lru_cache(maxsize=1)
def shipped_playbook() -> Playbook:
    """Version 0: what is in use before anybody put one into use."""
    return Playbook(0, general())


def _ask(before: _Kept | None) -> _Kept:
    row = PlaybookVersion.objects.order_by("-number").values_list("pk", flat=True).first()
    until = time.monotonic() + ASK_EVERY
    if before is not None and before.row == row:
        return _Kept(before.playbook, row, until)
    return _Kept(_read(row), row, until)


def _read(row: int | None) -> Playbook:
    if row is None:
        return shipped_playbook()
    version = PlaybookVersion.objects.get(pk=row)
    return Playbook(version.number, PlaybookBody.model_validate(version.body))
