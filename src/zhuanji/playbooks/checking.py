"""What is wrong with a draft, in the reader's language, beside the thing that is wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from dataclasses import field as field_of
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from zhuanji.playbooks.body import PlaybookBody, filled
from zhuanji.playbooks.body.agreeing import overlaps
from zhuanji.playbooks.yaml_text import Path

Draft = Mapping[str, Any]
_PARTS = {"categories": "category", "rules": "rule"}


@dataclass(frozen=True)
class Problem:
    """`part` is category, rule, another section or "" for the whole; `field` may be ""."""

    part: str
    key: str
    field: str
    words: str
    path: Path = field_of(default=(), compare=False)


@dataclass(frozen=True)
class Known:
    """What a playbook may name that lives elsewhere. None: nothing is known, nothing is missed."""

    departments: frozenset[str] | None = None
    people: frozenset[str] | None = None


def checked(draft: Draft) -> tuple[PlaybookBody | None, list[Problem]]:
    """The playbook that a draft is, or everything that is wrong with it."""
    book = filled(draft)
    try:
        body = PlaybookBody.model_validate(book)
    except ValidationError as refusal:
        return None, problems_of(refusal, book)
    found = [_of_finding(asdict(one)) for one in overlaps(body)]
    return (None if found else body), found


def strangers(draft: Draft, known: Known) -> list[Problem]:
    """Departments and people named here that the organisation does not have (yet, or any more).

    No mistake of the playbook, since people come and go: a warning.
    """
    return list(_strangers(filled(draft), known))


def problems_of(refusal: ValidationError, draft: Draft) -> list[Problem]:
    """One problem for each field, however many of its words are wrong."""
    found: dict[tuple[str, str, str, Path], Problem] = {}
    for error in refusal.errors(include_url=False):
        told = error.get("ctx", {})
        if "findings" in told:
            problems = [_of_finding(one) for one in told["findings"]]
        else:
            problems = [_problem(error["loc"], error["type"], told, error.get("input"), draft)]
        for one in problems:
            found.setdefault((one.part, one.key, one.field, one.path[:2]), one)
    return list(found.values())


def _of_finding(found: Mapping[str, Any]) -> Problem:
    section, place, key = found["section"], found["place"], found["key"]
    path: Path = (section,) if place is None else (section, place)
    words = _sentence(found["kind"], {"key": key, **found["told"]}, None)
    return Problem(_PARTS.get(section, section), key, "", words, path)


def _problem(
    place: Path, kind: str, context: Mapping[str, Any], given: Any, draft: Draft
) -> Problem:
    part, key, name = "", "", ""
    if len(place) > 1 and isinstance(place[1], int):
        section = str(place[0])
        part, row = _PARTS.get(section, section), draft[section][place[1]]
        key = str(row.get("key", "")) if isinstance(row, Mapping) else ""
        name = str(place[2]) if len(place) > 2 else ""  # noqa: PLR2004 - part, place, field
    elif place:
        part, name = str(place[0]), str(place[1]) if len(place) > 1 else ""
    return Problem(part, key, name, _sentence(kind, context, given), place)


def _strangers(draft: Draft, known: Known) -> Iterator[Problem]:
    """Departments and people that the organisation does not have."""
    for section, name in (("categories", "department"), ("routes", "department")):
        for place, row in _rows(draft, section):
            code = row.get(name) if row.get("active", True) else ""
            if code and known.departments is not None and code not in known.departments:
                words = _sentence("unknown_department", {}, code)
                yield _beside(section, place, row, name, words)
    for section, name in (("ladder", "to"), ("deadlines", "at_once"), ("emergency", "to")):
        for place, row in _rows(draft, section):
            for one in _people(row.get(name)):
                if known.people is not None and one not in known.people:
                    words = _sentence("unknown_person", {}, one)
                    yield _beside(section, place, row, name, words)


def _rows(draft: Draft, section: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    rows = draft.get(section)
    for place, row in enumerate(rows if isinstance(rows, list | tuple) else ()):
        if isinstance(row, Mapping):
            yield place, row


def _people(given: Any) -> list[str]:
    those = given if isinstance(given, list | tuple) else [given]
    return [one.partition(":")[2] for one in map(str, those) if one.startswith("person:")]


def _beside(section: str, place: int, row: Mapping[str, Any], name: str, words: str) -> Problem:
    key = str(row.get("key", ""))
    return Problem(_PARTS.get(section, section), key, name, words, (section, place, name))


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
        "too_many": _("This section has at most %(limit)s lines."),
        "too_short": _("Write a name or a sentence here."),
        "string_too_short": _("Write something here."),
        "too_long": _("This is too long: at most %(limit)s characters."),
        "string_too_long": _("This is too long: at most %(limit)s characters."),
        "literal_error": _("Choose one of: %(choices)s.") % {"choices": _choices(context)},
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
        "string_pattern_mismatch": _mismatch(context),
        "term_in_the_past": _("“%(given)s” lies in the past. A length of time has no minus."),
        "category_lost": _("“%(key)s” names the category “%(lost)s”, which is not here."),
        "step_lost": _("The step “%(key)s” waits for “%(lost)s”, which is not here."),
        "cycle": _("The step “%(key)s” waits in the end for itself. Take one of the steps out."),
        "same_moment": _(
            "The rungs “%(other)s” and “%(key)s” stand at the same moment. Join them."
        ),
        "never_reached": _(
            "No deadline ever reaches the rung “%(key)s”: its grades have no escalation."
        ),
        "leads_nowhere": _("The route “%(key)s” names neither a department nor a skill."),
        "takes_everything": _(
            "The route “%(key)s” would take every complaint. Name a category, a grade or words."
        ),
        "unknown_department": _("There is no department “%(given)s”. Choose one, or add it first."),
        "unknown_person": _("Nobody here has the user name “%(given)s”."),
        "bool_parsing": _("Choose one of the list."),
        "string_type": _("Write words here; a number stands in quotes."),
        "int_parsing": _("Write a whole number."),
        "int_type": _("Write a whole number."),
        "int_from_float": _("Write a whole number."),
        "less_than_equal": _("At most %(le)s."),
        "greater_than_equal": _("At least %(ge)s."),
    }
    words = sentences.get(kind) or _("This cannot be used. Correct it or leave it out.")
    try:
        return words % facts
    except KeyError:
        return words


def _choices(context: Mapping[str, Any]) -> str:
    """What a field may hold, as pydantic tells it; what may be empty is left out."""
    told = str(context.get("expected", "")).replace(" or ", ", ").replace("'", "")
    return ", ".join(filter(None, told.split(", ")))


def _mismatch(context: Mapping[str, Any]) -> str:
    if "person:" in str(context.get("pattern", "")):
        return _(
            "Write owner, department, lead, legal, executive, inspector, admin or person: with a user name."
        )
    return _(
        "A key is made of small letters, digits and _, with a dot between levels, three at most."
    )


def _limit(context: Mapping[str, Any]) -> Any:
    return context.get("limit") or context.get("max_length") or ""
