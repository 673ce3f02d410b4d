"""What a complaint's owner is told that others did to it."""

from collections.abc import Sequence

from django.utils.translation import gettext_noop

from zhuanji.complaints.models import Complaint
from zhuanji.history.models import Entry
from zhuanji.notices.told import Level, Told

_PREFIX = "complaint/"
# What the clock saw, it tells itself; what is missing here concerns nobody who was not there.
_WORDS: dict[str, tuple[str, Level]] = {
    "complaint.assigned": (gettext_noop("You answer for %(number)s now"), Level.INFO),
    "complaint.keeper_decided": (
        gettext_noop("It is decided for good that you keep %(number)s"),
        Level.INFO,
    ),
    "complaint.customer_wrote": (gettext_noop("The customer wrote about %(number)s"), Level.INFO),
    "complaint.evidence_added": (gettext_noop("New evidence for %(number)s"), Level.INFO),
    "complaint.answer_accepted": (
        gettext_noop("The customer accepted the answer to %(number)s"),
        Level.INFO,
    ),
    "complaint.answer_rejected": (
        gettext_noop("The customer rejected the answer to %(number)s"),
        Level.WARN,
    ),
    "complaint.reopened": (gettext_noop("%(number)s is open again"), Level.WARN),
    "complaint.withdrawn": (gettext_noop("The customer withdrew %(number)s"), Level.INFO),
    "complaint.refusal_confirmed": (
        gettext_noop("The refusal of %(number)s is confirmed"),
        Level.INFO,
    ),
    "complaint.refusal_returned": (
        gettext_noop("The refusal of %(number)s came back to you"),
        Level.WARN,
    ),
    "complaint.data_asked": (
        gettext_noop("The customer of %(number)s asks about their personal data"),
        Level.WARN,
    ),
    "complaint.absorbed": (
        gettext_noop("Another complaint was merged into %(number)s"),
        Level.INFO,
    ),
}


def told_inside(entries: Sequence[Entry]) -> list[Told]:
    """What owners are told of these lines of history: nothing that they did themselves."""
    lines = [entry for entry in entries if entry.kind in _WORDS]
    ids = {int(line.about.removeprefix(_PREFIX)) for line in lines}
    owned = Complaint.objects.filter(pk__in=ids, owner__isnull=False) if ids else ()
    found = {complaint.about: complaint for complaint in owned}
    return [
        _told(line, found[line.about])
        for line in lines
        if line.about in found and line.by != f"user:{found[line.about].owner_id}"
    ]


def _told(line: Entry, complaint: Complaint) -> Told:
    title, level = _WORDS[line.kind]
    return Told(
        people=[complaint.owner_id] if complaint.owner_id else [],
        kind=line.kind.replace(".", "-"),
        about=complaint.about,
        title=title,
        link=f"/desk/complaints/{complaint.number}/",
        key=f"history/{line.pk}",
        level=level,
        facts={"number": complaint.number},
    )
