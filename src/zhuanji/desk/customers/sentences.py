"""What happened to a customer's file, in sentences people can read."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhuanji.desk.complaints.sentences import Sentence
from zhuanji.history.models import Entry

# fmt: off
SENTENCES: dict[str, Sentence] = {
    "customer.added": Sentence(_("%(by)s opened this file"), "user-plus"),
    "customer.edited": Sentence(_("%(by)s changed: %(fields)s"), "pencil"),
    "customer.revealed": Sentence(_("%(by)s looked at the personal data: %(reason)s"), "eye"),
    "customer.contact_added": Sentence(_("%(by)s added a contact: %(kind)s"), "address-book"),
    "customer.contact_removed": Sentence(_("%(by)s took a contact away: %(kind)s"), "address-book-off"),
    "customers.merged": Sentence(_("%(by)s merged file %(absorbed)s into file %(kept)s"), "git-merge"),
    "customers.unmerged": Sentence(_("%(by)s undid the merge of file %(absorbed)s into file %(kept)s"), "arrow-back-up"),
    "purchase.added": Sentence(_("%(by)s noted a purchase"), "shopping-cart"),
}

FIELDS: dict[str, str | Promise] = {
    "name": _("name"),
    "tier": _("tier"),
    "language": _("language"),
    "preferred_channel": _("preferred way of contact"),
    "preferences": _("preferences"),
    "special_needs": _("special needs"),
    "notes": _("notes"),
}
KINDS: dict[str, str | Promise] = {"phone": _("phone"), "email": _("e-mail"), "account": _("account")}
# fmt: on


@dataclass(frozen=True)
class Line:
    """One entry as it is read."""

    entry: Entry
    words: str
    icon: str


def line_of(entry: Entry) -> Line:
    """Return the entry with its sentence in the reader's language."""
    known = SENTENCES.get(entry.kind)
    if known is None:
        return Line(entry, f"{entry.by_name}: {entry.kind}", "point")
    return Line(entry, str(known.words) % _facts(entry), known.icon)


def _facts(entry: Entry) -> dict[str, Any]:
    details = entry.details
    kind = str(details.get("way", ""))
    return {
        "by": entry.by_name,
        "fields": "、".join(str(FIELDS.get(one, one)) for one in details.get("fields", [])),
        "kind": str(KINDS.get(kind, kind)),
        "reason": str(details.get("reason", "")),
        "kept": str(details.get("kept", "")),
        "absorbed": str(details.get("absorbed", "")),
    }
