"""Registering complaints, one or many, and reading them."""

from typing import Annotated

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from zhuanji.api import bulk, schemas, showing
from zhuanji.api.authentication import Machine
from zhuanji.api.choices import one_of
from zhuanji.api.responses import refusals
from zhuanji.complaints import actions, queries
from zhuanji.complaints.assessed import Mood, Threat, Triage
from zhuanji.complaints.models import Channel, Grade, Verdict
from zhuanji.complaints.registration import Registration, sentence
from zhuanji.complaints.stages import Stage
from zhuanji.complaints.veil import veil_of
from zhuanji.kernel.errors import Invalid

router = Router(tags=["complaints"])


@router.post("", response={201: schemas.Registered, **refusals(403, 413, 415, 422)})
def register_complaint(request: Machine, given: Registration) -> Status[schemas.Registered]:
    """Register one complaint. `channel` and `account` must be there; all else helps.

    Answers once the complaint, its deadlines and its history are on the disk. The complainant is
    recognised by phone or e-mail, else added, and gets the acknowledgement by itself.
    """
    complaint = actions.register_complaint(by=request.actor, at=timezone.now(), given=given)
    return Status(201, showing.registered(complaint))


@router.post("/bulk", response={200: schemas.BulkAnswer, **refusals(403, 413, 415, 422)})
def register_complaints(request: Machine, given: schemas.Bulk) -> schemas.BulkAnswer:
    """Register up to 1000 complaints; what is wrong with some does not hold up the others.

    An item with an `external_id` is registered once, however often it comes. Items without one are
    told apart by the Idempotency-Key and their place.
    """
    batch = bulk.read(given, actor=request.actor, key=request.headers.get("Idempotency-Key", ""))
    outcome = actions.register_complaints(
        by=request.actor, at=timezone.now(), rows=batch.rows, acknowledge=given.acknowledge
    )
    return batch.answer(outcome)


class AskedComplaints(Schema):
    """What a list shows; several values of one name mean "or". What cannot be honoured is refused."""

    search: str = Field(
        "",
        description="Any words in the complaint, its number, a phone's tail. Found newest first.",
    )
    stage: list[Stage] = []
    grade: list[Grade] = []
    category: list[str] = Field(
        [], description="Keys as /categories lists them; each includes the categories below it."
    )
    channel: list[Channel] = []
    verdict: list[Verdict] = []
    triage: list[Triage] = Field([], description="How far the proposals have come.")
    proposed_grade: list[Grade] = []
    mood: list[Mood] = []
    threat: list[Threat] = []
    department: list[str] = Field([], description="Ids as /departments lists them, or none.")
    owner: list[str] = Field([], description="Ids as /people lists them, me or none.")
    customer: list[str] = Field([], description="Ids as /customers finds them, or none.")
    due: Annotated[str, one_of(queries.DUE, or_empty=True)] = Field(
        "", description="overdue, soon or today; open complaints only."
    )
    received_from: str = Field("", description="A day, as 2026-11-01.")
    received_to: str = Field("", description="A day; complaints of that day are in.")
    open: Annotated[str, one_of(("1", "0"), or_empty=True)] = Field(
        "", description="1 for complaints that are not finished."
    )
    order: Annotated[str, one_of(queries.ORDERS)] = Field(
        "newest",
        description=(
            "newest, due or grade; only newest goes with search. due shows the most pressing first "
            "and leaves out complaints without an open deadline, such as finished ones. Under due "
            "and grade a complaint may move while you walk the pages, and be met twice or not at "
            "all: to read everything, walk newest."
        ),
    )
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: str = Field("", description="next or previous of a page with the same filters.")


@router.get("", response={200: schemas.PageOfComplaints, **refusals(422)})
def list_complaints(
    request: Machine, response: HttpResponse, asked: Annotated[AskedComplaints, Query()]
) -> schemas.PageOfComplaints:
    """List complaints, the newest first, a page at a time.

    The answer's `next`, and the Link header, lead to the page after; new complaints that come in
    meanwhile shift nothing.
    """
    given = {name: v for name, v in request.GET.lists() if name not in ("limit", "cursor")}
    queries.require_usable(given)
    queries.require_cursor(asked.cursor)
    wanted = queries.read_filter(given)
    page = queries.list_complaints(
        request.actor, wanted, at=timezone.now(), cursor=asked.cursor, size=asked.limit
    )
    links = {"next": page.next, "prev": page.previous}
    response.headers["Link"] = ", ".join(
        f'<{_with_cursor(request, cursor)}>; rel="{rel}"' for rel, cursor in links.items() if cursor
    )
    return schemas.PageOfComplaints(
        complaints=showing.listed(page.rows, request.actor),
        next=page.next,
        previous=page.previous,
    )


def _with_cursor(request: Machine, cursor: str) -> str:
    query = request.GET.copy()
    query["cursor"] = cursor
    return f"{request.path}?{query.urlencode()}"


@router.get("/{number}", response={200: schemas.Shown, **refusals(404)})
def read_complaint(request: Machine, number: str) -> schemas.Shown:
    """Read one complaint."""
    complaint = queries.get_complaint(number, actor=request.actor)
    return showing.shown(complaint, request.actor, at=timezone.now())


@router.get("/{number}/timeline", response={200: list[schemas.Line], **refusals(404, 422)})
def read_timeline(request: Machine, number: str, group: str = "") -> list[schemas.Line]:
    """Read everything that happened, in its order; `group` is talk, notes or decisions."""
    if group and group not in queries.GROUPS:
        known = ", ".join(queries.GROUPS)
        raise Invalid({"group": sentence("enum", {"expected": known})})
    complaint = queries.get_complaint(number, actor=request.actor)
    clear = queries.sees_person(request.actor, complaint, at=timezone.now())
    veil = veil_of(request.actor, complaint, clear=clear)
    return [showing.line(item, veil=veil) for item in queries.timeline_of(complaint, group=group)]
