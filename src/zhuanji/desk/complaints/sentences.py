"""What happened, in a sentence people can read: one for every kind of line in a complaint's story."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from zhuanji.complaints.models import Channel, DataWish, Grade, Judgement, Link, Verdict
from zhuanji.complaints.queries import Item
from zhuanji.desk.complaints.deadline_words import (
    before_whom,
    cause_name,
    deadline_name,
    moved_words,
    pause_name,
)
from zhuanji.desk.times import exactly
from zhuanji.playbooks.queries import playbook_in_use
from zhuanji.staff.queries import names_of

Names = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Sentence:
    """`words` with %(by)s and what else the line's details say."""

    words: str | Promise
    icon: str


# fmt: off
SENTENCES: dict[str, Sentence] = {
    "registered": Sentence(gettext_lazy("%(by)s registered the complaint (channel: %(channel)s)"), "clipboard-plus"),
    "acknowledged": Sentence(gettext_lazy("%(by)s acknowledged the complaint to the customer"), "mail-check"),
    "assessed": Sentence(gettext_lazy("Read and assessed; proposed: %(proposed)s"), "sparkles"),
    "proposal_confirmed": Sentence(gettext_lazy("%(by)s confirmed the %(field)s: %(after)s"), "circle-check"),
    "judged": Sentence(gettext_lazy("%(by)s judged the complaint: %(verdict)s. Reason: %(reason)s"), "scale"),
    "refusal_proposed": Sentence(gettext_lazy("%(by)s proposed to refuse it; a second person must decide. Reason: %(reason)s"), "hourglass"),
    "refusal_confirmed": Sentence(gettext_lazy("%(by)s confirmed the refusal as the second person. Reason: %(reason)s"), "scale"),
    "refusal_returned": Sentence(gettext_lazy("%(by)s returned the proposed refusal"), "arrow-back-up"),
    "assigned": Sentence(gettext_lazy("%(by)s changed %(field)s: %(before)s → %(after)s"), "user-share"),
    "stepped_back": Sentence(gettext_lazy("%(by)s put on record that %(person)s is not impartial here: %(reason)s"), "user-off"),
    "keeper_decided": Sentence(gettext_lazy("%(by)s decided for good who keeps it: %(before)s → %(after)s. Reason: %(reason)s"), "gavel"),
    "classified": Sentence(gettext_lazy("%(by)s changed %(field)s: %(before)s → %(after)s"), "tag"),
    "handling_started": Sentence(gettext_lazy("%(by)s started handling"), "player-play"),
    "findings_recorded": Sentence(gettext_lazy("%(by)s wrote down the findings: %(fields)s"), "bulb"),
    "replied": Sentence(gettext_lazy("%(by)s replied to the customer"), "message"),
    "answered": Sentence(gettext_lazy("%(by)s gave the customer the formal answer"), "mail-forward"),
    "customer_wrote": Sentence(gettext_lazy("Words of the customer, recorded by %(by)s"), "message-2"),
    "answer_accepted": Sentence(gettext_lazy("The customer accepted the answer (recorded by %(by)s)"), "mood-smile"),
    "answer_rejected": Sentence(gettext_lazy("The customer rejected the answer (recorded by %(by)s)"), "mood-sad"),
    "closed": Sentence(gettext_lazy("%(by)s closed the complaint"), "circle-check"),
    "reopened": Sentence(gettext_lazy("%(by)s reopened the complaint: %(reason)s"), "refresh"),
    "withdrawn": Sentence(gettext_lazy("The complaint was withdrawn (recorded by %(by)s): %(reason)s"), "circle-minus"),
    "merged": Sentence(gettext_lazy("%(by)s merged this complaint into %(number)s"), "git-merge"),
    "absorbed": Sentence(gettext_lazy("%(by)s merged complaint %(number)s into this one"), "git-merge"),
    "unmerged": Sentence(gettext_lazy("%(by)s undid the merge"), "arrow-back-up"),
    "released": Sentence(gettext_lazy("%(by)s took a merged complaint out of this one again"), "arrow-back-up"),
    "linked": Sentence(gettext_lazy("%(by)s linked complaint %(number)s (%(link)s)"), "link"),
    "unlinked": Sentence(gettext_lazy("%(by)s took a link to another complaint away"), "unlink"),
    "neighbour_refused": Sentence(gettext_lazy("%(by)s said that complaint %(number)s is another matter"), "arrows-diff"),
    "corrected": Sentence(gettext_lazy("%(by)s corrected the record: %(fields)s"), "pencil"),
    "restated": Sentence(gettext_lazy("%(by)s restated the complaint; the customer's view: %(confirmed)s"), "ear"),
    "confidentiality_changed": Sentence(gettext_lazy("%(by)s changed who sees the complainant: %(confidential)s"), "eye-off"),
    "person_revealed": Sentence(gettext_lazy("%(by)s looked at the complainant's personal data: %(reason)s"), "eye"),
    "handling_undone": Sentence(gettext_lazy("%(by)s took the start of handling back"), "arrow-back-up"),
    "reply_withdrawn": Sentence(gettext_lazy("%(by)s took a reply back before it was sent"), "mail-off"),
    "noted": Sentence(gettext_lazy("%(by)s wrote an internal note"), "note"),
    "data_asked": Sentence(gettext_lazy("The customer asks about their data: %(wish)s"), "user-shield"),
    "evidence_added": Sentence(gettext_lazy("%(by)s added %(files)s file(s) as evidence"), "paperclip"),
    "deadline_passed": Sentence(gettext_lazy("“%(deadline)s” was due %(due)s and passed unmet"), "clock-exclamation"),
    "deadlines_moved": Sentence(gettext_lazy("Deadlines follow other rules: %(rules)s"), "calendar-time"),
    "escalated": Sentence(gettext_lazy("%(by)s put it before: %(to)s"), "stairs-up"),
    "escalation_acknowledged": Sentence(gettext_lazy("%(by)s took note of the escalation (%(to)s)"), "eye-check"),
    "paused": Sentence(gettext_lazy("%(by)s let deadlines rest: %(pause)s"), "player-pause"),
    "resumed": Sentence(gettext_lazy("%(by)s let deadlines run on after the pause “%(pause)s”"), "player-play"),
    "delay_explained": Sentence(gettext_lazy("%(by)s said why “%(deadline)s” was late: %(cause)s"), "message-question"),
    "duty_started": Sentence(gettext_lazy("%(by)s let a legal deadline begin: %(deadline)s, due %(due)s"), "gavel"),
    "duty_fulfilled": Sentence(gettext_lazy("%(by)s noted that it was done: %(deadline)s"), "gavel"),
    "promised": Sentence(gettext_lazy("%(by)s made a promise, due %(due)s"), "heart-handshake"),
    "promise_kept": Sentence(gettext_lazy("%(by)s noted that a promise was kept (due %(due)s)"), "heart-handshake"),
    "promise_withdrawn": Sentence(gettext_lazy("%(by)s withdrew a promise (due %(due)s): %(reason)s"), "heart-off"),
    "task_asked": Sentence(gettext_lazy("%(by)s asked %(department)s for a task, due %(due)s"), "subtask"),
    "task_given": Sentence(gettext_lazy("%(by)s gave the task of %(department)s to %(owner)s"), "user-share"),
    "task_taken": Sentence(gettext_lazy("%(by)s took the task of %(department)s"), "hand-grab"),
    "task_handed_in": Sentence(gettext_lazy("%(by)s handed in the task of %(department)s (files: %(files)s)"), "package"),
    "task_accepted": Sentence(gettext_lazy("%(by)s accepted the task of %(department)s"), "checks"),
    "task_returned": Sentence(gettext_lazy("%(by)s sent the task of %(department)s back, due %(due)s"), "arrow-back-up"),
    "task_moved": Sentence(gettext_lazy("%(by)s moved the due date of the task of %(department)s"), "calendar-time"),
    "task_waits": Sentence(gettext_lazy("%(by)s changed what the task of %(department)s waits for"), "hourglass"),
    "task_cancelled": Sentence(gettext_lazy("%(by)s cancelled the task of %(department)s"), "circle-minus"),
    "message_resent": Sentence(gettext_lazy("%(by)s asked for a letter to be sent once more"), "mail-up"),
}

