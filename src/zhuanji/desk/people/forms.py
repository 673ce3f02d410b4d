"""What is typed about people and departments; actions say what is wrong with it."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zhuanji.staff.models import Department, User
from zhuanji.staff.queries import departments
from zhuanji.staff.roles import Role


class PersonForm(forms.Form):
    """Who somebody is here. A department that is closed stays choosable for whoever is in it."""

    name = forms.CharField(label=_("Name"), max_length=60)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.AGENT)
    department = forms.TypedChoiceField(
        label=_("Department"), required=False, coerce=int, empty_value=None
    )
    email = forms.CharField(label=_("E-mail"), required=False, max_length=254)

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.pk: place for place in departments()}
        if user and user.department:
            self.places[user.department.pk] = user.department
        choices = [("", "—"), *((pk, place.name) for pk, place in self.places.items())]
        self.fields["department"].choices = choices  # type: ignore[attr-defined]

    @property
    def facts(self) -> dict[str, Any]:
        """The cleaned words as actions take them."""
        words = dict(self.cleaned_data)
        words["role"] = Role(words["role"])
        words["department"] = self._place(words["department"])
        return words

    def refuse(self, problems: dict[str, str]) -> None:
        """Show what an action found wrong beside its field."""
        for field, words in problems.items():
            self.add_error(field if field in self.fields else None, words)

    def _place(self, pk: int | None) -> Department | None:
        return self.places[pk] if pk else None


class NewPersonForm(PersonForm):
    """Somebody who comes: with a first password, or with a one-time link made for them."""

    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        help_text=_("What they sign in with: letters, digits and @ . + - _"),
    )
    password = forms.CharField(
        label=_("First password"),
        required=False,
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Leave it empty to get a one-time link by which they choose their own."),
    )
    field_order = ("name", "username", "role", "department", "email", "password")

    def clean_password(self) -> str | None:
        password: str = self.cleaned_data["password"]
        if not password:
            return None
        try:
            validate_password(password)
        except ValidationError as weak:
            raise forms.ValidationError(weak.messages) from weak
        return password
