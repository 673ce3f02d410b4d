"""What the reasons of triage are called, where they leave triage."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TRIGGERS: dict[str, str | Promise] = {
    "court": _("Court or lawyer is spoken of"),
    "regulator": _("An authority is spoken of"),
    "injury": _("Somebody was hurt"),
    "minor": _("A child is concerned"),
    "leak": _("Personal data may have leaked"),
}
