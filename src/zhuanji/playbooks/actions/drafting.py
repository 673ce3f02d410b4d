"""Writing the next playbook: what is typed is kept as it stands, right or wrong.

A draft is no decision yet, so it leaves no line in history; putting it into use does.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid, NotFound
from zhuanji.kernel.locks import lock_until_commit
from zhuanji.language.normalise import clean_line
from zhuanji.playbooks.actions.use import put_playbook_into_use
from zhuanji.playbooks.body import MOST_CATEGORIES, MOST_RULES, SECTIONS, PlaybookBody, filled
from zhuanji.playbooks.checking import checked, strangers
from zhuanji.playbooks.models import PlaybookDraft, PlaybookVersion
from zhuanji.playbooks.policies import require_may_write_playbook
from zhuanji.playbooks.queries import get_version, known_here, newest_version
from zhuanji.playbooks.shipped import in_tree_order, with_trades
from zhuanji.playbooks.words import key_from

CATEGORY_FIELDS = ("zh", "en", "department", "grade", "words", "less", "active")
RULE_FIELDS = (
    "zh", "en", "says_zh", "says_en", "grade", "alert", "words", "together", "unless", "active",
)  # fmt: skip
DEEPEST = 3
WRITTEN_AS_A_WHOLE = frozenset({*SECTIONS, "heartbeat", "dispatch"}) - {"categories", "rules"}


@transaction.atomic
def write_category(*, by: Actor, at: datetime, key: str, said: Mapping[str, Any]) -> PlaybookDraft:
    """Keep what was typed about one category. Raises NotFound."""
    draft = _open(by, at)
    _row(draft.body["categories"], key).update(_only(said, CATEGORY_FIELDS))
    return _keep(draft, by, at)


@transaction.atomic
def write_rule(*, by: Actor, at: datetime, key: str, said: Mapping[str, Any]) -> PlaybookDraft:
    """Keep what was typed about one rule. Raises NotFound."""
    draft = _open(by, at)
    _row(draft.body["rules"], key).update(_only(said, RULE_FIELDS))
    return _keep(draft, by, at)


@transaction.atomic
def write_section(*, by: Actor, at: datetime, section: str, rows: Any) -> PlaybookDraft:
    """Keep one section as a whole, as it was read from what somebody wrote. Raises NotFound."""
    if section not in WRITTEN_AS_A_WHOLE:
        raise NotFound
    draft = _open(by, at)
    draft.body[section] = rows
    return _keep(draft, by, at)


@transaction.atomic
def add_category(*, by: Actor, at: datetime, parent: str, zh: str, en: str) -> str:
    """Put a category below another, or on the first level; return its key.

    Raises Invalid without a name or below the third level, NotFound for a parent nobody knows.
    """
    draft = _open(by, at)
    rows, zh, en = draft.body["categories"], clean_line(zh)[:40], clean_line(en)[:40]
    if parent:
        _row(rows, parent)
    if not zh and not en:
        raise Invalid({"zh": _("Give the category a name.")})
    if parent.count(".") + 1 >= DEEPEST and parent:
        raise Invalid({"zh": _("Three levels are the most. Add it one level higher.")})
    if len(rows) >= MOST_CATEGORIES:
        raise Invalid(
            {"zh": _("A playbook holds at most %(most)s categories.") % {"most": MOST_CATEGORIES}}
        )
    key = key_from(en, zh, {row["key"] for row in rows}, under=parent)
    above = _row(rows, parent) if parent else {}
    rows.append(_new_category(key, zh or en, en or zh, str(above.get("department", ""))))
    draft.body["categories"] = in_tree_order(rows)
    _keep(draft, by, at)
    return key


@transaction.atomic
def add_rule(*, by: Actor, at: datetime, category: str, zh: str) -> str:
    """Begin a rule of a category, or of all; return its key. Raises Invalid, NotFound."""
    draft = _open(by, at)
    rows, zh = draft.body["rules"], clean_line(zh)[:40]
    if category:
        _row(draft.body["categories"], category)
    if not zh:
        raise Invalid({"zh": _("Give the rule a name.")})
    if len(rows) >= MOST_RULES:
        raise Invalid({"zh": _("A playbook holds at most %(most)s rules.") % {"most": MOST_RULES}})
    key = key_from("", zh, {row["key"] for row in rows})
    said = {"zh": zh, "en": zh, "says_zh": zh, "says_en": zh, "grade": "complex", "alert": ""}
    lists: dict[str, list[str]] = {"words": [], "together": [], "unless": []}
    rows.append({"key": key, "category": category, **said, "active": True, **lists})
    _keep(draft, by, at)
    return key


@transaction.atomic
def shift_category(*, by: Actor, at: datetime, key: str, by_places: int) -> PlaybookDraft:
    """Move a category, with all below it, up or down among its brothers. Raises NotFound."""
    draft = _open(by, at)
    rows = draft.body["categories"]
    _row(rows, key)
    parent = key.rpartition(".")[0]
    brothers = [r["key"] for r in rows if r["key"].rpartition(".")[0] == parent]
    place = brothers.index(key)
    other = min(max(place + by_places, 0), len(brothers) - 1)
    brothers[place], brothers[other] = brothers[other], brothers[place]
    rank = {one: n for n, one in enumerate(brothers)}
    reordered = sorted(rows, key=lambda row: rank.get(row["key"], -1))
    draft.body["categories"] = in_tree_order(reordered)
    return _keep(draft, by, at)


@transaction.atomic
def move_category(*, by: Actor, at: datetime, key: str, parent: str) -> str:
    """Begin a category anew below another and retire it here; return the new key.

    A key never changes, because complaints bear it: theirs keep the old one and its name.
    Raises NotFound, and Invalid below itself, below the third level or with categories below it.
    """
    draft = _open(by, at)
    rows = draft.body["categories"]
    row = _row(rows, key)
    if parent:
        _row(rows, parent)
    below = [one for one in rows if one["key"].startswith(f"{key}.") and one.get("active", True)]
    if below or f"{parent}.".startswith(f"{key}."):
        raise Invalid({"parent": _("Move or retire what lies below it first.")})
    if parent and parent.count(".") + 1 >= DEEPEST:
        raise Invalid({"parent": _("Three levels are the most. Choose one level higher.")})
    new = key_from(key.rpartition(".")[2], "", {one["key"] for one in rows}, under=parent)
    rows.append({**row, "key": new, "active": True})
    row["active"] = False
    for rule in draft.body["rules"]:
        if rule.get("category") == key:
            rule["category"] = new
    draft.body["categories"] = in_tree_order(rows)
    _keep(draft, by, at)
    return new


@transaction.atomic
def take_into_draft(*, by: Actor, at: datetime, body: PlaybookBody) -> PlaybookDraft:
    """Begin the draft anew with a playbook that was imported."""
    draft = _open(by, at)
    draft.body = body.model_dump(mode="json")
    return _keep(draft, by, at)


@transaction.atomic
def add_trade(*, by: Actor, at: datetime, name: str) -> PlaybookDraft:
    """Add what is shipped for a trade. Raises Invalid while something is wrong with the draft."""
    draft = _open(by, at)
    body, _problems = checked(draft.body)
    if body is None:
        raise Invalid({"trade": _("Correct the draft first.")})
    draft.body = with_trades(body, (name,)).model_dump(mode="json")
    return _keep(draft, by, at)


@transaction.atomic
def discard_draft(*, by: Actor, at: datetime) -> None:  # noqa: ARG001 - like every action
    """Forget what was written; the playbook in use stays as it is."""
    require_may_write_playbook(by)
    PlaybookDraft.objects.all().delete()


@transaction.atomic
def put_draft_into_use(
    *, by: Actor, at: datetime, reason: str, with_strangers: bool = False
) -> PlaybookVersion:
    """Make the draft the playbook in use. Raises NotFound without one, Invalid, Stale.

    People and departments it names that are not here are no mistake, but a decision.
    """
    require_may_write_playbook(by)
    lock_until_commit("playbook draft")
    draft = PlaybookDraft.objects.first()
    if draft is None:
        raise NotFound
    body, problems = checked(draft.body)
    if body is None:
        raise Invalid({"draft": problems[0].words})
    if not with_strangers and strangers(draft.body, known_here()):
        raise Invalid(
            {
                "strangers": _(
                    "Some people or departments it names are not here. Correct them, or tick that you know."
                )
            }
        )
    version = put_playbook_into_use(
        by=by, at=at, body=body, reason=reason, instead_of=draft.based_on
    )
    draft.delete()
    return version


@transaction.atomic
def rest_draft_on_newest(*, by: Actor, at: datetime) -> PlaybookDraft:
    """Say that the draft was compared with the version that came into use in the meantime."""
    draft = _open(by, at)
    draft.based_on = newest_version()
    return _keep(draft, by, at)


def _open(by: Actor, at: datetime) -> PlaybookDraft:
    """The draft, begun from the playbook in use when there is none; one writer at a time."""
    require_may_write_playbook(by)
    lock_until_commit("playbook draft")
    draft = PlaybookDraft.objects.first()
    if draft is None:
        number = newest_version()
        body = get_version(number).body.model_dump(mode="json")
        draft = PlaybookDraft(body=body, based_on=number, revision=0, begun_at=at)
    draft.body = filled(draft.body)
    return draft


def _keep(draft: PlaybookDraft, by: Actor, at: datetime) -> PlaybookDraft:
    draft.revision += 1
    draft.by, draft.by_name, draft.touched_at = by.key, by.name, at
    draft.save()
    return draft


def _row(rows: list[dict[str, Any]], key: str) -> dict[str, Any]:
    for row in rows:
        if row["key"] == key:
            return row
    raise NotFound


def _only(said: Mapping[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if name in fields}


def _new_category(key: str, zh: str, en: str, department: str) -> dict[str, Any]:
    return {
        "key": key, "zh": zh, "en": en, "department": department, "grade": "", "active": True,
        "words": [], "less": [],
    }  # fmt: skip
