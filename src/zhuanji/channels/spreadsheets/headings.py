"""The headings of an export; those of what can be imported are understood coming back."""

from django.utils.translation import gettext as _

from zhuanji.channels.spreadsheets.fields import NAMES, label_of


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
