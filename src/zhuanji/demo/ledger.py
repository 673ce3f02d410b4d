"""A year of work, kept in memory in the order it happened, then written at once.

Thirty thousand actions take minutes; a visitor waits seconds. So `Ledger` keeps the rows that
the actions would have written, asks the same policies, draws on the same rules for stages,
deadlines, letters and the history's chain, and a test walks lives through both and compares.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models

from zhuanji.attachments.files import StoredFile
from zhuanji.attachments.models import Attachment
from zhuanji.complaints.models import (
    Complaint,
    Deadline,
    Evidence,
    Judgement,
    Link,
    Mention,
    Note,
    Proof,
    Task,
    TaskMove,
    TaskResource,
)
from zhuanji.correspondence.models import Message
from zhuanji.customers.contacts import Contact
from zhuanji.customers.models import Customer, Purchase
from zhuanji.demo.understanding import Understanding
from zhuanji.history.actions import next_entry
from zhuanji.history.chain import FIRST
from zhuanji.history.models import Entry, Head
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.copying import next_ids
from zhuanji.staff.models import User

_BLOCK = 500


def ids(model: type[models.Model]) -> Iterator[int]:
    """Yield new primary keys from the table's own sequence, for ever."""
    while True:
        yield from next_ids(model, _BLOCK)


@dataclass
class Case:
    """A complaint in memory with what hangs on it."""

    complaint: Complaint
    deadlines: dict[tuple[str, str], Deadline] = field(default_factory=dict)  # by kind and key
    address: str = ""
    contacts: tuple[Contact, ...] = ()
    words: list[str] = field(default_factory=list)  # of messages and notes, to be found by
    proposed: Judgement | None = None

    def take(self, begun: Iterable[Deadline]) -> None:
        """Deadlines that begin, over an earlier one of their kind."""
        self.deadlines |= {(row.kind, row.key): row for row in begun}

    @property
    def owed(self) -> list[Deadline]:
        return [row for row in self.deadlines.values() if row.is_owed]


@dataclass
class Ledger:
    """Every row of the demo's year, ready to be written."""

    agents: list[User]
    complaints: dict[int, Case] = field(default_factory=dict)
    customers: dict[int, Customer] = field(default_factory=dict)
    contacts: list[tuple[int, Contact]] = field(default_factory=list)
    purchases: list[Purchase] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    heads: dict[str, Head] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    judgements: list[Judgement] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    resources: list[TaskResource] = field(default_factory=list)
    proofs: list[Proof] = field(default_factory=list)
    moves: list[TaskMove] = field(default_factory=list)
    waits: list[tuple[int, int]] = field(default_factory=list)  # task, the one it waits for
    shown: list[tuple[int, int]] = field(default_factory=list)  # proof, attachment
    enclosures: list[tuple[int, int]] = field(default_factory=list)  # message, attachment
    loads: Counter[int] = field(default_factory=Counter)
    triage: Understanding = field(default_factory=Understanding)
    _ids: dict[type[models.Model], Iterator[int]] = field(default_factory=dict)

    def new_id(self, model: type[models.Model]) -> int:
        return next(self._ids.setdefault(model, ids(model)))

    def record(self, kind: str, about: str, *, by: Actor, at: datetime, **details: Any) -> None:
        """Add the line that history.actions.record would add."""
        head = self.heads.get(about)
        if head is None:
            head = self.heads[about] = Head(about=about, sequence=0, hash=FIRST)
        entry = next_entry(head, kind=kind, by=by, at=at, details=details)
        head.sequence, head.hash = entry.sequence, entry.hash
        self.entries.append(entry)

    def least_loaded(self) -> User:
        return min(self.agents, key=lambda agent: (self.loads[agent.pk], agent.pk))

    def attach(self, files: list[StoredFile], *, by: Actor, at: datetime) -> list[Attachment]:
        kept = [
            Attachment(
                pk=self.new_id(Attachment),
                name=file.name,
                kind=file.kind,
                media_type=file.media_type,
                size=file.size,
                sha256=file.sha256,
                added_by=by.key,
                added_at=at,
            )
            for file in files
        ]
        self.attachments += kept
        return kept

    def keep_evidence(
        self, case: Case, files: list[StoredFile], *, by: Actor, at: datetime
    ) -> list[Attachment]:
        attachments = self.attach(files, by=by, at=at)
        self.triage.files[case.complaint.pk] += len(attachments)
        self.evidence += [
            Evidence(
                complaint=case.complaint,
                attachment=attachment,
                added_at=at,
                added_by=by.key,
                from_customer=by.is_complainant,
            )
            for attachment in attachments
        ]
        return attachments

    def say(
        self,
        case: Case,
        *,
        kind: Message.Kind,
        body: str,
        by: Actor,
        at: datetime,
        subject: str = "",
        attachments: list[Attachment] | None = None,
    ) -> Message:
        """Keep a message as it stands once it was delivered: nothing waits to be sent."""
        incoming = kind == Message.Kind.CUSTOMER
        sent = bool(case.address) and not incoming
        message = Message(
            pk=self.new_id(Message),
            thread=case.complaint.thread,
            direction=Message.Direction.IN if incoming else Message.Direction.OUT,
            kind=kind,
            state=_state(incoming=incoming, sent=sent),
            to="" if incoming else case.address,
            subject=subject[:250],
            body=body,
            author=by.key,
            author_name=by.name,
            at=at,
            sent_at=at if sent else None,
            attempts=int(sent),
        )
        self.messages.append(message)
        case.words += [message.subject, message.body]
        self.enclosures += [(message.pk, file.pk) for file in attachments or []]
        return message


def _state(*, incoming: bool, sent: bool) -> Message.State:
    if incoming:
        return Message.State.RECEIVED
    return Message.State.SENT if sent else Message.State.POSTED
