"""A complaint as one reader may see it: who it is masked, unless this token reads personal data."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from zhuanji.api import schemas
from zhuanji.complaints.deadlines import Kind, due_times
from zhuanji.complaints.models import Complaint, Evidence, Grade, Judgement
from zhuanji.complaints.numbers import query_code
from zhuanji.complaints.policies import sees_personal
from zhuanji.complaints.queries import Item, linked_to, sees_person
from zhuanji.complaints.veil import Veil, may_see_code, person_veil, veil_of
from zhuanji.correspondence.models import Message
from zhuanji.customers.models import ContactPoint, Customer
from zhuanji.customers.queries import SeenCustomer, as_seen
from zhuanji.kernel.actors import Actor
from zhuanji.language.masking import mask_name, mask_phone
from zhuanji.playbooks.queries import playbook_in_use
from zhuanji.staff.models import Department, User


def page_of(number: str) -> str:
    return f"{settings.PUBLIC_URL}/c/{number}"


def registered(complaint: Complaint) -> schemas.Registered:
    due = due_times(Grade(complaint.grade), complaint.received_at)
    return schemas.Registered.model_construct(
        number=complaint.number,
        query_code=query_code(complaint.number),
        url=page_of(complaint.number),
        stage=complaint.stage,
        owner=person(complaint.owner),
        received_at=complaint.received_at,
        due_at=due[Kind.FIRST_ANSWER],
        resolution_due_at=due[Kind.RESOLUTION],
    )


def person(user: User | None) -> schemas.Person | None:
    return schemas.Person(id=user.pk, name=user.get_full_name()) if user else None


def place(department: Department | None) -> schemas.Place | None:
    if department is None:
        return None
    return schemas.Place(id=department.pk, code=department.code, name=department.name)


def contact(seen: SeenCustomer) -> schemas.Contact:
    return schemas.Contact(
        id=seen.id,
        name=seen.name,
        tier=seen.tier,
        phones=list(seen.phones),
        emails=list(seen.emails),
        masked=not seen.clear,
    )


def stand(complaint: Complaint) -> schemas.Stand:
    return schemas.Stand.model_validate(_stand(complaint))


def _stand(complaint: Complaint) -> dict[str, object]:
    plain = (
        "number",
        "stage",
        "grade",
        "category",
        "verdict",
        "channel",
        "subject",
        "confidential",
    )
    times = ("received_at", "answered_at", "finished_at", "due_at")
    return {
        **{name: getattr(complaint, name) for name in (*plain, *times)},
        "category_name": playbook_in_use().name(complaint.category),
        "owner": person(complaint.owner),
        "department": place(complaint.department),
    }


def listed(complaints: list[Complaint], actor: Actor) -> list[schemas.Listed]:
    """A page of complaints, with one query for the contacts of all its customers."""
    contacts = _contacts({c.customer for c in complaints if c.customer})
    return [
        _listed(complaint, contacts, clear=sees_personal(actor, complaint))
        for complaint in complaints
    ]


def _listed(
    complaint: Complaint, contacts: dict[int, list[ContactPoint]], *, clear: bool
) -> schemas.Listed:
    words = _stand(complaint)
    if not clear:
        words["subject"] = person_veil(complaint, clear=False)(complaint.subject)
    customer = _customer(complaint.customer, contacts, clear=clear)
    return schemas.Listed.model_validate({**words, "customer": customer})


def _customer(
    customer: Customer | None, contacts: dict[int, list[ContactPoint]], *, clear: bool
) -> schemas.Contact | None:
    """The file that counts, when two were merged."""
    if customer is None:
        return None
    kept = customer.merged_into or customer
    return contact(as_seen(kept, contacts.get(kept.pk, []), clear=clear))


def _contacts(customers: Iterable[Customer]) -> dict[int, list[ContactPoint]]:
    ids = {(customer.merged_into_id or customer.pk) for customer in customers}
    found: dict[int, list[ContactPoint]] = {pk: [] for pk in ids}
    for point in ContactPoint.objects.filter(customer__in=ids).order_by("pk"):
        found[point.customer_id].append(point)
    return found


_WORDS = ("account", "demand", "restatement", "how", "why", "prevention", "place", "respondent")
_FACTS = (
    "external_reference",
    "language",
    "occurred_at",
    "product",
    "model",
    "batch",
    "order_number",
    "restatement_confirmed",
    "acknowledged_at",
)


def shown(complaint: Complaint, actor: Actor, *, at: datetime) -> schemas.Shown:
    """The whole complaint."""
    clear = sees_person(actor, complaint, at=at)
    veil = veil_of(actor, complaint, clear=clear)
    contacts = _contacts([complaint.customer] if complaint.customer else [])
    return schemas.Shown.model_validate(
        {
            **_listed(complaint, contacts, clear=clear).model_dump(),
            **{name: getattr(complaint, name) for name in _FACTS},
            **{name: veil(getattr(complaint, name)) for name in _WORDS},
            "query_code": _code(actor, complaint, clear=clear),
            "url": page_of(complaint.number),
            "representative": _representative(complaint, clear=clear),
            "merged_into": complaint.merged_into.number if complaint.merged_into else "",
            "deadlines": [
                {name: getattr(d, name) for name in schemas.Due.model_fields}
                for d in complaint.deadlines.order_by("due_at", "pk")
            ],
            **_clocks(complaint, veil),
            "judgements": [judgement(j, veil) for j in complaint.judgements.order_by("pk")],
            "links": [
                {"number": other.number, "kind": link.kind, "stage": other.stage}
                for link, other in linked_to(complaint, actor=actor)
            ],
        }
    )


def _clocks(complaint: Complaint, veil: Veil) -> dict[str, object]:
    """Before whom it was put, what was promised, why it rests now."""
    names = set(schemas.EscalationShown.model_fields) - {"words"}
    pause = complaint.pauses.filter(ended_at=None).first()
    return {
        "escalations": [
            {**{name: getattr(one, name) for name in names}, "words": veil(one.words)}
            for one in complaint.escalations.order_by("at", "pk")
        ],
        "promises": [
            {
                "id": one.pk,
                "words": veil(one.words),
                **{
                    name: getattr(one.deadline, name) for name in ("due_at", "state", "breached_at")
                },
            }
            for one in complaint.promises.select_related("deadline").order_by("pk")
        ],
        "pause": pause
        and {
            "reason": pause.reason,
            "words": veil(pause.words),
            "since": pause.started_at,
            "until": pause.until,
        },
    }


def _code(actor: Actor, complaint: Complaint, *, clear: bool) -> str:
    return query_code(complaint.number) if may_see_code(actor, complaint, clear=clear) else ""


def _representative(complaint: Complaint, *, clear: bool) -> dict[str, str]:
    name, phone = complaint.representative_name, complaint.representative_phone
    return {
        "name": name if clear else mask_name(name),
        "phone": phone if clear else mask_phone(phone),
        "authority": complaint.representative_authority,
    }


def judgement(row: Judgement, veil: Veil = str) -> schemas.JudgementShown:
    return schemas.JudgementShown(
        verdict=row.verdict,
        reason=row.reason,
        explanation=veil(row.explanation),
        state=row.state,
        proposed_at=row.proposed_at,
        reviewed_at=row.reviewed_at,
    )


def line(item: Item, *, veil: Veil) -> schemas.Line:
    """One line of the timeline."""
    return schemas.Line(
        sequence=item.entry.sequence,
        kind=item.entry.kind,
        at=item.entry.at,
        by=item.entry.by_name,
        details=item.entry.details,
        message=_said(item.message, veil) if item.message else None,
        note=veil(item.note.body) if item.note else None,
        judgement=judgement(item.judgement, veil) if item.judgement else None,
        corrections=[
            schemas.Corrected(
                field=one.field,
                before=veil(one.before),
                after=veil(one.after),
            )
            for one in item.corrections
        ],
    )


def _said(message: Message, veil: Veil) -> schemas.Said:
    return schemas.Said(
        direction=message.direction,
        kind=message.kind,
        state=message.state,
        subject=veil(message.subject),
        body=veil(message.body),
    )


def file(evidence: Evidence, number: str) -> schemas.FileShown:
    attachment = evidence.attachment
    return schemas.FileShown(
        key=str(attachment.key),
        name=attachment.name,
        kind=attachment.kind,
        media_type=attachment.media_type,
        size=attachment.size,
        sha256=attachment.sha256,
        added_at=evidence.added_at,
        from_customer=evidence.from_customer,
        url=f"/api/v1/complaints/{number}/evidence/{attachment.key}",
    )
