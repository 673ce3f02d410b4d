"""Every playbook that was ever in use."""

from functools import lru_cache

from django.db.models import QuerySet

from zhuanji.kernel.errors import NotFound
from zhuanji.playbooks.body import PlaybookBody
from zhuanji.playbooks.models import PlaybookVersion
from zhuanji.playbooks.playbook import Playbook
from zhuanji.playbooks.queries.in_use import on_forgetting, playbook_in_use, shipped_playbook


def versions() -> QuerySet[PlaybookVersion]:
    """The newest, which is in use, first; without their bodies."""
    return PlaybookVersion.objects.defer("body").order_by("-number")


def newest_version() -> int:
    """The number of the version in use as the database knows it now; 0 is the shipped one."""
    return versions().values_list("number", flat=True).first() or 0


def get_version(number: int) -> Playbook:
    """One version; 0 is the shipped one. Raises NotFound."""
    if number == 0:
        return shipped_playbook()
    found = PlaybookVersion.objects.filter(number=number).first()
    if found is None:
        raise NotFound
    return Playbook(found.number, PlaybookBody.model_validate(found.body))


def playbook_of(number: int) -> Playbook:
    """The version that a complaint is bound to, without a query once it is known.

    Raises NotFound.
    """
    used = playbook_in_use()
    return used if used.version == number else _older(number)


@lru_cache(maxsize=32)
def _older(number: int) -> Playbook:
    """What was in use before never changes."""
    return get_version(number)


on_forgetting(_older.cache_clear)
