"""What machines outside are told about complaints: nothing that anybody said, nobody's name."""

from collections.abc import Collection

from django.conf import settings

from zhuanji.complaints.models import Complaint
from zhuanji.webhooks.events import Subject

_PREFIX = "complaint/"


def told_outside(abouts: Collection[str]) -> dict[str, Subject]:
    """The complaints among these names in history, as events name them."""
    ids = [int(about.removeprefix(_PREFIX)) for about in abouts if about.startswith(_PREFIX)]
    found = Complaint.objects.filter(pk__in=ids).values_list("pk", "number", "stage")
    root = f"{settings.PUBLIC_URL}/api/v1/complaints"
    return {
        f"{_PREFIX}{pk}": Subject(number=number, stage=stage, url=f"{root}/{number}")
        for pk, number, stage in found
    }
