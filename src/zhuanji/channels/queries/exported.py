"""Complaints as they leave in a table: every one that the filter asks for, in constant memory."""

from collections.abc import Callable, Iterator
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
_MASKED = {"phone": mask_phone, "email": mask_email, "account": mask_name}
_VEILED = (
    "subject", "account", "demand", "place", "respondent", "how", "why", "prevention",
)  # fmt: skip
_AS_THEY_ARE = (
    "number", "external_reference", "occurred_at", "product", "model", "batch", "order_number",
    "received_at", "registered_at", "acknowledged_at", "answered_at", "finished_at", "due_at",
)  # fmt: skip


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
    return {
        **_standing(one),
        **_people(one, contacts, clear=clear),
        **_words(one, person_veil(one, clear=clear)),
        **{name: getattr(one, name) for name in _AS_THEY_ARE},
    }


def _standing(one: Complaint) -> dict[str, Cell]:
    return {
        "stage": one.get_stage_display(),
        "grade": one.get_grade_display(),
        "category": playbook_in_use().path(one.category),
        "channel": one.get_channel_display(),
        "verdict": one.get_verdict_display(),
        "department": one.department.name if one.department else "",
        "owner": one.owner.name if one.owner else "",
    }


def _people(
    one: Complaint, contacts: dict[tuple[int, str], str], *, clear: bool
) -> dict[str, Cell]:
    """The customer and who speaks for them; masked unless `clear`."""
    known = {kind: contacts.get((one.customer_id or 0, kind), "") for kind in _MASKED}
    known |= {"name": one.customer.name if one.customer else ""}
    shown = known if clear else {kind: _MASKED.get(kind, mask_name)(v) for kind, v in known.items()}
    spokesman = one.representative_name
    return {
        **{f"customer.{kind}": value for kind, value in shown.items()},
        "representative.name": spokesman if clear else mask_name(spokesman),
    }


def _words(one: Complaint, text: Callable[[str], str]) -> dict[str, Cell]:
    """What was written about it, through the veil."""
    return {name: text(getattr(one, name)) for name in _VEILED}
