"""Open complaints keep the playbook they were received under, until somebody moves them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhuanji.complaints.actions import move_open_to_playbook
from zhuanji.complaints.models import Deadline, Grade
from zhuanji.complaints.queries.recalculating import effect_of_playbook, last_recalculation
from zhuanji.kernel.errors import Stale
from zhuanji.playbooks.policies import require_may_write_playbook
from zhuanji.playbooks.queries import newest_version
from zhuanji.staff.requests import SignedInRequest

_SHOWN = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def open_complaints(request: SignedInRequest) -> HttpResponse:
    """Show what the version in use would do to them; let them follow it."""
    require_may_write_playbook(request.user.actor)
    now, version = timezone.now(), newest_version()
    effect = effect_of_playbook(version, at=now)
    grades = [one for one in Grade.values if one in request.POST.getlist("grade")]
    spares = request.POST.get("which") == "spares"
    late = [] if spares else [one for one in effect.late if not grades or one.grade in grades]
    asks = request.method == "POST" and bool(late) and not request.POST.get("late")
    if request.method == "POST" and not asks:
        try:
            move_open_to_playbook(by=request.user.actor, at=now, grades=grades, spares=spares)
        except Stale as refusal:
            messages.error(request, str(refusal))
        return redirect("desk:playbook_open")
    context = {
        "version": version,
        "effect": effect,
        "late": effect.late[:_SHOWN],
        "kind_names": dict(Deadline.Kind.choices),
        "ways": [
            (_("earlier"), effect.earlier, True),
            (_("later"), effect.later, False),
            (_("begins"), effect.begun, False),
            (_("no longer owed"), effect.ended, False),
        ],
        "grades": Grade.choices,
        "chosen": grades,
        "spares": spares,
        "asks": asks,
        "recalculation": last_recalculation(of_playbook=True),
    }
    return render(request, "desk/playbook/open.html", context, status=422 if asks else 200)
