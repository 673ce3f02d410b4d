"""What happened outside complaints' own stories, in a sentence: one for every kind of line."""

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhuanji.complaints.queries import Item
from zhuanji.desk.complaints import sentences as of_complaints
from zhuanji.desk.complaints.sentences import Names, Sentence
from zhuanji.history.models import EXPORTS, REVEALS, Entry
from zhuanji.staff.roles import Role

_COMPLAINT = "complaint."

# fmt: off
SENTENCES: dict[str, Sentence] = {
    "customer.added": Sentence(_("%(by)s added a customer"), "user-plus"),
    "customer.edited": Sentence(_("%(by)s changed a customer's file: %(fields)s"), "user-edit"),
    "customer.revealed": Sentence(_("%(by)s looked at a customer's personal data: %(reason)s"), "eye"),
    "customers.merged": Sentence(_("%(by)s merged customer %(absorbed)s into %(kept)s"), "git-merge"),
    "customers.unmerged": Sentence(_("%(by)s made two files of customers %(kept)s and %(absorbed)s again"), "arrow-back-up"),
    "purchase.added": Sentence(_("%(by)s noted a purchase"), "shopping-cart"),
    "record.added": Sentence(_("%(by)s handed over a record of another system"), "database-import"),
    "import.finished": Sentence(_("%(by)s imported a table: %(registered)s registered, %(earlier)s known before, %(refused)s refused"), "table-import"),
    "export.made": Sentence(_("%(by)s exported %(rows)s complaints (filter: %(filter)s)"), "table-export"),
    "audit.exported": Sentence(_("%(by)s exported the audit (filter: %(filter)s)"), "table-export"),
    "history.verification_asked": Sentence(_("%(by)s had every chain of the history verified"), "shield-search"),
    "history.verified": Sentence(_("Every chain verified, %(lines)s lines; broken: %(broken)s"), "shield-check"),
    "history.chain_verified": Sentence(_("%(by)s verified one chain, %(lines)s lines; broken: %(broken)s"), "shield-check"),
    "user.signed_in": Sentence(_("%(by)s signed in"), "login-2"),
    "user.added": Sentence(_("%(by)s added this person (role: %(role)s)"), "user-plus"),
    "user.changed": Sentence(_("%(by)s changed %(field)s: %(before)s → %(after)s"), "user-edit"),
    "user.deactivated": Sentence(_("%(by)s closed this account"), "user-off"),
    "user.reactivated": Sentence(_("%(by)s opened this account again"), "user-check"),
    "user.handed_over": Sentence(_("%(by)s handed %(complaints)s open complaints to %(successor)s"), "user-share"),
    "user.absence_entered": Sentence(_("%(by)s entered an absence, from %(begins)s to %(ends)s"), "beach"),
    "user.absence_begun": Sentence(_("The absence began; %(complaints)s complaints were handed over, %(left)s stayed"), "beach"),
    "user.absence_ended": Sentence(_("%(by)s ended the absence"), "user-check"),
    "user.skill_changed": Sentence(_("%(by)s changed a skill (%(subject)s): %(before)s → %(after)s"), "user-star"),
    "user.capacity_changed": Sentence(_("%(by)s changed what they carry well: %(before)s → %(after)s"), "user-star"),
    "user.invited": Sentence(_("%(by)s made a one-time link for a new password"), "link"),
    "user.invitation_used": Sentence(_("%(by)s chose a password by a one-time link"), "key"),
    "user.password_changed": Sentence(_("%(by)s changed the own password"), "key"),
    "user.language_chosen": Sentence(_("%(by)s chose the language %(language)s"), "language"),
    "user.columns_chosen": Sentence(_("%(by)s chose the columns of the list"), "columns-3"),
    "department.added": Sentence(_("%(by)s added the department %(name)s"), "building"),
    "department.renamed": Sentence(_("%(by)s renamed a department: %(before)s → %(after)s"), "building"),
    "department.closed": Sentence(_("%(by)s closed this department"), "building-off"),
    "department.reopened": Sentence(_("%(by)s opened this department again"), "building"),
    "token.created": Sentence(_("%(by)s made the API token %(name)s (%(scopes)s)"), "key"),
    "token.revoked": Sentence(_("%(by)s revoked this API token"), "key-off"),
    "token.limited": Sentence(_("%(by)s changed the networks an API token may be used from: %(before)s → %(after)s"), "network"),
    "webhook.created": Sentence(_("%(by)s added a webhook"), "webhook"),
    "webhook.changed": Sentence(_("%(by)s changed a webhook: %(fields)s"), "webhook"),
    "webhook.secret_rotated": Sentence(_("%(by)s gave a webhook a new signing secret"), "key"),
    "webhook.tested": Sentence(_("%(by)s sent a test to a webhook"), "send"),
    "webhook.replayed": Sentence(_("%(by)s had %(count)s events sent again to a webhook"), "repeat"),
    "webhook.turned_off": Sentence(_("A webhook was turned off because nothing arrived (%(why)s)"), "plug-x"),
    "webhook.deleted": Sentence(_("%(by)s deleted a webhook"), "trash"),
    "channel.added": Sentence(_("%(by)s set up a way for notices (%(way)s)"), "bell-plus"),
    "channel.changed": Sentence(_("%(by)s changed a way for notices (%(way)s)"), "bell"),
    "channel.tested": Sentence(_("%(by)s tried a way for notices (%(way)s): %(verdict)s"), "send"),
    "channel.turned_on": Sentence(_("%(by)s turned a way for notices on (%(way)s)"), "bell"),
    "channel.turned_off": Sentence(_("%(by)s turned a way for notices off (%(way)s)"), "bell-off"),
    "channel.deleted": Sentence(_("%(by)s deleted a way for notices (%(way)s)"), "trash"),
    "notices.ways_chosen": Sentence(_("%(by)s chose by which ways notices come, and when not"), "bell"),
    "import.uploaded": Sentence(_("%(by)s uploaded a table"), "upload"),
    "import.started": Sentence(_("%(by)s started an import"), "table-import"),
    "import.stopped": Sentence(_("%(by)s stopped an import"), "player-stop"),
    "import.resumed": Sentence(_("%(by)s resumed an import"), "player-play"),
    "import.aborted": Sentence(_("An import was broken off"), "alert-triangle"),
    "playbook.put_into_use": Sentence(_("%(by)s put version %(number)s of the playbook into use"), "book"),
    "playbook.moved_open": Sentence(_("%(by)s let open complaints be handled by version %(number)s of the playbook"), "book"),
    "playbook.rolled_back": Sentence(_("%(by)s went back to version %(same_as)s of the playbook, as version %(number)s"), "arrow-back-up"),
    "working_hours.week_changed": Sentence(_("%(by)s changed the weekly working hours (version %(number)s of the calendar)"), "calendar-time"),
    "working_hours.own_days_added": Sentence(_("%(by)s entered own days: %(first)s to %(last)s, %(name)s"), "calendar-plus"),
    "working_hours.own_days_removed": Sentence(_("%(by)s removed own days: %(first)s to %(last)s, %(name)s"), "calendar-minus"),
    "working_hours.notice_taken": Sentence(_("%(by)s imported the official holiday notice of %(year)s (%(source)s)"), "calendar-check"),
    "working_hours.notice_dropped": Sentence(_("%(by)s removed the imported holiday notice of %(year)s"), "calendar-x"),
    "model.put_into_use": Sentence(_("Model %(number)s learned and was put into use: F1 %(new)s instead of %(old)s"), "school"),
    "model.not_better": Sentence(_("Model %(number)s learned and was not put into use: F1 %(new)s, until now %(old)s"), "school"),
    "model.chosen": Sentence(_("%(by)s chose model %(number)s (0: the playbook's words alone)"), "arrow-back-up"),
    "model.grades_learned": Sentence(_("Learned from %(cases)s decided grades how people grade scores"), "school"),
    "model.sample_chosen": Sentence(_("%(by)s changed the random sample (share, at least a week) from %(before)s to %(after)s"), "dice-3"),
    "model.precision_chosen": Sentence(_("%(by)s changed how right proposals must be, from %(before)s to %(after)s"), "adjustments"),
    "view.saved": Sentence(_("%(by)s saved the view %(name)s"), "bookmark"),
    "view.deleted": Sentence(_("%(by)s deleted a view"), "bookmark-off"),
}

