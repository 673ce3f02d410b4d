"""The columns of the list that one may choose; number and subject always stand."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COLUMNS: dict[str, str | Promise] = {
    "customer": _("Customer"),
    "stage": _("Stage"),
    "grade": _("Grade"),
    "deadline": _("Deadline"),
    "owner": _("Owner"),
    "department": _("Department"),
    "category": _("Category"),
    "channel": _("Channel"),
    "triage": _("Triage"),
    "proposed_grade": _("Proposed grade"),
    "mood": _("Mood"),
    "threat": _("Threat"),
    "received": _("Received"),
    "product": _("Product"),
    "order_number": _("Order number"),
    "demand": _("Demand"),
}
USUAL = (
    "customer",
    "stage",
    "grade",
    "deadline",
    "owner",
    "department",
    "channel",
    "received",
)


def known_columns(wanted: Iterable[str] | None) -> list[str]:
    """Those that exist, in their own order; the usual ones when nobody chose."""
    chosen = set(USUAL if wanted is None else wanted)
    return [name for name in COLUMNS if name in chosen]
