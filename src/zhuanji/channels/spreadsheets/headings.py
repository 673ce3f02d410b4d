"""The headings of an export; those of what can be imported are understood coming back."""

from django.utils.translation import gettext as _

from zhuanji.channels.spreadsheets.fields import NAMES, label_of

# Every column an export can have, in the order of the file.
EXPORTED = (
    "number", "external_reference", "stage", "grade", "category", "channel", "verdict",
    "department", "owner", "customer.name", "customer.phone", "customer.email",
    "customer.account", "representative.name", "subject", "account", "demand", "occurred_at",
    "place", "product", "model", "batch", "order_number", "respondent", "received_at",
    "registered_at", "acknowledged_at", "answered_at", "finished_at", "due_at", "how", "why",
    "prevention",
)  # fmt: skip


def heading(name: str) -> str:
    own = {
        "number": _("Complaint number"),
        "stage": _("Stage"),
        "verdict": _("Verdict"),
        "department": _("Department"),
        "owner": _("Owner of the complaint"),
        "registered_at": _("Registered at"),
        "acknowledged_at": _("Acknowledged at"),
        "answered_at": _("Answered at"),
        "finished_at": _("Finished at"),
        "due_at": _("Due at"),
        "how": _("How it is solved"),
        "why": _("Why it happened"),
        "prevention": _("What prevents it"),
    }
    return label_of(name) if name in NAMES else own[name]
