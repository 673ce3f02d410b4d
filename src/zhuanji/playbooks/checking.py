"""What is wrong with a draft, in the reader's language, beside the thing that is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from zhuanji.playbooks.body import PlaybookBody

Draft = Mapping[str, Any]
_PARTS = {"categories": "category", "rules": "rule"}


@dataclass(frozen=True)
class Problem:
    """`part` is category, rule, another section or "" for the whole; `field` may be ""."""

    part: str
    key: str
    field: str
    words: str


def checked(draft: Draft) -> tuple[PlaybookBody | None, list[Problem]]:
    """The playbook that a draft is, or everything that is wrong with it."""
    try:
        return PlaybookBody.model_validate(draft), []
    except ValidationError as refusal:
        return None, problems_of(refusal, draft)


def problems_of(refusal: ValidationError, draft: Draft) -> list[Problem]:
    """One problem for each field, however many of its words are wrong."""
    found: dict[tuple[str, str, str], Problem] = {}
    for error in refusal.errors(include_url=False):
        one = _problem(error["loc"], error["type"], error.get("ctx", {}), error.get("input"), draft)
        found.setdefault((one.part, one.key, one.field), one)
    return list(found.values())


def _problem(
    place: tuple[int | str, ...], kind: str, context: Mapping[str, Any], given: Any, draft: Draft
) -> Problem:
    part, key, field = "", "", ""
    if len(place) > 1 and isinstance(place[1], int):
        section = str(place[0])
        part, row = _PARTS.get(section, section), draft[section][place[1]]
        key = str(row.get("key", "")) if isinstance(row, Mapping) else ""
        field = str(place[2]) if len(place) > 2 else ""  # noqa: PLR2004 - part, place, field
    elif place:
        part, field = str(place[0]), str(place[1]) if len(place) > 1 else ""
    return Problem(part, key, field, _sentence(kind, context, given))


def _sentence(kind: str, context: Mapping[str, Any], given: Any) -> str:
    shown = given[:40] if isinstance(given, str) else ""
    facts = {"given": shown, "limit": _limit(context), **context}
    sentences = {
        "word_too_short": _(
            "“%(given)s” would be found everywhere. Write at least two characters."
        ),
        "too_many_words": _("These are more than %(limit)s words. Keep those people really write."),
        "rule_without_words": _("Write at least one word that this rule looks for."),
        "known_twice": _("The key “%(key)s” stands twice. Keep one of the two."),
        "parent_missing": _("“%(key)s” stands before, or without, the category above it."),
        "rule_lost": _("The rule “%(key)s” belongs to a category that is not here."),
        "too_many": _("A playbook has at most %(categories)s categories and %(rules)s rules."),
        "too_short": _("Write a name or a sentence here."),
        "string_too_short": _("Write something here."),
        "too_long": _("This is too long: at most %(limit)s characters."),
        "string_too_long": _("This is too long: at most %(limit)s characters."),
        "literal_error": _("Choose one of the list."),
        "extra_forbidden": _("A playbook has no such field. Delete it."),
        "missing": _("This is needed."),
        "not_a_term": _(
            "“%(given)s” is no length of time. Write 30m, 24h, 7d, 8wh or 2wd, or 2 个工作日."
        ),
        "terms_out_of_order": _(
            "Of the grade “%(key)s” the acknowledgement comes first, then the first answer, then the resolution."
        ),
        "never_at_once": _("Somebody cannot hear something all the time. Write a length of time."),
        "share_or_after": _(
            "The rung “%(key)s” needs one of the two: a share of the time, or a time after it was due."
        ),
        "nobody_told": _("The rung “%(key)s” tells nobody. Name who must hear of it."),
        "unknown_place": _("Only these may stand in braces: %(places)s."),
        "grade_missing": _("The grade “%(key)s” has no deadlines. Add its line."),
        "string_pattern_mismatch": _(
            "A key is made of small letters, digits and _, with a dot between levels, three at most."
        ),
    }
    words = sentences.get(kind) or _("This cannot be used. Correct it or leave it out.")
    try:
        return words % facts
    except KeyError:
        return words


def _limit(context: Mapping[str, Any]) -> Any:
    return context.get("limit") or context.get("max_length") or ""
