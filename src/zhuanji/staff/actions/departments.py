"""Parts of the company: they come, get other names and close; none is ever forgotten."""

from datetime import datetime

from django.core.validators import validate_slug
from django.db import transaction
from django.utils.translation import gettext as _

from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid
from zhuanji.kernel.locks import lock_until_commit
from zhuanji.staff.checks import passes
from zhuanji.staff.models import Department
from zhuanji.staff.policies import require_may_administer

_LONGEST = 60
_LONGEST_CODE = 30


@transaction.atomic
def add_department(*, by: Actor, at: datetime, code: str, name: str) -> Department:
    """Raises Invalid for a code or a name that is missing, too long or taken."""
    require_may_administer(by)
    lock_until_commit("departments")
    code, name = code.strip(), name.strip()
    problems = _problems_of(name)
    if not code or len(code) > _LONGEST_CODE or not passes(validate_slug, code):
        problems["code"] = _("Give a short code of Latin letters, digits, - and _.")
    elif Department.objects.filter(code=code).exists():
        problems["code"] = _("Another department has this code. Choose another.")
    if problems:
        raise Invalid(problems)
    department = Department.objects.create(code=code, name=name)
    record(kind="department.added", about=f"department/{department.pk}", by=by, at=at, name=name)
    return department


@transaction.atomic
def change_department(
    *, by: Actor, at: datetime, department: Department, name: str, is_active: bool
) -> Department:
    """Rename it, close it or open it again; what stands as it was is no news.

    A closed department keeps its people and complaints but is offered for nothing new.
    """
    require_may_administer(by)
    lock_until_commit("departments")
    department = Department.objects.select_for_update().get(pk=department.pk)
    before, was_active, name = department.name, department.is_active, name.strip()
    if problems := _problems_of(name, other_than=department.pk):
        raise Invalid(problems)
    department.name, department.is_active = name, is_active
    department.save(update_fields=["name", "is_active"])
    about = f"department/{department.pk}"
    if name != before:
        record(kind="department.renamed", about=about, by=by, at=at, before=before, after=name)
    if is_active and not was_active:
        record(kind="department.reopened", about=about, by=by, at=at)
    if was_active and not is_active:
        record(kind="department.closed", about=about, by=by, at=at)
    return department


def _problems_of(name: str, *, other_than: int = 0) -> dict[str, str]:
    if not name or len(name) > _LONGEST:
        return {"name": _("Give the department a name of up to 60 characters.")}
    if Department.objects.filter(name=name).exclude(pk=other_than).exists():
        return {"name": _("Another department has this name. Choose another.")}
    return {}
