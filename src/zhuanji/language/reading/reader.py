"""The whole reading: every kind after the other on one sheet."""

from collections.abc import Callable, Iterable
from datetime import datetime

from zhuanji.language.reading.addresses import addresses
from zhuanji.language.reading.amounts import amounts
from zhuanji.language.reading.bank_cards import bank_cards
from zhuanji.language.reading.codes import codes
from zhuanji.language.reading.demands import demands
from zhuanji.language.reading.emails import emails
from zhuanji.language.reading.emotions import emotions, intensity
from zhuanji.language.reading.findings import Finding, Reading
from zhuanji.language.reading.identity_cards import identity_cards
from zhuanji.language.reading.moments import moments
from zhuanji.language.reading.phones import phones
from zhuanji.language.reading.places import places
from zhuanji.language.reading.repeats import repeats
from zhuanji.language.reading.sentences import sentences
from zhuanji.language.reading.sheet import Mark, Sheet, prepare
from zhuanji.language.reading.threats import threats

Readers = tuple[tuple[str, Callable[[Sheet], Iterable[Mark]]], ...]

# Who comes first takes the figures: a card's digits are no telephone, an order's no day.
_IDENTIFIERS: Readers = (
    ("email", emails),
    ("identity_card", identity_cards),
    ("bank_card", bank_cards),
    ("phone", phones),
)
_OTHERS: Readers = (
    ("address", addresses),
    ("amount", amounts),
    ("moment", moments),
    ("place", places),
    ("emotion", emotions),
    ("demand", demands),
    ("threat", threats),
    ("repeat", repeats),
)


def read(text: str, *, at: datetime | None = None) -> Reading:
    """Read a complaint; never raise, whatever the text, and in time that grows with its length.

    Days and hours like 上周三下午 are resolved against `at`, the moment of the event or of receipt,
    in its time zone: pass local time. Without it they are found, and their value stays empty.
    """
    sheet = prepare(text, at)
    marks = _all_marks(sheet)
    return Reading(
        text=text,
        at=at,
        findings=_findings(sheet, marks, text),
        sentences=sentences(text),
        intensity=intensity(marks["emotion"]),
        demands=_weightiest(marks["demand"]),
        threats=_weightiest(marks["threat"]),
        emotions=_weightiest(marks["emotion"]),
    )


def _all_marks(sheet: Sheet) -> dict[str, list[Mark]]:
    marks = {kind: list(reader(sheet)) for kind, reader in _IDENTIFIERS}
    marks |= codes(sheet)
    marks |= {kind: list(reader(sheet)) for kind, reader in _OTHERS}
    return marks


def _findings(sheet: Sheet, marks: dict[str, list[Mark]], text: str) -> tuple[Finding, ...]:
    found = []
    for kind, of_kind in marks.items():
        for mark in of_kind:
            start, end = sheet.plain.start(mark.start), sheet.plain.end(mark.end)
            found.append(Finding(kind, start, end, text[start:end], mark.value))
    found.sort(key=lambda finding: (finding.start, -finding.end))
    return tuple(found)


def _weightiest(marks: list[Mark]) -> tuple[str, ...]:
    weights: dict[str, float] = {}
    for mark in marks:
        weights[mark.value] = weights.get(mark.value, 0.0) + mark.weight
    return tuple(sorted(weights, key=weights.__getitem__, reverse=True))
