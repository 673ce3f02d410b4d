"""From the cells of a row to a Registration, or to everything that is wrong with the row."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from zhuanji.channels.spreadsheets import choices
from zhuanji.channels.spreadsheets.cells import read_moment, tidy_text
from zhuanji.channels.spreadsheets.fields import bare
from zhuanji.channels.spreadsheets.problems import Problem, problem
from zhuanji.complaints.registration import Registration
from zhuanji.language.phones import parse_phone

REFERENCE = "external_reference"
_SAYS = (  # a row without a reference is known by these
    "customer.phone",
    "customer.email",
    "customer.account",
    "customer.name",
    "order_number",
    "received_at",
    "account",
)
_MOMENTS = frozenset({"received_at", "occurred_at"})
_ARMED = ("'=", "'+", "'-", "'@", "'\t", "'＝", "'＋", "'－", "'＠", "''")


class CannotRead(Exception):
    """A cell means nothing for its field."""

    def __init__(self, kind: str, **facts: Any) -> None:
        super().__init__(kind)
        self.kind, self.facts = kind, facts


@dataclass(frozen=True)
class Reading:
    """One row as it was understood: a registration, or problems, never both."""

    number: int
    cells: list[str]
    given: Registration | None
    problems: list[Problem] = field(default_factory=list)
    key: str = ""


@dataclass(frozen=True)
class Options:
    """What holds for rows that do not say it themselves."""

    channel: str = "import"
    received_at: datetime | None = None
    every_row: bool = False  # also what says the same as another row, here or in an earlier file


class Reader:
    """Reads the rows of one file. Feed it every row in order: it notices what comes again.

    A row is known by its reference, else by what it says, wherever it stands; with `every_row`
    a row without a reference is known by its file and place.
    """

    def __init__(
        self, header: Sequence[str], mapping: Mapping[str, str], options: Options, sha256: str
    ) -> None:
        places = {name: place for place, name in enumerate(header)}
        self._width = len(header)
        self._cells = [
            (name, places[column], _reader_for(name))
            for name, column in mapping.items()
            if column in places
        ]
        self._options = options
        self._first: dict[bytes, int] = {}  # what a row is known by -> its number
        self._says_at = [places[mapping[f]] for f in _SAYS if mapping.get(f) in places]
        self._reference_at = places.get(mapping.get(REFERENCE, ""))
        self._references = f"import:{_short(bare(mapping.get(REFERENCE, '')))}"
        self._places = f"import:{_short(sha256)}"

    def read_all(self, rows: Iterator[tuple[int, list[str]]]) -> Iterator[Reading]:
        return (self.read(number, cells) for number, cells in rows)

    def pass_over(self, number: int, cells: list[str]) -> None:
        """A row that an earlier run has handled: remember only what it is known by."""
        reference = self._reference(cells)
        self._earlier(f"#{reference}" if reference else self._words(cells), number)

    def read(self, number: int, cells: list[str]) -> Reading:
        reference = self._reference(cells)
        wrong: list[Problem] = []
        if reference and (first := self._earlier(f"#{reference}", number)):
            wrong.append(problem(REFERENCE, "repeated", row=first))
        if any(cell.strip() for cell in cells[self._width :]):
            wrong.append(problem("", "too_many_cells"))
        given = self._given(cells, wrong)
        registration = _validated(given, wrong)
        if wrong or registration is None:
            return Reading(number, cells, None, wrong)
        if reference:
            return Reading(
                number, cells, registration, key=f"{self._references}:{_short(reference)}"
            )
        return self._by_what_it_says(number, cells, registration)

    def _by_what_it_says(self, number: int, cells: list[str], given: Registration) -> Reading:
        if self._options.every_row:
            return Reading(number, cells, given, key=f"{self._places}:row-{number}")
        if first := self._earlier(self._words(cells), number):
            return Reading(number, cells, None, [problem("", "same_row", row=first)])
        return Reading(number, cells, given, key=f"import:content:{content_key(given)}")

    def _words(self, cells: list[str]) -> str:
        have = len(cells)
        return "\x1f".join("".join(cells[at].split()) for at in self._says_at if at < have)

    def _reference(self, cells: list[str]) -> str:
        if self._reference_at is None or self._reference_at >= len(cells):
            return ""
        return " ".join(cells[self._reference_at].split())

    def _earlier(self, known_by: str, number: int) -> int:
        """The number of the first row that is known by the same; 0 when this is the first."""
        mark = hashlib.blake2b(known_by.encode("utf-8", "replace"), digest_size=12).digest()
        first = self._first.setdefault(mark, number)
        return 0 if first == number else first

    def _given(self, cells: list[str], wrong: list[Problem]) -> dict[str, Any]:
        given: dict[str, Any] = {"channel": self._options.channel}
        if self._options.received_at:
            given["received_at"] = self._options.received_at
        have = len(cells)
        for name, place, read in self._cells:
            text = cells[place] if place < have else ""
            if not text or not (text := _disarmed(text)):
                continue
            try:
                _put(given, name, read(text))
            except CannotRead as refusal:
                wrong.append(problem(name, refusal.kind, **refusal.facts))
        return given


def content_key(given: Registration) -> str:
    """A name for what a row says: who, about which order, when, and what happened.

    It is the same wherever the row stands, in whichever file, however spaces are set.
    """
    who = given.customer
    phone = parse_phone(who.phone) if who.phone else None
    received = given.received_at.isoformat() if given.received_at else ""
    words = (
        phone.normal if phone else "",
        who.email,
        who.account,
        who.name,
        given.order_number,
        received,
        "".join(given.account.split()),
    )
    return _short("\x1f".join(words))


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def _disarmed(text: str) -> str:
    """Take away the mark that keeps spreadsheet programs from running a cell (see arming.py)."""
    text = tidy_text(text)
    return text[1:] if text.startswith(_ARMED) else text


def _put(given: dict[str, Any], name: str, value: Any) -> None:
    outer, dot, inner = name.partition(".")
    if dot:
        given.setdefault(outer, {})[inner] = value
    else:
        given[name] = value


def _validated(given: dict[str, Any], wrong: list[Problem]) -> Registration | None:
    try:
        return Registration.model_validate(given)
    except ValidationError as refusal:
        for error in refusal.errors(include_url=False, include_input=False):
            name = ".".join(map(str, error["loc"])) or "account"
            facts = {k: v for k, v in error.get("ctx", {}).items() if isinstance(v, str | int)}
            kind = (
                "account_missing"
                if (name, error["type"]) == ("account", "missing")
                else error["type"]
            )
            wrong.append(problem(name, kind, **facts))
        return None


def _reader_for(name: str) -> Callable[[str], Any]:
    if name in _MOMENTS:
        return _moment
    if name in choices.CHOICES or name == choices.CATEGORY:
        return lambda text: _choice(name, text)
    return {"confidential": _flag, "language": _language}.get(name, str)


def _moment(text: str) -> datetime:
    found = read_moment(text)
    if found is None:
        raise CannotRead("datetime_parsing")
    return found


def _choice(name: str, text: str) -> str:
    found = choices.read_choice(name, text)
    if found is None:
        raise CannotRead("choice", given=text[:40], of=name)
    return found


def _flag(text: str) -> bool:
    found = choices.read_flag(text)
    if found is None:
        raise CannotRead("bool_parsing")
    return found


def _language(text: str) -> str:
    word = text.lower()
    return "en" if word.startswith("en") or word in {"英文", "英语"} else "zh-hans"
