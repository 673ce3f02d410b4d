"""What is typed about skills and absences; actions say what is wrong with it."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhuanji.desk.categories import grouped_categories
from zhuanji.dispatch.models import Skill
from zhuanji.kernel.errors import DomainError
from zhuanji.playbooks.queries import playbook_in_use
from zhuanji.staff.models import User
from zhuanji.staff.queries import people_who_can
from zhuanji.staff.roles import Right

_DAY = timedelta(days=1)


class _Day(forms.DateField):
    def __init__(self, label: Any) -> None:
        kinds = {"type": "date"}
        super().__init__(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs=kinds))


class AbsenceForm(forms.Form):
    """From one day to another, both included."""

    begins = _Day(gettext_lazy("First day away"))
    ends = _Day(gettext_lazy("Last day away"))
    deputy = forms.TypedChoiceField(
        label=gettext_lazy("Who stands in"), required=False, coerce=int, empty_value=None
    )
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=200)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {one.pk: one for one in people_who_can(Right.WORK) if one.pk != user.pk}
        nobody = ("", _("whoever fits best"))
        named = [(pk, _named(one)) for pk, one in self.people.items()]
        self.fields["deputy"].choices = [nobody, *named]  # type: ignore[attr-defined]

    @property
    def facts(self) -> dict[str, Any]:
        """As the action takes it: an absence ends when the day after begins."""
        words = self.cleaned_data
        return {
            "begins_at": _midnight(words["begins"]),
            "ends_at": _midnight(words["ends"]) + _DAY,
            "deputy": self.people.get(words["deputy"]),
            "note": words["note"],
        }


def subjects() -> list[tuple[str, Any]]:
    """The skills of the playbook's routes, then its categories."""
    words = sorted({rule.skill for rule in playbook_in_use().body.routes if rule.skill})
    skills = [(_("Skills"), [(word, word) for word in words])] if words else []
    return [*skills, *grouped_categories()[1:]]


class SkillForm(forms.Form):
    """A category with all below it, or a skill that a route of the playbook asks for."""

    subject = forms.ChoiceField(label=gettext_lazy("Category or skill"), choices=subjects)
    level = forms.TypedChoiceField(
        label=gettext_lazy("How well"), choices=Skill.Level.choices, coerce=int, initial=2
    )


class CapacityForm(forms.Form):
    effort = forms.IntegerField(label=gettext_lazy("Carries well"), required=False)


def refuse(form: forms.Form, refusal: DomainError) -> None:
    """Put what an action refused beside the field that it is about."""
    problems = getattr(refusal, "problems", {}) or {"": str(refusal)}
    for field, words in problems.items():
        form.add_error(field if field in form.fields else None, words)


def _named(user: User) -> str:
    return f"{user.name} · {user.department.name}" if user.department else user.name


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
