"""A record of another system comes in: kept as it is, once."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from zhuanji.customers.models import Customer
from zhuanji.customers.queries import get_customer
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid, NotFound
from zhuanji.kernel.locks import lock_until_commit
from zhuanji.triage.cross_check.facts import RecordGiven
from zhuanji.triage.models import Record
from zhuanji.triage.policies import require_may_add_records
from zhuanji.triage.queries.records import customer_reached_by


@transaction.atomic
def add_record(*, by: Actor, at: datetime, given: RecordGiven) -> tuple[Record, bool]:
    """Keep a record and say whether it is new: the same words of the same reference are kept once.

    Other words of a known reference are its next revision. Raises Invalid when it is about nobody
    we know and about no order.
    """
    require_may_add_records(by)
    customer = _customer(given)
    original = given.original or given.model_dump_json(exclude={"original"})
    sha256 = hashlib.sha256(original.encode()).hexdigest()
    lock_until_commit(f"record {given.source} {given.reference}")
    before = Record.objects.filter(
        source=given.source, reference=given.reference, current=True
    ).first()
    if before and before.sha256 == sha256:
        return before, False
    if before:
        Record.objects.filter(pk=before.pk).update(current=False)
    kept = Record.objects.create(
        source=given.source,
        reference=given.reference,
        revision=before.revision + 1 if before else 1,
        kind=given.kind,
        at=given.at,
        order_number=given.order_number,
        customer=customer,
        facts=given.facts.model_dump(mode="json", exclude_defaults=True),
        original=original,
        sha256=sha256,
        received_at=at,
        by=by.key,
    )
    record(kind="record.added", about=f"record/{kept.pk}", by=by, at=at, sha256=sha256)
    return kept, True


def _customer(given: RecordGiven) -> Customer | None:
    try:
        found = (
            get_customer(given.customer)
            if given.customer is not None
            else customer_reached_by(phone=given.phone, email=given.email)
        )
    except NotFound as refusal:
        raise Invalid({"customer": _("There is no such customer.")}) from refusal
    if found is None and not given.order_number:
        raise Invalid({"order_number": _("Name an order, or a customer we know.")})
    return found
