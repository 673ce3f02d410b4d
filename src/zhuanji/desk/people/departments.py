from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zhuanji.kernel.errors import Invalid
from zhuanji.staff.actions import add_department, change_department
from zhuanji.staff.policies import require_may_administer
from zhuanji.staff.queries import departments_ever, get_department
from zhuanji.staff.requests import SignedInRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def departments(request: SignedInRequest) -> HttpResponse:
    """Every department, and a line to add one."""
    actor = request.user.actor
    require_may_administer(actor)
    typed = {name: request.POST.get(name, "") for name in ("code", "name")}
    if request.method != "POST":
        return _show(request, typed)
    try:
        added = add_department(by=actor, at=timezone.now(), **typed)
    except Invalid as wrong:
        return _show(request, typed, problems=wrong.problems)
    messages.success(request, _("%(name)s is added.") % {"name": added.name})
    return redirect("desk:departments")


@login_required
@require_POST
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rename, close or open one department."""
    actor = request.user.actor
    require_may_administer(actor)
    department = get_department(pk)
    name = request.POST.get("name", "")
    is_active = request.POST.get("is_active", "1") == "1"
    try:
        change_department(
            by=actor, at=timezone.now(), department=department, name=name, is_active=is_active
        )
    except Invalid as wrong:
        return _show(request, changing={pk: (name, " ".join(wrong.problems.values()))})
    messages.success(request, _("Saved."))
    return redirect("desk:departments")


def _show(
    request: SignedInRequest,
    typed: dict[str, str] | None = None,
    *,
    problems: dict[str, str] | None = None,
    changing: dict[int, tuple[str, str]] | None = None,
) -> HttpResponse:
    context = {
        "departments": departments_ever(),
        "typed": typed or {"code": "", "name": ""},
        "problems": problems or {},
        "changing": changing or {},
    }
    status = 422 if problems or changing else 200
    return render(request, "desk/people/departments.html", context, status=status)
