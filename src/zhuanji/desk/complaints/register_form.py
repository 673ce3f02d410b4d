"""投诉登记表 as it is typed on the register page."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhuanji.complaints.models import Channel, Grade
from zhuanji.desk.categories import CategorySelect, grouped_categories


class Typed(forms.CharField):
    """What was typed or pasted, without the null characters that no letter has."""

    def to_python(self, value: Any) -> str | None:
        return super().to_python(value.replace("\0", "") if isinstance(value, str) else value)


def _line(label: object, limit: int = 200, **attrs: str) -> Typed:
    widget = forms.TextInput(attrs=attrs)
    return Typed(label=label, required=False, max_length=limit, widget=widget)  # type: ignore[arg-type]


def _text(label: object, rows: int) -> Typed:
    widget = forms.Textarea(attrs={"rows": rows})
    return Typed(label=label, required=False, widget=widget)  # type: ignore[arg-type]


class RegisterForm(forms.Form):
    """Only what everybody types; the registration itself says what is wrong with it."""

    asked: Collection[str] = ()  # numbers that look wrong: the next time they are meant

    phone = _line(_("Phone"), 40, inputmode="tel", autocomplete="off")
    name = _line(_("Name"), 100, autocomplete="off")
    email = _line(_("E-mail"), 254, autocomplete="off")
    account = _text(_("What happened, in the customer's words"), 6)
    demand = _text(_("What the customer demands"), 2)
    subject = _line(_("Subject (made from the first sentence when empty)"))
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices, initial="phone")
    grade = forms.ChoiceField(label=_("Grade"), choices=Grade.choices, initial=Grade.GENERAL)
    category = forms.ChoiceField(
        label=_("Category"), choices=grouped_categories, required=False, widget=CategorySelect
    )
    product = _line(_("Product"), 120)
    model = _line(_("Model"), 80)
    batch = _line(_("Batch"), 80)
    order_number = _line(_("Order number"), 60)
    occurred_at = _line(_("When it happened"), 60)
    place = _line(_("Where it happened"))
    respondent = _line(_("Complained of (department or person)"))
    representative_name = _line(_("Representative"), 100)
    representative_phone = _line(_("Representative's phone"), 40)
    representative_authority = _line(_("Authority of the representative"))
    confidential = forms.BooleanField(
        label=_("Confidential: only the owner sees who complained"), required=False
    )
    restatement = _text(_("Restatement in our own words"), 3)
    restatement_confirmed = forms.ChoiceField(
        label=_("Did the customer say that is right?"),
        choices=(("", _("Not asked yet")), ("yes", _("Yes")), ("no", _("No"))),
        required=False,
    )

    def given(self) -> dict[str, Any]:
        """What was typed, in the shape of a Registration."""
        words = dict(self.cleaned_data)
        people = {"customer": ("name", "phone", "email")}
        given = {who: {n: words.pop(n) for n in names} for who, names in people.items()}
        given["representative"] = {
            n: words.pop(f"representative_{n}") for n in ("name", "phone", "authority")
        }
        confirmed = {"yes": True, "no": False}.get(words["restatement_confirmed"])
        changed = {"restatement_confirmed": confirmed, "category": words["category"] or None}
        return {**words, **changed, **given}

    def put(self, problems: dict[str, str]) -> None:
        """Write each problem beside its field."""
        for field, words in problems.items():
            name = field.removeprefix("customer.").replace("representative.", "representative_")
            self.add_error(name if name in self.fields else None, words)