FIELDS: dict[str, str | Promise] = {
    "owner": gettext_lazy("owner"),
    "department": gettext_lazy("department"),
    "grade": gettext_lazy("grade"),
    "category": gettext_lazy("category"),
    "subject": gettext_lazy("subject"),
    "demand": gettext_lazy("demand"),
    "occurred_at": gettext_lazy("time of the event"),
    "place": gettext_lazy("place"),
    "product": gettext_lazy("product"),
    "model": gettext_lazy("model"),
    "batch": gettext_lazy("batch"),
    "order_number": gettext_lazy("order number"),
    "respondent": gettext_lazy("complained of"),
    "external_reference": gettext_lazy("outside number"),
    "how": gettext_lazy("how it is resolved"),
    "why": gettext_lazy("why it happened"),
    "prevention": gettext_lazy("what prevents it"),
}
# fmt: on
_TASK = "task_"
# Why a complaint changed hands where no person decided so.
CAUSES: dict[str, str | Promise] = {
    "absence": gettext_lazy("the owner is away"),
    "conflict": gettext_lazy("the owner is not impartial here"),
    "left": gettext_lazy("the owner's account was closed"),
}
_CHOICES: dict[str, Any] = {
    "channel": Channel,
    "verdict": Verdict,
    "reason": Judgement.Reason,
    "link": Link.Kind,
    "wish": DataWish,
    "grade": Grade,
}


def names_in(items: Iterable[Item], *, people: Iterable[int] = ()) -> Names:
    """The names that stand behind ids in these lines, in one query; none when there are no ids."""
    wanted: dict[str, set[int]] = {"owner": set(people), "department": set()}
    for item in items:
        details = item.entry.details
        if item.kind == "assigned" and details.get("field") in wanted:
            ids = (details.get("before"), details.get("after"))
            wanted[details["field"]].update(int(one) for one in ids if one)
        if item.kind.startswith(_TASK):
            for name, known in wanted.items():
                known.update({details[name]} if details.get(name) else ())
        wanted["owner"].update(_people_in(details))
    if not any(wanted.values()):
        return {}
    return names_of(people=wanted["owner"], departments=wanted["department"])