# What may be asked for together.
GROUPS: dict[str, tuple[str | Promise, frozenset[str]]] = {
    "reveals": (_("Reveals of personal data"), REVEALS),
    "exports": (_("Exports"), EXPORTS),
    "complaints": (_("Complaints"), frozenset(f"{_COMPLAINT}{kind}" for kind in of_complaints.SENTENCES)),
    "customers": (_("Customers"), frozenset({"customer.added", "customer.edited", "customer.revealed", "customers.merged", "customers.unmerged", "purchase.added", "record.added"})),
    "tables": (_("Import and export"), frozenset({kind for kind in SENTENCES if kind.startswith("import.")} | EXPORTS)),
    "people": (_("People and departments"), frozenset(kind for kind in SENTENCES if kind.startswith(("user.", "department.")))),
    "tokens": (_("API tokens"), frozenset(kind for kind in SENTENCES if kind.startswith("token."))),
    "webhooks": (_("Webhooks"), frozenset(kind for kind in SENTENCES if kind.startswith("webhook."))),
    "notices": (_("Ways for notices"), frozenset(kind for kind in SENTENCES if kind.startswith(("channel.", "notices.")))),
    "history": (_("History itself"), frozenset(kind for kind in SENTENCES if kind.startswith("history."))),
}

FIELDS: dict[str, str | Promise] = {
    **of_complaints.FIELDS,
    "name": _("name"),
    "url": _("address"),
    "kinds": _("events"),
    "active": _("on"),
    "count": _("count"),
    "since": _("since"),
    "role": _("role"),
    "email": _("e-mail address"),
    "username": _("user name"),
    "reason": _("reason"),
    "before": _("before"),
    "after": _("after"),
    "field": _("field"),
    "fields": _("fields"),
    "filter": _("filter"),
    "rows": _("rows"),
    "lines": _("lines"),
    "scopes": _("scopes"),
    "stage": _("stage"),
    "message": _("message"),
    "note": _("note"),
    "number": _("number"),
    "files": _("files"),
    "channel": _("channel"),
}
# fmt: on


