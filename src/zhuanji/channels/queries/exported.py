"""Complaints as they leave in a table: every one that the filter asks for, in constant memory."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from zhuanji.channels.policies import require_may_export
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.policies import sees_personal
from zhuanji.complaints.queries import Filter
from zhuanji.complaints.queries.filters import filtered
from zhuanji.complaints.veil import person_veil
from zhuanji.customers.models import ContactPoint
from zhuanji.kernel.actors import Actor
from zhuanji.language.masking import mask_email, mask_name, mask_phone
from zhuanji.playbooks.queries import playbook_in_use

Cell = str | datetime | None
BATCH = 500


def exported(actor: Actor, wanted: Filter, *, at: datetime) -> Iterator[dict[str, Cell]]:
    """Yield each complaint as named cells, newest first. Raises NotAllowed, NothingToSearch.

    Personal data is masked for those who may not read it, and in confidential complaints always.
    """
    require_may_export(actor)
    newest = filtered(actor, wanted, at=at).order_by("-received_at", "-id")
    ids = newest.values_list("pk", flat=True).iterator(chunk_size=10_000)
    while batch := list(islice(ids, BATCH)):
        yield from _rows(actor, batch)


def _rows(actor: Actor, ids: list[int]) -> Iterator[dict[str, Cell]]:
    found = Complaint.objects.select_related(
        "customer__merged_into", "owner", "department"
    ).in_bulk(ids)
    customers = {c.customer_id for c in found.values() if c.customer_id}
    contacts: dict[tuple[int, str], str] = {}
    points = ContactPoint.objects.filter(customer__in=customers).order_by("pk")
    for point in points:
        contacts.setdefault((point.customer_id, point.kind), point.value)
    for pk in ids:
        if complaint := found.get(pk):
            yield _cells(actor, complaint, contacts)


def _cells(actor: Actor, one: Complaint, contacts: dict[tuple[int, str], str]) -> dict[str, Cell]:
    clear = sees_personal(actor, one) and not one.confidential
    text = person_veil(one, clear=clear)

    def contact(kind: str) -> str:
        return contacts.get((one.customer_id or 0, kind), "")

    name, phone, email = (
        one.customer.name if one.customer else "",
        contact("phone"),
        contact("email"),
    )
    account, spokesman = contact("account"), one.representative_name
    if not clear:
        name, phone, email = mask_name(name), mask_phone(phone), mask_email(email)
        account, spokesman = mask_name(account), mask_name(spokesman)
    return {
        "number": one.number,
        "external_reference": one.external_reference,
        "stage": one.get_stage_display(),
        "grade": one.get_grade_display(),
        "category": playbook_in_use().path(one.category),
        "channel": one.get_channel_display(),
        "verdict": one.get_verdict_display(),
        "department": one.department.name if one.department else "",
        "owner": one.owner.name if one.owner else "",
        "customer.name": name,
        "customer.phone": phone,
        "customer.email": email,
        "customer.account": account,
        "representative.name": spokesman,
        "subject": text(one.subject),
        "account": text(one.account),
        "demand": text(one.demand),
        "occurred_at": one.occurred_at,
        "place": text(one.place),
        "product": one.product,
        "model": one.model,
        "batch": one.batch,
        "order_number": one.order_number,
        "respondent": text(one.respondent),
        "received_at": one.received_at,
        "registered_at": one.registered_at,
        "acknowledged_at": one.acknowledged_at,
        "answered_at": one.answered_at,
        "finished_at": one.finished_at,
        "due_at": one.due_at,
        "how": text(one.how),
        "why": text(one.why),
        "prevention": text(one.prevention),
    }
