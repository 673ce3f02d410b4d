"""The form of each act with what may be chosen in it, and what was refused written beside it."""

from typing import cast

from django import forms
from django.http import QueryDict

from zhuanji.complaints.models import Task
from zhuanji.complaints.queries import open_tasks_of
from zhuanji.desk.tasks import forms as asked
from zhuanji.desk.tasks.acts import Act
from zhuanji.kernel.errors import DomainError
from zhuanji.staff.queries import people_who_can
from zhuanji.staff.roles import Right


def form_for(chosen: Act, task: Task, posted: QueryDict | None = None) -> forms.Form:
    form = chosen.form(posted)
    if isinstance(form, asked.Give):
        _offer_people(cast("forms.ChoiceField", form.fields["owner"]), task)
    if isinstance(form, asked.Waits):
        _offer_tasks(cast("forms.MultipleChoiceField", form.fields["waits_for"]), task)
    return form


def is_useful(form: forms.Form) -> bool:
    """Whether there is anything to choose: a task alone waits for no other."""
    return not isinstance(form, asked.Waits) or bool(form.fields["waits_for"].choices)  # type: ignore[attr-defined]


def put_on(form: forms.Form, refusal: DomainError) -> None:
    """Write what an action refused beside the field it is about."""
    problems = getattr(refusal, "problems", {}) or {"": str(refusal)}
    for field, words in problems.items():
        form.add_error(field if field in form.fields else None, words)


def _offer_people(field: forms.ChoiceField, task: Task) -> None:
    able = people_who_can(Right.WORK)
    people = [one for one in able if one.department_id == task.department_id]
    field.choices = [("", "—"), *((str(one.pk), one.get_full_name()) for one in people)]
    field.initial = task.owner_id


def _offer_tasks(field: forms.MultipleChoiceField, task: Task) -> None:
    others = [one for one in open_tasks_of(task.complaint) if one.pk != task.pk]
    field.choices = [(str(one.pk), f"{one.department.name} · {one.title}") for one in others]
    field.initial = [str(one.pk) for one in task.waits_for.all()]
