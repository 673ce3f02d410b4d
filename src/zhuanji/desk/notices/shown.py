"""Which notices somebody is shown: those about nothing that they may not read any more."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from zhuanji.complaints.models import Complaint
from zhuanji.complaints.queries import visible_to
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import NotFound
from zhuanji.notices.models import Notice
from zhuanji.notices.queries import Bell, bell_of, notices_of
from zhuanji.staff.requests import SignedInRequest
from zhuanji.staff.roles import Right

_ID_DIGITS = 18  # fit a bigint
_KEPT = "bell"  # where a request keeps it


def shown_to(actor: Actor) -> QuerySet[Notice]:
    """A complaint that went to another department, or is about the reader, takes its notices along."""
    mine = notices_of(actor.user_id)
    if actor.has(Right.READ_ALL):
        about_them = Complaint.objects.exclude(concerns=[]).filter(
            pk=OuterRef("complaint"), concerns__contains=[actor.user_id]
        )
        return mine.exclude(Exists(about_them))
    readable = Exists(visible_to(actor).filter(pk=OuterRef("complaint")))
    return mine.filter(Q(complaint=None) | readable)


def bell_of_request(request: SignedInRequest) -> Bell:
    """What every page shows beside the search: one question, also where the page itself asks."""
    known: Bell | None = getattr(request, _KEPT, None)
    if known is None:
        known = bell_of(shown_to(request.user.actor))
        setattr(request, _KEPT, known)
    return known


def get_notice(pk: int, *, actor: Actor) -> Notice:
    """Raises NotFound."""
    found = shown_to(actor).filter(pk=pk).first() if pk < 10**_ID_DIGITS else None
    if found is None:
        raise NotFound
    return found
