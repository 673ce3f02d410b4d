"""What stands in the words of a complaint as one reader may see it: person and query code veiled."""

import re
from collections.abc import Callable, Iterable

from zhuanji.complaints.models import Complaint
from zhuanji.complaints.numbers import query_code
from zhuanji.complaints.policies import may_work
from zhuanji.kernel.actors import Actor
from zhuanji.language.masking import STARS
from zhuanji.language.personal_data import Pass, apply, mask_personal_data, masking

Veil = Callable[[str], str]


def veil_of(actor: Actor, complaint: Complaint, *, clear: bool) -> Veil:
    """Return what to do with every free text of the complaint before this reader sees it.

    `clear`: whether names and contacts show unmasked to them. Whoever holds the query code speaks
    as the complainant, so letters show it to nobody but those who handle the case and see whose it
    is.
    """
    passes = veiling(actor, complaint, clear=clear)
    return lambda words: apply(passes, words)


def veiling(actor: Actor, complaint: Complaint, *, clear: bool) -> list[Pass]:
    """The same as passes over a text, for whoever must know what stands where afterwards."""
    passes = [] if clear else masking(names_in(complaint))
    if may_see_code(actor, complaint, clear=clear):
        return passes
    code = query_code(complaint.number)
    spellings = re.compile(re.escape(code).replace("\\-", "-?"), re.IGNORECASE)
    return [*passes, (spellings, lambda _found: STARS)]


def person_veil(complaint: Complaint, *, clear: bool) -> Veil:
    """The same for words in which no letter is quoted: a subject in a list."""
    return str if clear else _person_veil(names_in(complaint))


def may_see_code(actor: Actor, complaint: Complaint, *, clear: bool) -> bool:
    return clear and (actor.is_complainant or may_work(actor, complaint))


def names_in(complaint: Complaint) -> list[str]:
    """The people a complaint knows by name: who complains, and who speaks for them."""
    customer = complaint.customer
    files = [customer, customer.merged_into] if customer else []
    return [*(one.name for one in files if one), complaint.representative_name]


def _person_veil(names: Iterable[str]) -> Veil:
    known = list(names)
    return lambda words: mask_personal_data(words, names=known)
