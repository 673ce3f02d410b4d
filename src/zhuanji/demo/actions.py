"""Writing a ledger: everything at once, at the speed of COPY."""

import json
from collections.abc import Iterable
from datetime import datetime
from operator import attrgetter
from typing import TYPE_CHECKING

from django.db import models, transaction

from zhuanji.attachments.models import Attachment
from zhuanji.complaints.actions.indexing import tsvector
from zhuanji.complaints.models import (
    Complaint,
    Deadline,
    Delay,
    Evidence,
    Judgement,
    Link,
    Mention,
    Note,
    Proof,
    Recalculation,
    SearchEntry,
    Task,
    TaskMove,
    TaskResource,
)
from zhuanji.complaints.queries.recalculating import stamp_in_use as deadlines_stamp
from zhuanji.complaints.search_text import searchable
from zhuanji.correspondence.models import Message
from zhuanji.customers.actions import add_contacts
from zhuanji.customers.models import Customer, Purchase
from zhuanji.demo.clockwork import wind_clocks
from zhuanji.demo.ledger import Case, Ledger
from zhuanji.demo.understanding import Understanding
from zhuanji.history.models import Cursor, Entry, Head
from zhuanji.history.relay import start_reader
from zhuanji.kernel.copying import copy_rows
from zhuanji.staff.roles import SYSTEM
from zhuanji.triage.actions import learn_terms
from zhuanji.triage.actions.assess import keep_assessments
from zhuanji.triage.actions.neighbours import mark_neighbours
from zhuanji.triage.actions.signing import READER, sign
from zhuanji.triage.models import AuditCase, Confirmation, ModelVersion, Reassessment
from zhuanji.triage.queries.learning import forget_models
from zhuanji.triage.queries.reassessing import stamp_in_use

if TYPE_CHECKING:
    from zhuanji.customers.contacts import Contact

_ENTRY = ("about", "sequence", "kind", "by", "by_name", "at", "details", "hash")


@transaction.atomic
def write_ledger(ledger: Ledger, *, at: datetime) -> None:
    """Write every row, or none, as the year stands at its end."""
    _copy(Customer, ledger.customers.values())
    _write_contacts(ledger)
    _write_purchases(ledger)
    cases = ledger.complaints.values()
    _copy(Complaint, (case.complaint for case in cases))
    delays = wind_clocks(ledger, at=at)
    _reckoned(at)
    _copy(Deadline, (d for case in cases for d in case.deadlines.values()))
    _copy(Delay, delays, leave=("id",))
    _write_tasks(ledger)
    _copy(Judgement, ledger.judgements)
    _copy(Note, ledger.notes)
    _copy(Mention, ledger.mentions, leave=("id",))
    _copy(Attachment, ledger.attachments)
    _copy(Evidence, ledger.evidence, leave=("id",))
    _copy(Message, ledger.messages)
    through = Message.attachments.through
    copy_rows(through, ("message_id", "attachment_id"), ledger.enclosures)
    copy_rows(Proof.attachments.through, ("proof_id", "attachment_id"), ledger.shown)
    _copy(Link, ledger.links, leave=("id",))
    _write_history(ledger)
    _write_search(cases)
    _write_triage(ledger.triage)


def _reckoned(at: datetime) -> None:
    """Its deadlines follow the calendar and the law of today: there is nothing to reckon anew."""
    Recalculation.objects.create(
        stamp=deadlines_stamp(),
        by=SYSTEM.key,
        by_name=SYSTEM.name,
        begun_at=at,
        ended_at=at,
        rows=0,
    )


def _copy(
    model: type[models.Model], rows: Iterable[models.Model], *, leave: tuple[str, ...] = ()
) -> None:
    fields = model._meta.concrete_fields  # noqa: SLF001  # documented Meta API
    columns = [field.attname for field in fields if field.attname not in leave]
    copy_rows(model, columns, map(attrgetter(*columns), rows))


def _write_tasks(ledger: Ledger) -> None:
    """Their deadlines have their numbers by now."""
    for task in ledger.tasks:
        task.deadline_id = task.deadline.pk
    _copy(Task, ledger.tasks)
    _copy(TaskResource, ledger.resources, leave=("id",))
    _copy(Proof, ledger.proofs)
    _copy(TaskMove, ledger.moves, leave=("id",))
    copy_rows(Task.waits_for.through, ("from_task_id", "to_task_id"), ledger.waits)


def _write_triage(triage: Understanding) -> None:
    keep_assessments(list(triage.assessments.values()))
    _copy(Confirmation, triage.confirmations)
    ModelVersion.objects.bulk_create(triage.versions)
    _copy(AuditCase, triage.audits.values(), leave=("id",))
    if triage.learning:
        triage.learning.save()
    forget_models()
    for one in triage.passes:
        one.stamp = stamp_in_use()
    Reassessment.objects.bulk_create(triage.passes)


def _write_contacts(ledger: Ledger) -> None:
    wanted: dict[int, list[Contact]] = {}
    for customer, contact in ledger.contacts:
        wanted.setdefault(customer, []).append(contact)
    add_contacts(wanted)


def _write_purchases(ledger: Ledger) -> None:
    """An order is one: a second year from the same seed does not buy again."""
    numbers = [purchase.order_number for purchase in ledger.purchases]
    known = Purchase.objects.filter(order_number__in=numbers)
    bought = set(known.values_list("order_number", flat=True))
    new = (purchase for purchase in ledger.purchases if purchase.order_number not in bought)
    _copy(Purchase, new, leave=("id",))


def _write_history(ledger: Ledger) -> None:
    words = attrgetter(*_ENTRY[:6])
    lines = ((*words(entry), json.dumps(entry.details), entry.hash) for entry in ledger.entries)
    copy_rows(Entry, _ENTRY, lines)
    columns = ("about", "sequence", "hash")
    copy_rows(Head, columns, map(attrgetter(*columns), ledger.heads.values()))


def _write_search(cases: Iterable[Case]) -> None:
    copy_rows(SearchEntry, ("complaint_id", "text", "tokens"), map(_search_line, cases))


def _search_line(case: Case) -> tuple[int, str, str]:
    customer = case.complaint.customer
    person = [customer.name, *(contact.value for contact in case.contacts)] if customer else []
    text = searchable(case.complaint, person, case.words)
    return case.complaint.pk, text, tsvector(case.complaint.pk, text)


@transaction.atomic
def find_neighbours(ledger: Ledger, *, at: datetime) -> None:
    """Sign what was written and mark what belongs together, as the sweeps would one by one.

    Where they have begun already, they go on by themselves.
    """
    if Cursor.objects.filter(reader=READER).exists():
        return
    start_reader(READER)
    complaints = [case.complaint for case in ledger.complaints.values()]
    learn_terms(at=at)
    sign(complaints)
    mark_neighbours(complaints, at=at)
