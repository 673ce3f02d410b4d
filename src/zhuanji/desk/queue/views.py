from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhuanji.channels.policies import may_export
from zhuanji.complaints.queries import Filter, Page, count_complaints, list_complaints, read_filter
from zhuanji.complaints.queries.lists import COUNT_CAP
from zhuanji.complaints.queries.search import NothingToSearch
from zhuanji.desk.queue.bulk_choices import changes_for
from zhuanji.desk.queue.columns import COLUMNS, known_columns
from zhuanji.desk.queue.filters import chips, menus, sentence
from zhuanji.desk.queue.rows import rows_for
from zhuanji.desk.queue.standing import standing_views
from zhuanji.kernel.errors import Invalid
from zhuanji.staff.actions import choose_columns, delete_view, save_view
from zhuanji.staff.queries import columns_of, departments, people_who_can, views_of
from zhuanji.staff.requests import SignedInRequest
from zhuanji.staff.roles import Right


@login_required
@require_safe
def complaints(request: SignedInRequest) -> HttpResponse:
    """The list that the address asks for; words that cannot be searched keep standing in the box."""
    actor, now = request.user.actor, timezone.now()
    wanted = read_filter(dict(request.GET.lists()))
    page, count, problem, cursor = Page([]), 0, "", request.GET.get("cursor", "")
    try:
        page = list_complaints(actor, wanted, at=now, cursor=cursor)
        count = count_complaints(actor, wanted, at=now, first=None if cursor else page)
    except NothingToSearch as refusal:
        problem = str(refusal)
    columns = known_columns(columns_of(request.user, _lasting(request.GET)))
    places, people = departments(), people_who_can(Right.WORK)
    context = {
        "page": page,
        "rows": rows_for(page.rows, actor),
        "count": f"{COUNT_CAP}+" if count > COUNT_CAP else str(count),
        "problem": problem,
        "wanted": wanted,
        "is_filtered": wanted != Filter(order=wanted.order),
        "sentence": sentence(chips(request.GET, wanted, places=places, people=people)),
        "columns": columns,
        "every_column": COLUMNS,
        "menus": menus(request.GET, wanted, places=places, people=people),
        "views": views_of(request.user),
        "standing": standing_views(actor),
        "changes": changes_for(actor),
        "may_distribute": actor.has(Right.ASSIGN),
        "asked_at": now,
        "query": _lasting(request.GET),
        "may_export": may_export(actor),
    }
    return render(request, "desk/queue/queue.html", context, status=422 if problem else 200)


@login_required
@require_POST
def keep_view(request: SignedInRequest) -> HttpResponse:
    """Keep the filter under a name and come back to it."""
    query = _lasting(QueryDict(request.POST.get("query", "")))
    shared = request.POST.get("shared") == "1"
    name = request.POST.get("name", "")
    try:
        view = save_view(by=request.user, at=timezone.now(), name=name, query=query, shared=shared)
    except Invalid as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The view “%(name)s” is saved.") % {"name": view.name})
    return redirect(f"{reverse('desk:complaints')}?{query}")


@login_required
@require_POST
def keep_columns(request: SignedInRequest) -> HttpResponse:
    """Remember which columns this view shows; the plain list's columns serve every other one."""
    query = _lasting(QueryDict(request.POST.get("query", "")))
    named = {view.query for view in views_of(request.user)}
    named |= {view.query for view in standing_views(request.user.actor)}
    choose_columns(
        by=request.user,
        at=timezone.now(),
        query=query if query in named else "",
        columns=known_columns(request.POST.getlist("columns")),
    )
    return redirect(f"{reverse('desk:complaints')}?{query}")


@login_required
@require_POST
def drop_view(request: SignedInRequest, view_id: int) -> HttpResponse:
    """Forget a view of one's own; somebody else's stays."""
    if delete_view(by=request.user, at=timezone.now(), view_id=view_id):
        messages.success(request, _("The view is deleted."))
    else:
        messages.error(request, _("Only whoever saved a view can delete it."))
    return redirect("desk:complaints")


def _lasting(query: QueryDict) -> str:
    """The query without the place in the list."""
    kept = query.copy()
    kept.pop("cursor", None)
    return kept.urlencode()
