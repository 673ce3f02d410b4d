"""Taking a complaint on the books: every channel ends here."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from zhuanji.complaints.actions.escalating import escalate_by_grade
from zhuanji.complaints.actions.writing import rows_of
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.numbers import new_number
from zhuanji.complaints.policies import may_vouch, require_may_register
from zhuanji.complaints.registration import Registration
from zhuanji.customers.actions import find_or_add_customer
from zhuanji.customers.contacts import Contact, read_contacts
from zhuanji.customers.models import Customer
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.copying import insert_together, next_ids
from zhuanji.kernel.locks import lock_until_commit
from zhuanji.playbooks.queries import playbook_in_use
from zhuanji.staff.models import User


@transaction.atomic
def register_complaint(
    *,
    by: Actor,
    at: datetime,
    given: Registration,
    source_key: str | None = None,
    owner: User | None = None,
    acknowledge: bool = True,
) -> Complaint:
    """Take a complaint on the books, with its deadlines, findable, and its acknowledgement due.

    With a `source_key` that was seen before, nothing happens and the complaint registered then
    is returned: what is delivered twice registers once.
    """
    require_may_register(by)
    if source_key and (earlier := _registered_before(source_key)):
        return earlier
    customer = find_or_add_customer(
        name=given.customer.name,
        contacts=contacts_given(given),
        order_number=given.order_number,
        at=at,
        vouched=may_vouch(by),
    )
    complaint = new_complaint(given, customer=customer, at=at, owner=owner)
    complaint.source_key = source_key
    complaint.acknowledgement_due = acknowledge
    (complaint.pk,) = next_ids(Complaint, 1)
    insert_together(rows_of([complaint], [given], by=by, at=at))
    escalate_by_grade([complaint], by=by, at=at)
    return complaint


def _registered_before(source_key: str) -> Complaint | None:
    lock_until_commit(source_key)
    return Complaint.objects.filter(source_key=source_key).first()


def contacts_given(given: Registration) -> list[Contact]:
    who = given.customer
    return read_contacts(phone=who.phone, email=who.email, account=who.account)


def new_complaint(
    given: Registration, *, customer: Customer | None, at: datetime, owner: User | None = None
) -> Complaint:
    """Return the complaint that was given, not yet written."""
    received_at = given.received_at or at
    return Complaint(
        number=new_number(localdate(received_at)),
        channel=given.channel,
        external_reference=given.external_reference,
        language=given.language,
        customer=customer,
        confidential=given.confidential,
        representative_name=given.representative.name,
        representative_phone=given.representative.phone,
        representative_authority=given.representative.authority,
        subject=given.title,
        account=given.account,
        demand=given.demand,
        occurred_at=given.occurred_at,
        place=given.place,
        product=given.product,
        model=given.model,
        batch=given.batch,
        order_number=given.order_number,
        respondent=given.respondent,
        grade=given.grade,
        category=given.category or "",
        owner=owner,
        department=owner.department if owner else None,
        restatement=given.restatement,
        restatement_confirmed=given.restatement_confirmed,
        received_at=received_at,
        registered_at=at,
        playbook=playbook_in_use().version,
    )
