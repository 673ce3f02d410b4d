"""What is typed about the ways by which notices leave the desk. Actions say what is wrong with it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhuanji.notices.actions import Opener
from zhuanji.notices.models import Channel, Wishes
from zhuanji.notices.told import Level
from zhuanji.notices.ways import ROBOTS
from zhuanji.staff.queries import departments
from zhuanji.staff.roles import Role

_CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
_WRONG_CLOCK = {"invalid": _("Enter a time of day, as 22:00.")}


class _Refusable(forms.Form):
    def put(self, problems: dict[str, str]) -> None:
        """Write each problem beside its field."""
        for field, words in problems.items():
            self.add_error(field if field in self.fields else None, words)


class WaysForm(_Refusable):
    """Which levels come by which of one's ways; a way that is not set up has no boxes."""

    quiet_from = forms.TimeField(
        label=_("Quiet from"), required=False, widget=_CLOCK, error_messages=_WRONG_CLOCK
    )
    quiet_until = forms.TimeField(
        label=_("Quiet until"), required=False, widget=_CLOCK, error_messages=_WRONG_CLOCK
    )
    digest = forms.BooleanField(label=_("The figures of every morning, by e-mail"), required=False)

    def __init__(self, *args: Any, ways: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for way in ways:
            self.fields[f"levels_{way}"] = forms.MultipleChoiceField(
                choices=Level.choices, required=False, widget=forms.CheckboxSelectMultiple
            )
        self.ways = ways

    @property
    def levels(self) -> dict[str, set[str]]:
        return {way: set(self.cleaned_data[f"levels_{way}"]) for way in self.ways}

    @staticmethod
    def filled(channels: dict[str, Channel], wishes: Wishes) -> dict[str, Any]:
        """What the form shows before anything is typed."""
        levels = {f"levels_{way}": channel.levels for way, channel in channels.items()}
        return levels | {
            "quiet_from": wishes.quiet_from,
            "quiet_until": wishes.quiet_until,
            "digest": wishes.digest,
        }


class RobotForm(_Refusable):
    """What was copied from a robot's maker. It is stored sealed and not shown again."""

    address = forms.CharField(
        label=_("Address of the robot"),
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    secret = forms.CharField(
        label=_("Signing secret"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Only if the robot was set to check signatures (加签)."),
    )

    @property
    def opener(self) -> Opener | None:
        given = self.cleaned_data
        return Opener(given["address"], given["secret"]) if given["address"] else None


class GroupForm(RobotForm):
    """The group of a department or a role; a robot that is there already need not be entered again."""

    name = forms.CharField(
        label=_("Name of the group"), max_length=60, help_text=_("As people know it.")
    )
    way = forms.ChoiceField(
        label=_("Which robot"), choices=[(way.value, way.label) for way in ROBOTS]
    )
    team = forms.ChoiceField(
        label=_("Whose group"),
        help_text=_("What one of these people is told, the group is told once."),
    )
    levels = forms.MultipleChoiceField(
        label=_("What it is told"),
        choices=Level.choices,
        required=False,
        initial=[Level.ALARM, Level.WARN],
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("name", "way", "team", "levels", "address", "secret")

    def __init__(self, *args: Any, known: Channel | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known:
            del self.fields["way"], self.fields["team"]
            self.fields["address"].required = False
            self.fields["address"].help_text = _("Empty: the robot stays the same.")
            return
        self.places = {f"department-{place.pk}": place for place in departments()}
        choices = [(key, place.name) for key, place in self.places.items()]
        roles = [(f"role-{role.value}", role.label) for role in Role]
        grouped = [(_("Departments"), choices), (_("Roles"), roles)]
        self.fields["team"].choices = grouped  # type: ignore[attr-defined]

    @property
    def whose(self) -> dict[str, Any]:
        """The department, or the role, as the action takes it."""
        team = str(self.cleaned_data["team"])
        if team in self.places:
            return {"department": self.places[team], "role": ""}
        return {"department": None, "role": team.removeprefix("role-")}
