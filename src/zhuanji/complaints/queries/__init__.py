"""Everything that can be asked about complaints. Every list asks `visible_to` first."""

from zhuanji.complaints.queries.addresses import address_for_letters
from zhuanji.complaints.queries.asking import require_cursor, require_usable, wrong_cursor
from zhuanji.complaints.queries.bulk import Plan, WhyNot, plan_change
from zhuanji.complaints.queries.customers import (
    Count,
    complaints_of,
    count_of,
    counts_of,
    openly_of,
    readable_customer,
    readable_customers,
)
from zhuanji.complaints.queries.escalations import (
    called_upon,
    deadlines_of,
    unexplained_delay,
)
from zhuanji.complaints.queries.files import get_attachment
from zhuanji.complaints.queries.filters import DUE, ORDERS, Filter, filtered, read_filter
from zhuanji.complaints.queries.for_complainant import (
    Shown,
    attachment_for_complainant,
    shown_to_complainant,
)
from zhuanji.complaints.queries.lists import (
    Page,
    all_matching,
    count_complaints,
    count_open_of,
    list_complaints,
    open_by_grade,
    these,
)
from zhuanji.complaints.queries.one import (
    find_complaint,
    get_complaint,
    has_revealed,
    linked_to,
    readable_ids,
    sees_person,
)
from zhuanji.complaints.queries.tasks import get_task, open_tasks_of, tasks_of
from zhuanji.complaints.queries.timeline import GROUPS, Item, timeline_of
from zhuanji.complaints.queries.told_outside import told_outside
from zhuanji.complaints.queries.visible import visible_to

__all__ = [
    "DUE",
    "GROUPS",
    "ORDERS",
    "Count",
    "Filter",
    "Item",
    "Page",
    "Plan",
    "Shown",
    "WhyNot",
    "address_for_letters",
    "all_matching",
    "attachment_for_complainant",
    "called_upon",
    "complaints_of",
    "count_complaints",
    "count_of",
    "count_open_of",
    "counts_of",
    "deadlines_of",
    "filtered",
    "find_complaint",
    "get_attachment",
    "get_complaint",
    "get_task",
    "has_revealed",
    "linked_to",
    "list_complaints",
    "open_by_grade",
    "open_tasks_of",
    "openly_of",
    "plan_change",
    "read_filter",
    "readable_customer",
    "readable_customers",
    "readable_ids",
    "require_cursor",
    "require_usable",
    "sees_person",
    "shown_to_complainant",
    "tasks_of",
    "these",
    "timeline_of",
    "told_outside",
    "unexplained_delay",
    "visible_to",
    "wrong_cursor",
]
