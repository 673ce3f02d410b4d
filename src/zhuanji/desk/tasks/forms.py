"""What is asked about a task. Forms only clean; the actions decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhuanji.complaints.actions.tasks import (
    CRITERION_LIMIT,
    PROOF_LIMIT,
    TITLE_LIMIT,
    WHAT_LIMIT,
)

_NEEDED = {"aria-required": "true"}


def _line(label: Any, limit: int, *, needed: bool = False, **attrs: str) -> forms.CharField:
    widget = forms.TextInput(attrs={**(_NEEDED if needed else {}), **attrs})
    return forms.CharField(label=label, required=False, max_length=limit, widget=widget)


def _text(label: Any, limit: int, rows: int, *, needed: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, **(_NEEDED if needed else {})})
    return forms.CharField(label=label, required=False, max_length=limit, widget=widget)


def _due(*, needed: bool) -> forms.CharField:
    return _line(_("By when"), 60, needed=needed)


class Ask(forms.Form):
    """The words that every department is asked with, and by when unless it has its own moment."""

    title = _line(_("What is to be done"), TITLE_LIMIT, needed=True)
    criterion = _line(_("Done when (what will be looked at)"), CRITERION_LIMIT, needed=True)
    due = _due(needed=True)
    what = _text(_("More about it"), WHAT_LIMIT, 3)
    needs_files = forms.BooleanField(
        label=_("A photo or file must prove it"), required=False, widget=forms.CheckboxInput
    )


class Nothing(forms.Form):
    """Nothing is asked."""


class HandIn(forms.Form):
    words = _text(_("What was done"), PROOF_LIMIT, 4, needed=True)


class Accept(forms.Form):
    review = _line(_("Remark"), 500)


class SendBack(forms.Form):
    reason = _text(_("What is missing"), 500, 2, needed=True)
    due = _due(needed=False)
    due.help_text = _("Empty: the moment stays. Needed when it is over.")


class Move(forms.Form):
    due = _due(needed=True)
    reason = _line(_("Why"), 500, needed=True)


class Reason(forms.Form):
    reason = _line(_("Why"), 500, needed=True)


class Give(forms.Form):
    owner = forms.ChoiceField(label=_("Who does it"), required=False)


class Waits(forms.Form):
    waits_for = forms.MultipleChoiceField(
        label=_("What comes first"), required=False, widget=forms.CheckboxSelectMultiple
    )
