"""Many complaints of the list given to whoever fits best: previewed, then done."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from zhuanji.complaints.models import Complaint
from zhuanji.complaints.queries import all_matching, read_filter
from zhuanji.complaints.queries.lists import COUNT_CAP
from zhuanji.desk.refusals import is_fragment
from zhuanji.desk.toasts import with_toast
from zhuanji.dispatch.actions import distribute
from zhuanji.dispatch.policies import require_may_distribute
from zhuanji.dispatch.queries.planning import Plan, plan_distribution, whole
from zhuanji.dispatch.words import reasons
from zhuanji.staff.queries import people_by_id
from zhuanji.staff.requests import SignedInRequest

_NAMED = 5


@login_required
@require_POST
def ask(request: SignedInRequest) -> HttpResponse:
    """Whose each would become and why. Nothing is changed here."""
    require_may_distribute(request.user.actor)
    now, complaints = timezone.now(), _chosen(request)
    plan = plan_distribution(request.user.actor, complaints, at=now)
    names = {person.pk: person.name for person in people_by_id(plan.by_person)}
    context: dict[str, Any] = {
        "plan": plan,
        "people": sorted(
            (
                (names.get(pk, ""), [_line(plan, one) for one in rows])
                for pk, rows in plan.by_person.items()
            ),
            key=lambda one: (-len(one[1]), one[0]),
        ),
        "named": _NAMED,
        "count": len(plan.chosen),
        "ids": list(plan.chosen),
    }
    page = "_distribute.html" if is_fragment(request) else "distribute.html"
    return render(request, f"desk/dispatch/{page}", context)


@login_required
@require_POST
def carry_out(request: SignedInRequest) -> HttpResponse:
    """Give them; what a colleague changed since is weighed as it stands now."""
    plan = distribute(by=request.user.actor, at=timezone.now(), ids=_ids(request))
    count = len(plan.chosen)
    words = ngettext(
        "%(count)s complaint was given to whoever fits best.",
        "%(count)s complaints were given to whoever fits best.",
        count,
    ) % {"count": count}
    if not is_fragment(request):
        messages.success(request, words)
        return redirect("desk:complaints")
    answer = HttpResponse(status=204, headers={"HX-Trigger": '{"list-changed": true}'})
    return with_toast(answer, words, kind="success" if count else "warning")


def _line(plan: Plan, complaint: Complaint) -> tuple[Complaint, str]:
    said = reasons({**plan.chosen[complaint.pk].why, "given": 0}, {})
    return complaint, " · ".join(said.lines)


def _chosen(request: SignedInRequest) -> list[Complaint]:
    """The rows that were picked, or everything that the list's filter finds, with what they say."""
    actor = request.user.actor
    if request.POST.get("all") != "1":
        return whole(actor, _ids(request))
    wanted = read_filter(dict(QueryDict(request.POST.get("query", "")).lists()))
    found = all_matching(actor, wanted, at=timezone.now())
    return whole(actor, [complaint.pk for complaint in found])


def _ids(request: SignedInRequest) -> list[int]:
    ids = (pk for pk in request.POST.getlist("id") if pk.isascii() and pk.isdigit())
    return [int(pk) for pk in ids if len(pk) < len(str(2**63))][:COUNT_CAP]
