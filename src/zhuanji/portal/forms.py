"""The words a complainant fills in. What they must be, complaints.registration decides."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from zhuanji.complaints.registration import Registration, doubts_about, read_registration
from zhuanji.kernel.errors import Invalid
from zhuanji.language.normalise import clean_text

# Field of the page -> field of the registration.
_TOP = ("account", "demand", "product", "order_number", "occurred_at", "place")
_WHO = {"name": "name", "phone": "phone", "email": "email"}
_FOR = {"agent_name": "name", "agent_phone": "phone", "agent_authority": "authority"}


class Words(forms.CharField):
    """Any text at all: what cannot be stored is left out, the rest is judged further down."""

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")


def _line(label: Any, **attributes: str) -> Words:
    return Words(label=label, required=False, widget=forms.TextInput(attrs=attributes))


class ComplaintForm(forms.Form):
    """One complaint, as a phone's screen asks for it."""

    account = Words(
        label=_("What happened?"), required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    name = _line(_("Name"), autocomplete="name")
    phone = _line(_("Phone"), autocomplete="tel", inputmode="tel")
    email = _line(_("E-mail"), autocomplete="email", inputmode="email")
    demand = Words(
        label=_("What should we do?"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    product = _line(_("Product or service"))
    order_number = _line(_("Order number"))
    occurred_at = Words(
        label=_("When did it happen?"),
        required=False,
        widget=forms.TextInput(attrs={"type": "date"}),
    )
    place = _line(_("Where?"))
    agent_name = _line(_("Your own name"))
    agent_phone = _line(_("Your own phone"), inputmode="tel")
    agent_authority = _line(_("In what capacity do you speak for them?"))
    confidential = forms.BooleanField(
        label=_("Keep my identity confidential: only the person in charge sees it"), required=False
    )

    registration: Registration
    asked: Collection[str] = ()  # numbers that look wrong: the next time they are meant

    def read(self, *, language: str) -> bool:
        """Whether this is a complaint that can be registered; else each field says what is wrong."""
        return self._is_registration(language) and not self._asks()

    def _asks(self) -> bool:
        """Whether a number looks so wrong that we ask once, on the page that is shown again."""
        given = self.registration
        sure = self.data.getlist("sure") if isinstance(self.data, QueryDict) else []
        doubts = doubts_about(given, sure=sure)
        for field, sentence in doubts.items():
            self.add_error(_field_here(field), sentence)
        if doubts:
            self.asked = sorted({given.customer.phone, given.representative.phone} - {""})
        return bool(doubts)

    def _is_registration(self, language: str) -> bool:
        if not self.is_valid():
            return False
        words = self.cleaned_data
        given = {field: words[field] for field in _TOP} | {
            "channel": "web",
            "language": language,
            "confidential": words["confidential"],
            "customer": {theirs: words[ours] for ours, theirs in _WHO.items()},
            "representative": {theirs: words[ours] for ours, theirs in _FOR.items()},
        }
        try:
            self.registration = read_registration(given)
        except Invalid as refusal:
            for field, sentence in refusal.problems.items():
                self.add_error(_field_here(field), sentence)
            return False
        return True


def _field_here(field: str) -> str | None:
    group, _dot, name = field.partition(".")
    known = {"customer": _WHO, "representative": _FOR}.get(group, {t: t for t in _TOP})
    wanted = name or group
    return next((ours for ours, theirs in known.items() if theirs == wanted), None)
