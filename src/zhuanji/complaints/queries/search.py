"""Finding complaints by any words in them, as complete as reading every one."""

from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from zhuanji.complaints.models import SearchEntry
from zhuanji.kernel.errors import DomainError
from zhuanji.language.ngrams import like_pattern, tsquery
from zhuanji.language.normalise import fold

QUERY_LIMIT = 200


class NothingToSearch(DomainError):
    """The words hold no letter, digit or character that can be looked up."""

    status = 422
    message = _("Type at least one character, letter or digit to search for.")


def entries_with(words: str) -> QuerySet[SearchEntry]:
    """Entries that hold every one of the words, separated by spaces, as plain substrings.

    The n-gram index finds candidates (never missing one); the text itself decides.
    Raises NothingToSearch for words of punctuation only.
    """
    folded = fold(words[:QUERY_LIMIT])
    query = tsquery(folded)
    if query is None:
        raise NothingToSearch
    entries = SearchEntry.objects.filter(_holds("tokens @@ %s::tsquery", query))
    for term in dict.fromkeys(folded.split()):
        entries = entries.filter(_holds("text like %s", like_pattern(term)))
    return entries


def _holds(condition: str, value: str) -> RawSQL:
    sql = f'"complaints_searchentry".{condition}'
    return RawSQL(sql, [value], output_field=BooleanField())  # noqa: S611  # condition is ours
