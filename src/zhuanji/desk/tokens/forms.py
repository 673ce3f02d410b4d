from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhuanji.staff.roles import Scope


class TokenForm(forms.Form):
    """A new key for a machine; the action says what is wrong with it."""

    name = forms.CharField(
        label=_("Name of the token"),
        max_length=80,
        help_text=_("Which system will use it, for example: shop."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing it may do.")},
    )
    last_day = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty: until it is revoked."),
    )
    networks = forms.CharField(
        label=_("Only from these networks"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": "203.0.113.0/24"}),
        help_text=_("One address or network per line. Empty: from anywhere."),
    )

    @property
    def expires_at(self) -> datetime | None:
        """The end of the last day."""
        day = self.cleaned_data["last_day"]
        end = datetime.combine(day + timedelta(days=1), time.min) if day else None
        return timezone.make_aware(end) if end else None

    def refuse(self, problems: dict[str, str]) -> None:
        """Show what the action found wrong beside its field."""
        for field, words in problems.items():
            self.add_error("last_day" if field == "expires_at" else field, words)