def sentence_of(entry: Entry, names: Names) -> str:
    """Return the line in the reader's language; a kind without a sentence is named as it is."""
    if entry.kind.startswith(_COMPLAINT):
        return of_complaints.sentence_of(Item(entry), names)
    known = SENTENCES.get(entry.kind)
    if known is None:
        return f"{entry.by_name}: {entry.kind}"
    return str(known.words) % _Facts(entry, names)


def icon_of(entry: Entry) -> str:
    if entry.kind.startswith(_COMPLAINT):
        return of_complaints.icon_of(Item(entry))
    known = SENTENCES.get(entry.kind)
    return known.icon if known else "point"


def facts_of(entry: Entry, names: Names) -> list[tuple[str, str]]:
    """What the line says besides its sentence, by name, as it was written."""
    facts = _Facts(entry, names)
    return [(str(FIELDS.get(name, name)), facts[name]) for name in entry.details]


class _Facts(dict[str, str]):
    """The words that a sentence asks for, made when they are asked for."""

    def __init__(self, entry: Entry, names: Names) -> None:
        super().__init__(by=entry.by_name)
        self._details = entry.details
        self._names = names

    def __missing__(self, name: str) -> str:
        value = self._details.get(name)
        field = str(self._details.get("field")) if name in ("before", "after") else name
        if field in ("fields", "field"):
            given = value if isinstance(value, list) else [value]
            return "、".join(str(FIELDS.get(str(one), one)) for one in given)
        return self._words(field, value)

    def _words(self, field: str, value: object) -> str:
        if value in (None, "", []):
            return str(_("none"))
        if isinstance(value, bool):
            return str(_("yes") if value else _("no"))
        if isinstance(value, list):
            return ", ".join(str(one) for one in value)
        if field == "role" and value in Role.values:
            return str(Role(value).label)
        if field == "language":
            return str(dict(settings.LANGUAGES).get(str(value), value))
        place = "owner" if field == "successor" else field
        return self._names.get((place, str(value)), str(value))
