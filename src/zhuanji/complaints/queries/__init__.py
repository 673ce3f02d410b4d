"""Everything that can be asked about complaints. Every list asks `visible_to` first."""

from zhuanji.complaints.queries.files import get_attachment
from zhuanji.complaints.queries.for_complainant import (
    Shown,
    attachment_for_complainant,
    shown_to_complainant,
)
from zhuanji.complaints.queries.lists import (
    Filter,
    Page,
    count_complaints,
    filtered,
    list_complaints,
    read_filter,
    visible_to,
)
from zhuanji.complaints.queries.one import (
    find_complaint,
    get_complaint,
    has_revealed,
    linked_to,
    readable_ids,
    sees_person,
)
from zhuanji.complaints.queries.similar import may_be_the_same
from zhuanji.complaints.queries.timeline import Item, timeline_of

__all__ = [
    "Filter",
    "Item",
    "Page",
    "Shown",
    "attachment_for_complainant",
    "count_complaints",
    "filtered",
    "find_complaint",
    "get_attachment",
    "get_complaint",
    "has_revealed",
    "linked_to",
    "list_complaints",
    "may_be_the_same",
    "read_filter",
    "readable_ids",
    "sees_person",
    "shown_to_complainant",
    "timeline_of",
    "visible_to",
]