def _people_in(details: Mapping[str, Any]) -> Iterator[int]:
    """Colleagues of whom a line speaks: whoever is not impartial, keeps it, or came next."""
    follower = (details.get("why") or {}).get("next", {}).get("person")
    keeps = (details.get("before"), details.get("after")) if "field" not in details else ()
    for one in (details.get("person"), follower, *keeps):
        if isinstance(one, int) or (isinstance(one, str) and one.isdecimal()):
            yield int(one)


def sentence_of(item: Item, names: Names) -> str:
    """Return the line in the reader's language."""
    known = SENTENCES.get(item.kind)
    if known is None:
        return f"{item.entry.by_name}: {item.kind}"
    words = str(known.words) % _facts(item, names)
    beside = _beside(item.entry.details)
    return _("%(words)s (%(moved)s)") % {"words": words, "moved": beside} if beside else words


def _beside(details: Mapping[str, Any]) -> str:
    """What stands in brackets behind a line: which deadlines moved, why it changed hands."""
    parts = []
    if rules := details.get("rules"):
        parts.append(_("rule: %(names)s") % {"names": "、".join(map(_rule_name, rules))})
    if moved := details.get("moved"):
        parts.append(moved_words(moved))
    return "；".join(parts) or str(CAUSES.get(details.get("cause", ""), ""))


def _rule_name(key: str) -> str:
    """A rule's name in the reader's language; its key, where it is no longer in the playbook."""
    rule = next((one for one in playbook_in_use().rules if one.key == key), None)
    if rule is None:
        return key
    return rule.zh if (get_language() or "zh").startswith("zh") else rule.en


def icon_of(item: Item) -> str:
    known = SENTENCES.get(item.kind)
    return known.icon if known else "point"


def _facts(item: Item, names: Names) -> dict[str, str]:
    details = item.entry.details
    field = str(details.get("field", "owner" if item.kind == "keeper_decided" else ""))
    facts = {
        "by": item.entry.by_name,
        "field": str(FIELDS.get(field, field)),
        "before": _value(field, details.get("before"), names),
        "after": _value(field, details.get("after"), names),
        "fields": "、".join(str(FIELDS.get(one, one)) for one in details.get("fields", [])),
        "person": _value("owner", details.get("person"), names),
        "number": str(details.get("number", "")),
        "proposed": _proposed(details, names),
        "files": str(details.get("files", "")),
        "deadline": deadline_name(details.get("deadline"), details.get("key")),
        "due": exactly(datetime.fromisoformat(details["due"])) if details.get("due") else "",
        "to": before_whom(_several(details.get("to"))),
        "rules": _other_rules(details),
        "pause": pause_name(details.get("reason")),
        "cause": cause_name(details.get("cause")),
        "confirmed": _confirmed(details.get("confirmed")),
        "confidential": _("the owner only")
        if details.get("confidential")
        else _("everybody whose role allows"),
    }
    for name in ("channel", "verdict", "reason", "link", "wish", "department", "owner"):
        facts[name] = _value(name, details.get(name), names)
    return facts


def _other_rules(details: Mapping[str, Any]) -> str:
    """What the deadlines stand on now that they did not before."""
    if "playbook" in details:
        return _("playbook, version %(number)s") % {"number": details["playbook"]}
    return _("working days or the law")


def _value(field: str, value: object, names: Names) -> str:
    if value in (None, ""):
        return _("none")
    if field in ("owner", "department"):
        return names.get((field, str(value)), str(value))
    if field == "category":
        return playbook_in_use().path(str(value))
    choices = _CHOICES.get(field)
    if choices is not None and value in choices.values:
        return str(choices(value).label)
    return str(value)


def _proposed(details: Mapping[str, Any], names: Names) -> str:
    """What triage proposed, head by head; "a person must decide" where it did not dare to.

    Assessed again, what it proposed before stands in front of what changed.
    """
    before = details.get("before") or {}
    parts = [
        f"{FIELDS[head]} {_said(head, before[head], names)} → {_said(head, details[head], names)}"
        if head in before
        else _first_said(head, details.get(head), names)
        for head in ("category", "grade")
    ]
    return "、".join([*parts, *([_("legal risk")] if details.get("legal") else [])])


def _several(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value or "")]


def _first_said(head: str, label: str | None, names: Names) -> str:
    if not label:
        return _("%(field)s: a person must decide") % {"field": FIELDS[head]}
    return f"{FIELDS[head]} {_said(head, label, names)}"


def _said(head: str, label: str | None, names: Names) -> str:
    return _value(head, label, names) if label else _("a person must decide")


def _confirmed(answer: object) -> str:
    if answer is None:
        return _("not asked yet")
    return _("that is right") if answer else _("not yet right")
