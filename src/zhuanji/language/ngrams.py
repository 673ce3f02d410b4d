"""Search without a dictionary: every piece of a text is found by the n-grams it is made of.

An inverted index over `tokens` answers `tsquery` with all texts that can contain the words, and a
few that do not; `like_pattern` on the folded text then decides. Nothing is ever missed.
"""

import re
from collections.abc import Iterator
from itertools import islice

MOST_LEXEMES = 40
"""Asked for in one query: more narrow nothing further and cost the index time."""

_LATIN = "a-zß-öø-ʯ"
_SYMBOL = "\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\ue000-\uf8ff\U0001f000-\U0001faff"
_RUN = re.compile(rf"([^\W\d_{_LATIN}]+)|([{_LATIN}]+)|(\d+)|([{_SYMBOL}]+)")
_LENGTHS = (0, 2, 3, 4, 1)  # of a lexeme, by the group of _RUN: Chinese, Latin, digits, symbols


def tokens(folded: str) -> set[str]:
    """Return the lexemes of a folded text: at every place the n-gram that begins there.

    A run of Chinese (or any letters but Latin) gives pairs, Latin triples, digits fours, symbols
    ones, shorter at its end; punctuation gives nothing. A lexeme has at most four characters, and
    the lexemes of 100,000 characters always fit one tsvector.
    """
    found: set[str] = set()
    for match in _RUN.finditer(folded):
        found.update(_lexemes(match))
    return found


def terms(folded_query: str) -> list[str]:
    """Return the words of a folded query; a text must contain each of them."""
    return folded_query.split()


def tsquery(folded_query: str) -> str | None:
    """Return the tsquery that every text containing all the terms answers, as text to cast.

    None when there is nothing to look up (only punctuation): LIKE alone must do. Lexemes are
    letters, digits and symbols, so nothing in them needs escaping.
    """
    sharp: dict[str, None] = {}
    blunt: dict[str, None] = {}
    for term in terms(folded_query):
        for match in _RUN.finditer(term):
            if _is_blunt(match):
                blunt[f"'{match[0]}':*"] = None
            else:
                sharp |= dict.fromkeys(_conditions(match))
    return " & ".join(islice(sharp or blunt, MOST_LEXEMES)) or None


def like_pattern(folded_term: str) -> str:
    r"""Return the LIKE pattern of texts that contain the term; `%`, `_` and `\` mean themselves."""
    return "%" + re.sub(r"([\\%_])", r"\\\1", folded_term) + "%"


def _length(match: re.Match[str]) -> int:
    return _LENGTHS[match.lastindex or 0]


def _lexemes(match: re.Match[str]) -> list[str]:
    run, length = match[0], _length(match)
    return [run[start : start + length] for start in range(len(run))]


def _is_open(match: re.Match[str]) -> bool:
    """Say whether the text may go on where the term ends, so that its lexeme may be longer."""
    return match.end() == len(match.string)


def _is_blunt(match: re.Match[str]) -> bool:
    """Say whether a run is a few letters or digits that begin half of all words and numbers.

    Looked up only when nothing sharper is asked for.
    """
    return _is_open(match) and len(match[0]) < _length(match) and _length(match) > 2  # noqa: PLR2004


def _conditions(match: re.Match[str]) -> Iterator[str]:
    run, length = match[0], _length(match)
    if len(run) >= length:
        yield from (f"'{lexeme}'" for lexeme in _lexemes(match) if len(lexeme) == length)
    else:
        yield f"'{run}':*" if _is_open(match) else f"'{run}'"
