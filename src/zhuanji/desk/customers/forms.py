"""What is asked about a customer. Forms only clean; the actions decide."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from zhuanji.customers.models import ContactPoint, Customer
from zhuanji.kernel.errors import Invalid


def _text(label: Any, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3, "maxlength": 2000})
    return forms.CharField(label=label, required=False, widget=area, help_text=help_text)


class FileForm(forms.Form):
    """What the file says."""

    name = forms.CharField(
        label=_("Name"), required=False, widget=forms.TextInput(attrs={"maxlength": 100})
    )
    tier = forms.ChoiceField(label=_("Tier"), choices=Customer.Tier.choices)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    preferred_channel = forms.ChoiceField(
        label=_("Preferred way of contact"),
        required=False,
        choices=[("", _("not said")), *Customer.Way.choices],
    )
    special_needs = _text(
        _("Special needs"), _("What everybody must heed: hard of hearing, call after six, …")
    )
    preferences = _text(_("Preferences"))
    notes = _text(_("Notes"))

    def put(self, refusal: Invalid) -> None:
        """Show what the action refused at its field."""
        for field, words in refusal.problems.items():
            self.add_error(field if field in self.fields else None, words)


class NewFileForm(FileForm):
    """A file opened by hand, with how to reach them."""

    phone = forms.CharField(label=_("Phone"), required=False)
    email = forms.CharField(label=_("E-mail"), required=False)
    account = forms.CharField(label=_("Account"), required=False)
    field_order = ("name", "phone", "email", "account")

    def contacts(self) -> dict[str, str]:
        return {kind: self.cleaned_data.pop(kind) for kind in ContactPoint.Kind.values}
