"""Questions about one complaint."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from zhuanji.complaints.models import Complaint, Link
from zhuanji.complaints.numbers import is_query_code, read_number
from zhuanji.complaints.policies import require_may_read, sees_personal
from zhuanji.complaints.queries.visible import visible_to
from zhuanji.history.models import Entry
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotFound

REVEAL_LENGTH = timedelta(minutes=30)


def get_complaint(number: str, *, actor: Actor) -> Complaint:
    """Return a complaint with its customer, owner and department. Raises NotFound.

    What one may not read does not exist for one.
    """
    complaints = Complaint.objects.select_related(
        "customer__merged_into", "owner", "department", "merged_into"
    )
    complaint = complaints.filter(number=read_number(number)).first()
    if complaint is None:
        raise NotFound
    require_may_read(actor, complaint)
    return complaint


def find_complaint(number: str, code: str) -> Complaint | None:
    """Return the complaint that number and query code open together, taking as long either way."""
    wanted = read_number(number)
    right = is_query_code(wanted or "ZJ00-00000-00000", code)
    complaint = (
        Complaint.objects.select_related("customer", "owner", "department")
        .filter(number=wanted)
        .first()
    )
    return complaint if right and complaint else None


def readable_ids(actor: Actor, ids: Iterable[int]) -> set[int]:
    """Those of the ids that the actor may read."""
    return set(visible_to(actor).filter(pk__in=list(ids)).values_list("pk", flat=True))


def has_revealed(actor: Actor, complaint: Complaint, *, at: datetime) -> bool:
    """Whether the actor gave a reason to see this complaint's person within the last half hour."""
    return Entry.objects.filter(
        about=complaint.about,
        kind="complaint.person_revealed",
        by=actor.key,
        at__gt=at - REVEAL_LENGTH,
    ).exists()


def sees_person(actor: Actor, complaint: Complaint, *, at: datetime) -> bool:
    """Whether names and contacts show unmasked to this reader now."""
    return sees_personal(actor, complaint) or has_revealed(actor, complaint, at=at)


def linked_to(complaint: Complaint, *, actor: Actor) -> list[tuple[Link, Complaint]]:
    """Links of a complaint with the other end, where the actor may read that."""
    links = list(Link.objects.filter(one=complaint) | Link.objects.filter(other=complaint))
    ends = {link.other_id if link.one_id == complaint.pk else link.one_id: link for link in links}
    others = (
        visible_to(actor)
        .filter(pk__in=ends)
        .select_related("customer__merged_into", "owner")
        .order_by("-received_at")
    )
    return [(ends[other.pk], other) for other in others]
