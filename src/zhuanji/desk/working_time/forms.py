"""What is typed about working time. The actions say what is wrong with hours and days."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from zhuanji.desk.working_time.reckoning import End, Unit
from zhuanji.working_hours.actions import DAYS
from zhuanji.working_hours.body import HoursBody

_NAMES = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
USUAL, CLOSED, OWN = "usual", "closed", "own"


class _Form(forms.Form):
    def put(self, problems: dict[str, str]) -> None:
        """Write each problem beside its field."""
        for field, words in problems.items():
            self.add_error(field if field in self.fields else None, words)


class WeekForm(_Form):
    """One line for each weekday and one for make-up days, as people write hours."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        labels = dict(zip(DAYS, _NAMES, strict=True)) | {
            "make_up": _("Worked for a holiday (调休)")
        }
        for field, label in labels.items():
            widget = forms.TextInput(attrs={"autocomplete": "off", "placeholder": _("not worked")})
            self.fields[field] = forms.CharField(
                label=label, required=False, max_length=200, widget=widget
            )

    @classmethod
    def filled(cls, body: HoursBody, version: int) -> "WeekForm":
        week = dict(zip(DAYS, body.week, strict=True))
        return cls(initial={**week, "make_up": body.make_up, "version": version})

    def week(self) -> list[str]:
        return [self.cleaned_data[day] for day in DAYS]


class OwnDaysForm(_Form):
    first = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    last = forms.DateField(
        label=_("Until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Left empty: one day."),
    )
    kind = forms.ChoiceField(
        label=_("What holds then"),
        choices=[
            (CLOSED, _("not worked")),
            (USUAL, _("worked, usual hours")),
            (OWN, _("own hours")),
        ],
    )
    hours = forms.CharField(
        label=_("Own hours"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": "10:00-12:00", "autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("What day is it"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("kind") == OWN and not str(given.get("hours", "")).strip():
            self.add_error("hours", _now("Write the hours, like 10:00-12:00."))
        return given

    def said(self) -> str | None:
        """Return the hours as the action takes them."""
        return {CLOSED: "", USUAL: None}.get(self.cleaned_data["kind"], self.cleaned_data["hours"])


class ReckonForm(_Form):
    start = forms.DateTimeField(
        label=_("From"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Enter a date and a time, as 2026-11-25 08:00.")},
    )
    number = forms.DecimalField(
        label=_("Length of the term"), min_value=0, max_value=4000, max_digits=6, decimal_places=2
    )
    unit = forms.ChoiceField(label=_("Unit"), choices=Unit.choices)
    ends = forms.ChoiceField(label=_("Ends"), choices=End.choices, required=False)
    official = forms.BooleanField(
        label=_("Count as the law does: official days only, without our own"), required=False
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        number, start = given.get("number"), given.get("start")
        if start and not 2004 <= start.year <= 2100:  # noqa: PLR2004 - the years holidays are known of
            raise ValidationError(_now("Choose a year between 2004 and 2100."))
        if number is not None and given.get("unit") != Unit.WORKING_HOURS and number > 1000:  # noqa: PLR2004
            self.add_error("number", _now("At most 1,000 days can be added."))
        elif number is not None and given.get("unit") != Unit.WORKING_HOURS and number % 1:
            self.add_error("number", _now("Days are whole: enter 7, not 7.5."))
        return given


class NoticeForm(_Form):
    text = forms.CharField(
        label=_("Text of the notice, or JSON"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_("Paste it whole, with its title: the year stands there."),
    )
    source = forms.CharField(
        label=_("Where it is from"),
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "placeholder": "国办发明电〔2026〕×号"}
        ),
        help_text=_("Its number or address. It stands beside the calendar for good."),
    )
