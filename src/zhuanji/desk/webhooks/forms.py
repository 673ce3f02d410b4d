"""What is typed about a webhook. The action says what is wrong with it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhuanji.complaints.events import Event


class WebhookForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the webhook"),
        max_length=80,
        help_text=_("Who is told: the shop, the call centre."),
    )
    url = forms.CharField(
        label=_("Address"),
        max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        help_text=_("Beginning with https://. Events are sent there."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Events"),
        choices=Event.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def put(self, problems: dict[str, str]) -> None:
        """Write each problem beside its field."""
        for field, words in problems.items():
            self.add_error(field if field in self.fields else None, words)


class SinceForm(forms.Form):
    since = forms.DateTimeField(
        label=_("Since"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Enter a date and a time, as 2026-11-25 08:00.")},
    )
