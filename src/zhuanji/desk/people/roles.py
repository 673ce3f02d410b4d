"""Which role may do what, drawn from the one table that every door asks."""

import csv

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from zhuanji.staff.policies import require_may_administer
from zhuanji.staff.requests import SignedInRequest
from zhuanji.staff.roles import RIGHTS, Right, Role

WORDS: dict[Right, str | Promise] = {
    Right.READ_ALL: _("Read the complaints of every department"),
    Right.READ_DEPARTMENT: _("Read the complaints of the own department"),
    Right.READ_PERSONAL: _("See names and contacts unmasked"),
    Right.REVEAL: _("Unmask one person, with a reason, on record"),
    Right.REGISTER: _("Register complaints"),
    Right.WORK: _("Handle, reply, answer, close"),
    Right.NOTE: _("Write internal notes"),
    Right.JUDGE: _("Judge complaints"),
    Right.CONFIRM_REFUSAL: _("Confirm refusals as the second person"),
    Right.ASSIGN: _("Assign to anybody, also in bulk"),
    Right.MERGE: _("Merge complaints and customers"),
    Right.IMPORT: _("Import tables"),
    Right.EXPORT: _("Export tables"),
    Right.AUDIT: _("Look through the whole history"),
    Right.ADMINISTER: _("Manage people, departments and tokens"),
    Right.WEBHOOKS: _("Manage webhooks"),
    Right.PLAYBOOK: _("Write the playbook, choose models"),
    Right.TRIAGE: _("See how well complaints are understood"),
}


@login_required
@require_safe
def roles(request: SignedInRequest) -> HttpResponse:
    require_may_administer(request.user.actor)
    context = {"roles": list(Role), "rows": _rows()}
    return render(request, "desk/people/roles.html", context)


@login_required
@require_safe
def table(request: SignedInRequest) -> HttpResponse:
    """The same as a table to keep."""
    require_may_administer(request.user.actor)
    headers = {"Content-Disposition": 'attachment; filename="roles.csv"'}
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8", headers=headers)
    writer = csv.writer(response)
    writer.writerow([str(_("Right")), *(role.label for role in Role)])
    for _right, words, marks in _rows():
        writer.writerow([str(words), *("●" if mark else "" for mark in marks)])
    return response


def _rows() -> list[tuple[Right, str | Promise, list[bool]]]:
    return [
        (right, WORDS.get(right, right), [right in RIGHTS[role] for role in Role])
        for right in Right
    ]
