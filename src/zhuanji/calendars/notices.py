"""The State Council's yearly notice about holidays, as it is published: its text, or as JSON.

二、春节：2月15日（农历腊月二十八、周日）至23日（周一）放假调休，共9天。2月14日（周六）上班。
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhuanji.calendars.working_days import WorkingCalendar
from zhuanji.kernel.errors import DomainError

LONGEST = 20_000
LONGEST_HOLIDAY = 31
FIRST_YEAR, LAST_YEAR = 2000, 2100
DECEMBER, SATURDAY = 12, 5
FESTIVALS = ("元旦", "春节", "清明", "劳动节", "端午", "中秋", "国庆")
WEEKDAYS = "一二三四五六日"

TITLE = re.compile(r"关于\s*(\d{4})\s*年\s*部分节假日安排|现将\s*(\d{4})\s*年")
ITEM = re.compile(r"\s*[一二三四五六七八九十]{1,3}\s*[、.]\s*([^:]{1,20}):(.*)")
DATE = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^)]*)\))?")
WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
CLAUSE = re.compile(r"[^。;,]+")
ISSUED = re.compile(r"国办发(?:明电)?\s*[〔\[［]\d{4}[〕\]］]\s*\d{1,4}\s*号")
COUNT = re.compile(r"共(\d+)天")


@dataclass(frozen=True)
class Problem:
    """What is wrong with one line, which is counted from one; 0 is the notice as a whole."""

    line: int
    words: str

    def __str__(self) -> str:
        return _("Line %(line)s: %(words)s") % vars(self) if self.line else self.words


class UnusableNotice(DomainError):
    """A notice that cannot be taken as it stands; `problems` name its lines."""

    status = 422
    message = gettext_lazy("This notice cannot be used as it stands.")

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = dict(enumerate(map(str, problems)))
        super().__init__(" ".join(self.problems.values()))


@dataclass(frozen=True, order=True)
class NoticeDay:
    on: date
    worked: bool
    name: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Notice:
    """The days of one year that are free or worked by it, in order."""

    year: int
    days: tuple[NoticeDay, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The festivals of the law that it does not name: worth a second look."""
        named = "".join(day.name for day in self.days if not day.worked)
        return tuple(festival for festival in FESTIVALS if festival not in named)


def read_notice(text: str) -> Notice:
    """Read a notice in either form. Raises UnusableNotice, which names the lines."""
    if len(text) > LONGEST:
        raise UnusableNotice([Problem(0, _("That is too long to be a notice."))])
    if not text.strip():
        raise UnusableNotice([Problem(0, _("Paste the notice first."))])
    return _from_json(text) if text.lstrip().startswith(("{", "[")) else _from_words(text)


def number_of(text: str) -> str:
    """Return the number under which a notice was issued, 国办发明电〔2025〕7号, or nothing."""
    found = ISSUED.search(text)
    return found[0] if found else ""


def with_notices(calendar: WorkingCalendar, notices: Iterable[Notice]) -> WorkingCalendar:
    """Return the calendar in which these notices say everything about their years."""
    given = tuple(notices)
    years = frozenset(notice.year for notice in given)
    exceptions = {on: worked for on, worked in calendar.exceptions.items() if on.year not in years}
    names = {on: name for on, name in calendar.names.items() if on.year not in years}
    days = [day for notice in given for day in notice.days]
    return replace(
        calendar,
        exceptions=exceptions | {day.on: day.worked for day in days},
        confirmed_years=calendar.confirmed_years | years,
        names=names | {day.on: day.name for day in days},
    )


# --- its words


def _from_words(text: str) -> Notice:
    clean = unicodedata.normalize("NFKC", text)
    title = TITLE.search(clean.replace("\n", ""))
    if not title:
        words = _("The year is missing. Paste the title too: 关于2027年部分节假日安排的通知.")
        raise UnusableNotice([Problem(0, words)])
    reader = _Reader(int(title[1] or title[2]))
    for number, line in enumerate(clean.splitlines(), start=1):
        if item := ITEM.fullmatch(line):
            reader.read(number, item[1].strip(), item[2])
    if not reader.days and not reader.problems:
        words = _("No line looks like “一、元旦：1月1日（周五）至3日（周日）放假，共3天。”")
        raise UnusableNotice([Problem(0, words)])
    return _checked(reader.year, reader.days, reader.problems)


