"""Finding complaints by any words in them, as complete as reading every one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from zhuanji.complaints.models import SearchEntry
from zhuanji.complaints.search_blocks import stretches
from zhuanji.kernel.errors import DomainError
from zhuanji.language.ngrams import like_pattern, terms, tsquery
from zhuanji.language.normalise import clean_line, fold

QUERY_LIMIT = 200
_WALK = 3000  # newest texts that are simply read for a word of one character
_TABLE = "complaints_searchentry"


class NothingToSearch(DomainError):
    """The words hold no letter, digit or character that can be looked up."""

    status = 422
    message = _("Type at least one character, letter or digit to search for.")


@dataclass(frozen=True)
class Words:
    """What somebody searches for, ready for the database."""

    tsquery: str
    patterns: tuple[str, ...]

    @property
    def is_blunt(self) -> bool:
        """Only beginnings of n-grams ("退", "12"): the index holds too much of them to be quick."""
        return ":*" in self.tsquery


def read_words(typed: str) -> Words:
    """Raises NothingToSearch for words of punctuation only."""
    folded = fold(clean_line(typed[:QUERY_LIMIT]))
    query = tsquery(folded)
    if query is None:
        raise NothingToSearch
    return Words(query, tuple(map(like_pattern, dict.fromkeys(terms(folded)))))


def entries_with(typed: str) -> QuerySet[SearchEntry]:
    """Entries that hold every one of the words, separated by spaces, as plain substrings.

    The n-gram index finds candidates (never missing one); the text itself decides.
    """
    words = read_words(typed)
    entries = SearchEntry.objects.filter(_holds("tokens @@ %s::tsquery", words.tsquery))
    for pattern in words.patterns:
        entries = entries.filter(_holds("text like %s", pattern))
    return entries


def newest_matches(typed: str, *, below: int | None = None, chunk: int) -> Iterator[list[int]]:
    """Yield ids of complaints that hold all the words, newest first, up to `chunk` at a time.

    Costs the same for a rare word and a common one, and hardly more for a million complaints
    than for ten thousand (see search_blocks).
    """
    words = read_words(typed)
    top = below if below is not None else _beyond_newest()
    if words.is_blunt:
        found, top = _walk(words, top, chunk)
        yield found
    for blocks, floor in stretches(top):
        while True:
            found = _matches(words, blocks, top, chunk)
            yield found
            top = found[-1] if len(found) == chunk else floor
            if len(found) < chunk:
                break


def _beyond_newest() -> int:
    newest = SearchEntry.objects.order_by("-complaint_id").values_list("complaint_id", flat=True)
    return (newest.first() or 0) + 1


def _walk(words: Words, top: int, chunk: int) -> tuple[list[int], int]:
    """Read the newest texts below `top`; return matches and the id from which to go on."""
    like = " and ".join(["text like %s"] * len(words.patterns))
    newest = f"select complaint_id, text from {_TABLE} where complaint_id < %s order by 1 desc limit {_WALK}"  # noqa: S608  # our own names
    ids = _fetch(
        f"select complaint_id, {like} from ({newest}) newest order by 1 desc",  # noqa: S608
        [*words.patterns, top],
    )
    found = [row[0] for row in ids if row[1]]
    if len(found) >= chunk:
        return found[:chunk], found[chunk - 1]
    return found, ids[-1][0] if len(ids) == _WALK else 0


def _matches(words: Words, blocks: str, top: int, chunk: int) -> list[int]:
    like = " and ".join(["text like %s"] * len(words.patterns))
    # "offset 0" keeps the planner from walking the primary key instead of asking the index.
    inner = f"select complaint_id from {_TABLE} where tokens @@ %s::tsquery and {like} and complaint_id < %s offset 0"  # noqa: S608
    rows = _fetch(
        f"select complaint_id from ({inner}) matches order by 1 desc limit %s",  # noqa: S608
        [f"({words.tsquery}) & {blocks}", *words.patterns, top, chunk],
    )
    return [row[0] for row in rows]


def _fetch(sql: str, values: Sequence[str | int]) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[int, ...]] = cursor.fetchall()
        return rows


def _holds(condition: str, value: str) -> RawSQL:
    sql = f'"{_TABLE}".{condition}'
    return RawSQL(sql, [value], output_field=BooleanField())  # noqa: S611  # condition is ours
