"""What somebody was told: the bell, its drawer, the whole list."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhuanji.desk.notices.shown import bell_of_request, get_notice, shown_to
from zhuanji.notices.actions import mark_all_seen, mark_seen
from zhuanji.notices.queries import page_of
from zhuanji.notices.told import Level
from zhuanji.staff.requests import SignedInRequest

_IN_DRAWER = 10
_ID_DIGITS = 18


@login_required
@require_safe
def notices(request: SignedInRequest) -> HttpResponse:
    """Everything one was told in the last half year, the newest first."""
    asked, actor = request.GET, request.user.actor
    only = asked.get("only", "")
    page = page_of(
        shown_to(actor),
        only_unseen=only == "unseen",
        level=Level.ALARM if only == "alarm" else "",
        cursor=asked.get("cursor", ""),
    )
    newest = page.rows[0].pk if page.rows and not asked.get("cursor") else ""
    context = {"page": page, "only": only, "newest": newest}
    return render(request, "desk/notices/notices.html", context)


@login_required
@require_safe
def bell(request: SignedInRequest) -> HttpResponse:
    """The bell as it stands now, with the alarms that are not seen."""
    context = {"bell": bell_of_request(request), "renewed": True}
    return render(request, "desk/notices/_bell_now.html", context)


@login_required
@require_safe
def drawer(request: SignedInRequest) -> HttpResponse:
    """The newest few, to look at without leaving the page."""
    page = page_of(shown_to(request.user.actor), size=_IN_DRAWER)
    return render(request, "desk/notices/_drawer.html", {"rows": page.rows})


@login_required
@require_safe
def open_notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """Go where it leads; by that it is seen."""
    found = get_notice(pk, actor=request.user.actor)
    mark_seen(by=request.user, at=timezone.now(), notice=found)
    is_ours = url_has_allowed_host_and_scheme(found.link, allowed_hosts=None)
    return redirect(found.link if is_ours and found.link else "desk:notices")


@login_required
@require_POST
def all_seen(request: SignedInRequest) -> HttpResponse:
    """Mark what the page showed and everything older; what came meanwhile stays unseen."""
    until = request.POST.get("until", "")
    known = until.isascii() and until.isdigit() and len(until) <= _ID_DIGITS
    count = mark_all_seen(by=request.user, at=timezone.now(), until=int(until) if known else None)
    messages.success(request, _("%(count)s notices are marked as seen.") % {"count": count})
    return redirect("desk:notices")
