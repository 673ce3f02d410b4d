"""Where a proposal comes from and how sure it is, in a sentence that claims no more than was measured."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhuanji.complaints.models import Grade
from zhuanji.desk.triage import words
from zhuanji.triage.deciding.grade import BANDS, band

_ORIGINS: dict[str, str | Promise] = {
    "model": pgettext_lazy("origin", "Model"),
    "playbook": pgettext_lazy("origin", "Keywords"),
    "rule": pgettext_lazy("origin", "Rule"),
    "score": pgettext_lazy("origin", "Rule"),
    "outcomes": pgettext_lazy("origin", "Past cases"),
}
BY_HAND = pgettext_lazy("origin", "By hand")
_MEASURED: dict[str, str | Promise] = {
    "model": gettext_lazy("measured on %(cases)s confirmed complaints"),
    "score": gettext_lazy("calibrated on %(cases)s grades that colleagues decided"),
    "outcomes": gettext_lazy("of %(cases)s judged complaints of this category"),
}


@dataclass(frozen=True)
class Reason:
    """`origin` is a word, `says` a sentence; `measured` tells on how many cases a share rests.

    `percent` is None where nobody measured one.
    """

    origin: str
    says: str
    percent: int | None = None
    sureness: str = ""
    measured: str = ""


def reason_of(head: str, proposal: dict[str, Any]) -> Reason:
    """Why this is proposed. Only what was measured has a share."""
    origin, says = str(_ORIGINS.get(proposal["source"], "")), _says(head, proposal)
    share = proposal["probability"]
    cases = cases_of(proposal) if proposal["label"] else 0
    if not cases:
        return Reason(origin, says)
    measured = str(_MEASURED[proposal["source"]]) % {"cases": cases}
    return Reason(origin, says, round(100 * share), str(words.sureness(share)), measured)


def cases_of(proposal: dict[str, Any]) -> int:
    """On how many cases its share was measured; 0 where it was not."""
    known = proposal["source"] in _MEASURED
    return int(proposal["facts"].get("cases", 0)) if known else 0


def percent_of(proposal: dict[str, Any], label: str, share: float) -> int | None:
    """The share of a candidate, where such shares were measured."""
    by_words = label in proposal["facts"].get("words", ())
    return round(100 * share) if cases_of(proposal) and not by_words else None


def score_words(score: float) -> str:
    """Which line a score has reached, and how far it is from the next."""
    names = {grade: str(Grade(grade).label) for grade, _edge in BANDS}
    place = [grade for grade, _edge in BANDS].index(band(score))
    (grade, edge), following = BANDS[place], BANDS[place + 1 : place + 2]
    facts = {"score": f"{score:g}", "name": names[grade], "edge": f"{edge:g}"}
    if following:
        (above, next_edge) = following[0]
        facts |= {
            "above": names[above],
            "next": f"{next_edge:g}",
            "gap": f"{next_edge - score:.3g}",
        }
    return _line(place, bool(following)) % facts


def _line(place: int, has_more: bool) -> str:
    if not place:
        return _("Score %(score)s, %(gap)s below “%(above)s” (from %(next)s)")
    if has_more:
        return _(
            "Score %(score)s: reaches “%(name)s” (from %(edge)s), %(gap)s below “%(above)s” (from %(next)s)"
        )
    return _("Score %(score)s: reaches “%(name)s” (from %(edge)s)")


def _says(head: str, proposal: dict[str, Any]) -> str:
    if rule := proposal["facts"].get("rule"):
        return words.rule_words(rule)
    if proposal["facts"].get("strange") and proposal["abstained"]:
        return _("It resembles none of the complaints that were learned from")
    if proposal["facts"].get("silent"):
        return _("No words of harm, anger or threat were found, which here says nothing")
    if head == "grade":
        return score_words(proposal["facts"]["score"])
    if head == "department" and proposal["label"]:
        return _("It answers for this category")
    return str(words.SOURCES[proposal["source"]])
