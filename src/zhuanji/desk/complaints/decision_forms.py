"""What is asked before a decision. Forms only clean; the actions decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhuanji.complaints.models import Delay, Judgement, Link, Verdict
from zhuanji.complaints.reasons import FITTING
from zhuanji.desk.complaints.clocks import (
    duty_events,
    duty_names,
    escalation_targets,
    pause_reasons,
)
from zhuanji.staff.queries import people_who_can
from zhuanji.staff.roles import Right

_YES_NO = (
    ("", _("Not asked yet")),
    ("yes", _("Yes, that is right")),
    ("no", _("No, not yet right")),
)


# What an action insists on is marked as required; the action says what is missing.
_NEEDED = {"aria-required": "true"}


def _text(
    label: object, limit: int = 5000, rows: int = 4, *, needed: bool = False
) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, **(_NEEDED if needed else {})})
    return forms.CharField(label=label, required=False, max_length=limit, widget=widget)  # type: ignore[arg-type]


def _line(label: object, limit: int = 200, *, needed: bool = False) -> forms.CharField:
    widget = forms.TextInput(attrs=_NEEDED if needed else {})
    return forms.CharField(label=label, required=False, max_length=limit, widget=widget)  # type: ignore[arg-type]


class Nothing(forms.Form):
    """A decision that needs no words."""


class Closing(forms.Form):
    """Asked only once it turned out that departments still work on it."""

    cancel_tasks = _line(_("Cancel their tasks because"), 500)


class Reason(forms.Form):
    reason = _text(_("Reason"), 500, 3, needed=True)


def _fitting_reasons() -> list[tuple[str, list[tuple[str, Any]]]]:
    """Every reason under the verdicts that it carries."""
    carried: dict[str, list[tuple[str, Any]]] = {}
    for reason in Judgement.Reason:
        verdicts = " / ".join(str(v.label) for v in Verdict if reason in FITTING[v])
        carried.setdefault(verdicts, []).append((reason.value, reason.label))
    return list(carried.items())


class Judge(forms.Form):
    verdict = forms.ChoiceField(label=_("Verdict"), choices=Verdict.choices)
    reason = forms.ChoiceField(label=_("Reason"), choices=_fitting_reasons)
    explanation = _text(_("What was found"), rows=5, needed=True)


def leaning(verdict: str) -> dict[str, str]:
    """What the form of a judgement begins with, where a verdict was proposed."""
    if verdict not in Verdict.values:
        return {}
    return {"verdict": verdict, "reason": FITTING[Verdict(verdict)][0].value}


class Review(forms.Form):
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=(("confirm", _("Confirm the refusal")), ("return", _("Return it"))),
    )
    review = _text(_("What is missing, or a remark"), 2000, 3)
    review.help_text = _("Needed when you return it.")


class Findings(forms.Form):
    how = _text(_("How it is resolved"), rows=3)
    why = _text(_("Why it happened"), rows=3)
    prevention = _text(_("What prevents it"), rows=3)


class Words(forms.Form):
    """What the customer said, in their words."""

    body = _text(_("The customer's words"), needed=True)


class Rejection(forms.Form):
    why = _text(_("What is still wrong, in the customer's words"), needed=True)


class Number(forms.Form):
    number = _line(_("Number of the other complaint"), 60, needed=True)


class Linked(Number):
    kind = forms.ChoiceField(
        label=_("How they belong together"),
        choices=[(k.value, k.label) for k in (Link.Kind.RELATED, Link.Kind.DUPLICATE)],
    )


class Part(forms.Form):
    subject = _line(_("Subject"))
    account = _text(_("What happened"), 20_000, 5, needed=True)
    demand = _text(_("Demand"), 2000, 2)


class Restatement(forms.Form):
    restatement = _text(_("In our own words"), 2000, 4, needed=True)
    confirmed = forms.ChoiceField(
        label=_("Did the customer say that is right?"), choices=_YES_NO, required=False
    )


class Correction(forms.Form):
    subject = _line(_("Subject"))
    demand = _text(_("Demand"), 2000, 2)
    occurred_at = _line(_("When it happened"), 60)
    place = _line(_("Where it happened"))
    product = _line(_("Product"), 120)
    model = _line(_("Model"), 80)
    batch = _line(_("Batch"), 80)
    order_number = _line(_("Order number"), 60)
    respondent = _line(_("Complained of (department or person)"))
    external_reference = _line(_("Outside number (12315, 12345, court)"), 100)


class Asked(forms.Form):
    """What we need from the customer, as a message to them."""

    body = _text(_("Message to the customer"), 20_000, 6, needed=True)


class Paused(forms.Form):
    reason = forms.ChoiceField(label=_("What it waits for"), choices=pause_reasons)
    words = _line(_("Say in a few words"), 500, needed=True)


class Promised(forms.Form):
    """A promise made by phone or in person: one sentence says what and by when."""

    words = _line(_("What was promised, and by when"), 300, needed=True)
    words.help_text = _("As you said it: “我们会在3个工作日内答复您”, “周五下午3点前给您回电”.")


class Escalated(forms.Form):
    to = forms.ChoiceField(label=_("Before whom"), choices=escalation_targets)
    words = _text(_("What you need them for"), 500, 3, needed=True)


class DutyStarted(forms.Form):
    key = forms.ChoiceField(label=_("Legal deadline"), choices=duty_events)
    since = _line(_("When it happened"), 60, needed=True)


class DutyFulfilled(forms.Form):
    key = forms.ChoiceField(label=_("Legal deadline"), choices=duty_names)


class Explained(forms.Form):
    cause = forms.ChoiceField(label=_("What it was"), choices=Delay.Cause.choices)
    words = _text(_("More words, if any"), 500, 3)


def _colleagues() -> list[tuple[str, str]]:
    return [("", "—"), *((str(p.pk), p.name) for p in people_who_can(Right.WORK))]


class _Colleague(forms.Form):
    person = forms.TypedChoiceField(
        label=_("Colleague"), choices=_colleagues, coerce=int, empty_value=None, required=False
    )


class Partial(_Colleague):
    """Somebody who must not handle a complaint, and whether it is about them."""

    reason = _text(_("Reason"), 500, 3, needed=True)
    concerned = forms.BooleanField(
        label=_("The complaint is about them: they do not see it either"), required=False
    )


class Keeper(_Colleague):
    reason = _text(_("Reason"), 500, 3, needed=True)


class Arranged(forms.Form):
    value = forms.ChoiceField(label=_("Value"), required=False)
