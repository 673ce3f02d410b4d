"""Every playbook that was ever in use."""

from django.db.models import QuerySet

from zhuanji.kernel.errors import NotFound
from zhuanji.playbooks.body import PlaybookBody
from zhuanji.playbooks.models import PlaybookVersion
from zhuanji.playbooks.playbook import Playbook
from zhuanji.playbooks.queries.in_use import shipped_playbook


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
