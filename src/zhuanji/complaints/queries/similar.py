"""Complaints that may be the same matter, looked up while a new one is being typed."""

import re
from collections.abc import Iterator
from itertools import chain, islice

from django.db.models import QuerySet

from zhuanji.complaints.models import Complaint
from zhuanji.complaints.queries.search import NothingToSearch, newest_matches
from zhuanji.complaints.queries.visible import visible_to
from zhuanji.complaints.stages import OPEN
from zhuanji.kernel.actors import Actor
from zhuanji.language.ngrams import tokens
from zhuanji.language.normalise import fold

MOST = 5
_LOOKED_AT = 20  # candidates per key word
_KEY_WORDS = 3
_ROUNDS = 3  # as far back as is worth waiting for while somebody types
_ALIKE = 0.25  # share of the shorter text's pieces that both hold
# What stands between the words that say what a complaint is about.
_FILLERS = re.compile(
    r"[\W\d_]+|我们|你们|他们|自己|已经|没有|一个|这个|那个|什么|怎么|时候|因为|所以|但是|而且|现在"
    r"|客服|投诉|要求|问题|[的了是在我你他她它有和就不也都说要去会着把被给让跟对到从等还又很太]"
)


def may_be_the_same(
    actor: Actor, *, customers: list[int], words: str, order_number: str = ""
) -> list[Complaint]:
    """Up to five complaints, those of the same customer first.

    Open ones of these customers, those about the same order, and open ones with much alike words.
    """
    found = _open_of(actor, customers) if customers else []
    if order_number.strip():
        found += _about(actor, order_number, found)
    found += _alike(actor, words, but=found)
    return found[:MOST]


def key_words(text: str) -> list[str]:
    """The longest pieces of a text between words that everybody uses, each once."""
    pieces = dict.fromkeys(piece[:6] for piece in _FILLERS.split(text[:2000]) if len(piece) > 1)
    return sorted(pieces, key=lambda piece: -len(piece))[:_KEY_WORDS]


def _readable(actor: Actor) -> QuerySet[Complaint]:
    return visible_to(actor).select_related("owner", "customer__merged_into")


def _open_of(actor: Actor, customers: list[int]) -> list[Complaint]:
    theirs = _readable(actor).filter(customer__in=customers, stage__in=sorted(OPEN))
    return list(theirs.order_by("-received_at", "-pk")[:MOST])


def _about(actor: Actor, order_number: str, but: list[Complaint]) -> list[Complaint]:
    known = {complaint.pk for complaint in but}
    found = _holding(actor, order_number).order_by("-pk")[:MOST]
    return [complaint for complaint in found if complaint.pk not in known]


def _alike(actor: Actor, words: str, *, but: list[Complaint]) -> list[Complaint]:
    mine = tokens(fold(words[:2000]))
    known = {complaint.pk for complaint in but}
    scored = [
        (alike, complaint.pk, complaint)
        for complaint in _candidates(actor, words)
        if complaint.pk not in known and (alike := _shared(mine, complaint)) >= _ALIKE
    ]
    return [complaint for *_order, complaint in islice(sorted(scored, reverse=True), MOST)]


def _candidates(actor: Actor, words: str) -> Iterator[Complaint]:
    """Open complaints among the newest that hold one of the key words, each once."""
    seen: set[int] = set()
    for word in key_words(words):
        for complaint in _holding(actor, word).filter(stage__in=sorted(OPEN)).exclude(pk__in=seen):
            seen.add(complaint.pk)
            yield complaint


def _holding(actor: Actor, words: str) -> QuerySet[Complaint]:
    """The newest complaints that hold the words; none for words that cannot be looked up."""
    try:
        newest = list(chain.from_iterable(islice(newest_matches(words, chunk=_LOOKED_AT), _ROUNDS)))
    except NothingToSearch:
        newest = []
    return _readable(actor).filter(pk__in=newest[:_LOOKED_AT])


def _shared(mine: set[str], complaint: Complaint) -> float:
    theirs = tokens(fold(complaint.account[:2000]))
    return len(mine & theirs) / max(min(len(mine), len(theirs)), 1)