class _Reader:
    """Reads the numbered lines of a notice one by one."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.days: list[NoticeDay] = []
        self.problems: list[Problem] = []
        self._line = 0

    def read(self, line: int, name: str, words: str) -> None:
        """Take over what one line says of its festival."""
        self._line, before, free, pending = line, len(self.days), 0, ""
        for clause in CLAUSE.findall(_without_breaks(words)):
            pending += clause
            if "鼓励" in pending:  # a wish, no decision
                pending = ""
            elif "放假" in pending or "上班" in pending:
                found = self._dates(pending)
                worked = "上班" in pending
                free += 0 if worked else len(found)
                self.days += [NoticeDay(on, worked, name, line) for on in found]
                pending = ""
            elif count := COUNT.search(pending):
                self._count(free, int(count[1]))
                pending = ""
        if len(self.days) == before and not any(one.line == line for one in self.problems):
            self._wrong(_("no date with 放假 or 上班 is found in it."))

    def _dates(self, clause: str) -> list[date]:
        """Return every day of a clause: 1月28日至2月4日, or 1月26日、2月8日."""
        found: list[date] = []
        month, year, end = 0, self.year, 0
        for token in DATE.finditer(clause):
            month, year = int(token[2] or month), int(token[1] or year)
            on = self._date(year, month, int(token[3]), token[4] or "")
            is_range = clause[end : token.start()].strip() in {"至", "到", "-", "—", "~"}
            end = token.end()
            if on is None:
                continue
            found += self._stretch(found[-1], on) if is_range and found else [on]
        return found

    def _date(self, year: int, month: int, day: int, note: str) -> date | None:
        try:
            on = date(year, month, day)
        except ValueError:
            self._wrong(_("%(month)s月%(day)s日 is no day.") % {"month": month, "day": day})
            return None
        said = WEEKDAY.search(note)
        if said and WEEKDAYS.index(said[1].replace("天", "日")) != on.weekday():
            words = _("%(day)s is 周%(is)s, but the notice says 周%(said)s.")
            self._wrong(words % {"day": on, "is": WEEKDAYS[on.weekday()], "said": said[1]})
        return on

    def _stretch(self, first: date, last: date) -> list[date]:
        length = (last - first).days
        if not 0 < length <= LONGEST_HOLIDAY:
            words = _(
                "from %(first)s to %(last)s is no holiday: its end lies before it or too far."
            )
            self._wrong(words % {"first": first, "last": last})
            return []
        return [first + timedelta(days=number) for number in range(1, length + 1)]

    def _count(self, found: int, said: int) -> None:
        if found != said:
            words = _("the notice says 共%(said)s天, but %(found)s days were read.")
            self._wrong(words % {"said": said, "found": found})

    def _wrong(self, words: str) -> None:
        self.problems.append(Problem(self._line, words))


def _without_breaks(words: str) -> str:
    """Return the words with the commas inside brackets gone: they part no clauses."""
    return re.sub(r"\([^)]*\)", lambda note: note[0].replace(",", "、"), words)


# --- JSON: {"year": 2027, "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}]}


def _from_json(text: str) -> Notice:
    try:
        given = json.loads(text)
    except json.JSONDecodeError as error:
        problem = Problem(
            error.lineno, _("this is no JSON: something is missing or too much here.")
        )
        raise UnusableNotice([problem]) from error
    except RecursionError as error:
        raise UnusableNotice(
            [Problem(0, _("This is no notice: it is nested too deeply."))]
        ) from error
    year, rows = (given.get("year"), given.get("days")) if isinstance(given, dict) else (None, None)
    if not isinstance(year, int) or isinstance(year, bool) or not isinstance(rows, list):
        words = _("The JSON needs a “year” and a list “days” of name, date and isOffDay.")
        raise UnusableNotice([Problem(0, words)])
    problems: list[Problem] = []
    days = list(_rows(rows, _Lines(text), problems))
    return _checked(year, days, problems)


class _Lines:
    """Where in a file words stand: asked for them again, where they stand the next time."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._read_to: dict[str, int] = {}

    def of_next(self, words: str) -> int:
        """Return the line, counted from one, or 0."""
        place = self._text.find(words, self._read_to.get(words, 0)) if words else -1
        if place < 0:
            return 0
        self._read_to[words] = place + len(words)
        return self._text.count("\n", 0, place) + 1


def _rows(rows: list[Any], lines: "_Lines", problems: list[Problem]) -> Iterator[NoticeDay]:
    for row in rows[:400]:
        said: Mapping[str, Any] = row if isinstance(row, dict) else {}
        words = str(said.get("date", ""))[:40]
        line = lines.of_next(words)
        try:
            on = date.fromisoformat(words)
        except ValueError:
            problems.append(Problem(line, _("“%(words)s” is no date.") % {"words": words}))
            continue
        if not isinstance(said.get("isOffDay"), bool):
            words = _("isOffDay of %(day)s must be true or false.") % {"day": on}
            problems.append(Problem(line, words))
            continue
        yield NoticeDay(on, not said["isOffDay"], str(said.get("name", ""))[:20], line)


# --- what must hold in either form


def _checked(year: int, days: list[NoticeDay], problems: list[Problem]) -> Notice:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        problems.append(Problem(0, _("%(year)s is no year of a notice.") % {"year": year}))
    first: dict[date, NoticeDay] = {}
    for day in days:
        before = first.setdefault(day.on, day)
        problems += _of_day(year, day, before)
    if problems:
        raise UnusableNotice(sorted(problems, key=lambda one: one.line))
    if not first:
        raise UnusableNotice([Problem(0, _("The notice names no day."))])
    return Notice(year, tuple(sorted(first.values())))


def _of_day(year: int, day: NoticeDay, before: NoticeDay) -> Iterator[Problem]:
    if before.worked != day.worked:
        words = _("%(day)s is free in line %(free)s and worked in line %(worked)s.")
        free, worked = (day, before) if before.worked else (before, day)
        said = {"day": day.on, "free": free.line, "worked": worked.line}
        yield Problem(day.line, words % said)
    if day.on.year != year and (day.on.year, day.on.month) != (year - 1, DECEMBER):
        words = _("%(day)s lies outside %(year)s.")
        yield Problem(day.line, words % {"day": day.on, "year": year})
    if day.worked and day.on.weekday() < SATURDAY:
        words = _("%(day)s is 周%(is)s: only weekend days are worked for a holiday.")
        yield Problem(day.line, words % {"day": day.on, "is": WEEKDAYS[day.on.weekday()]})
