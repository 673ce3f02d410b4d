"""What the findings and reasons of triage are called on pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from zhuanji.complaints.assessed import Mood, Threat
from zhuanji.complaints.models import Grade, Verdict
from zhuanji.playbooks.queries import Forced, playbook_in_use

Words = str | Promise

HEADS: dict[str, Words] = {
    "category": _("Category"),
    "grade": _("Grade"),
    "department": _("Department"),
    "validity": _("Justified?"),
}
DEMANDS: dict[str, Words] = {
    "refund": pgettext_lazy("demand", "Refund"),
    "exchange": pgettext_lazy("demand", "Exchange"),
    "repair": pgettext_lazy("demand", "Repair"),
    "price_reduction": pgettext_lazy("demand", "Price reduction"),
    "compensation": pgettext_lazy("demand", "Compensation"),
    "apology": pgettext_lazy("demand", "Apology"),
    "explanation": pgettext_lazy("demand", "Explanation"),
    "discipline": pgettext_lazy("demand", "Discipline somebody"),
    "stop": pgettext_lazy("demand", "Stop it"),
    "delivery": pgettext_lazy("demand", "Deliver or collect"),
    "invoice": pgettext_lazy("demand", "Invoice"),
    "staff": pgettext_lazy("demand", "Another person"),
}
MOODS: dict[str, Words] = {mood.value: mood.label for mood in Mood}
THREATS: dict[str, Words] = {threat.value: threat.label for threat in Threat}
KINDS: dict[str, Words] = {
    "demand": _("Demand"),
    "threat": _("Threat"),
    "emotion": _("Emotion"),
    "amount": _("Amount"),
    "moment": _("Time"),
    "order": _("Order"),
}
PARTS: dict[str, Words] = {
    "harm": _("Harm"),
    "emotion": _("Emotion"),
    "threat": _("Threat"),
    "value": _("Amount, customer"),
    "repeat": _("Repetition"),
}
HARMS: dict[str, Words] = {
    "injury": _("somebody was hurt"),
    "danger": _("dangerous"),
    "loss": _("something is lost or cannot be used"),
}
SOURCES: dict[str, Words] = {
    "model": _("learned from cases that colleagues confirmed"),
    "playbook": _("by the words of the playbook"),
    "rule": _("by a rule of the playbook"),
    "score": _("by the score below"),
    "outcomes": _("from how such complaints ended"),
    "none": _("nothing in the words points anywhere"),
}
PARAMETERS: dict[str, Words] = {
    "base": _("Chance to leave after a bad complaint"),
    "paid": _("Paid in a year (¥)"),
    "margin": _("Margin"),
    "years": _("Years they would have stayed"),
    "reach": _("People who would see it"),
    "post": _("Chance that they post it"),
    "put_off": _("Share put off among those who see it"),
    "typical": _("What one of them would have paid (¥)"),
    "authority": _("Chance of a case at an authority"),
    "case_cost": _("Cost of such a case (¥)"),
}
_CHOICES: dict[str, dict[str, Words]] = {
    "grade": {grade.value: grade.label for grade in Grade},
    "validity": {verdict.value: verdict.label for verdict in Verdict},
}
_SURENESS: tuple[tuple[float, Words], ...] = (
    (0.9, _("very sure")),
    (0.75, _("fairly sure")),
    (0.5, _("rather likely")),
    (0.0, _("hardly sure")),
)


def sureness(probability: float) -> Words:
    return next(words for least, words in _SURENESS if probability >= least)


def label_words(head: str, label: str, names: dict[str, str]) -> str:
    """What a label is called; departments by the names that were kept with the proposal."""
    if head == "category":
        return playbook_in_use().path(label) if label else ""
    known = _CHOICES.get(head, {})
    return str(known.get(label) or names.get(label) or label)


def rule_words(key: str) -> str:
    """What a rule of the playbook says, or a category whose complaints have a grade at least."""
    playbook = playbook_in_use()
    if key.startswith("category:"):
        name = playbook.path(key.removeprefix("category:"))
        return gettext("The playbook demands it of the category %(name)s.") % {"name": name}
    met = next((rule for rule in playbook.body.rules if rule.key == key), None)
    return Forced(met, ()).sentence if met else key
