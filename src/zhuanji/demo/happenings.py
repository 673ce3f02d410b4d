"""What happens to one complaint, by the same names and with the same rows as complaints.actions."""

from datetime import datetime

from django.utils.translation import gettext as _

from zhuanji.attachments.files import StoredFile
from zhuanji.complaints import letters, policies
from zhuanji.complaints.actions.moving import change_stage
from zhuanji.complaints.actions.register import new_complaint
from zhuanji.complaints.actions.work import names_further_rights
from zhuanji.complaints.deadlines import (
    Kind,
    Moved,
    at_its_stage,
    beaten,
    by_its_facts,
    nearest,
    of_a_new,
    of_a_reopened,
)
from zhuanji.complaints.models import Complaint, Judgement, Link, Mention, Note, Verdict
from zhuanji.complaints.registration import Registration
from zhuanji.complaints.stages import FINISHED, OPEN, Stage, check_move
from zhuanji.correspondence.models import Message
from zhuanji.customers.models import Customer
from zhuanji.demo.ledger import Case, Ledger
from zhuanji.kernel.actors import Actor
from zhuanji.staff.models import User
from zhuanji.staff.roles import SYSTEM
from zhuanji.working_hours.queries import calendar_in_use

State = Judgement.State


def register(
    ledger: Ledger, *, by: Actor, at: datetime, given: Registration, customer: Customer | None
) -> Case:
    policies.require_may_register(by)
    complaint = new_complaint(given, customer=customer, at=at)
    complaint.pk = ledger.new_id(Complaint)
    case = Case(complaint, address=given.customer.email)
    case.take(of_a_new(complaint, calendar_in_use(at), at=at))
    ledger.complaints[complaint.pk] = case
    ledger.triage.arrived(complaint)
    ledger.record(
        "complaint.registered",
        complaint.about,
        by=by,
        at=at,
        channel=complaint.channel,
        customer=customer.pk if customer else None,
    )
    return case


def acknowledge(ledger: Ledger, case: Case, *, at: datetime) -> None:
    complaint = case.complaint
    if complaint.owner is None:
        complaint.owner = ledger.least_loaded()
        ledger.loads[complaint.owner.pk] += 1
    complaint.note_holder("owner", "", str(complaint.owner_id or ""))
    _move(ledger, case, Stage.ACKNOWLEDGED, at=at)
    _beat(case, at=at)
    subject, body = letters.acknowledgement(complaint)
    message = ledger.say(
        case, kind=Message.Kind.ACKNOWLEDGEMENT, body=body, subject=subject, by=SYSTEM, at=at
    )
    _record(
        ledger, case, "acknowledged", by=SYSTEM, at=at, message=message.pk,
        owner=complaint.owner_id, stage=complaint.stage,
    )  # fmt: skip


def arrange(
    ledger: Ledger, case: Case, *, by: Actor, at: datetime, field: str, value: object
) -> None:
    """Set owner or department (an object), grade or category (a choice)."""
    complaint = case.complaint
    people = field in ("owner", "department")
    (policies.require_may_assign if people else policies.require_may_work)(by, complaint)
    before = str((getattr(complaint, f"{field}_id") or "") if people else getattr(complaint, field))
    after = str(value.pk if people else value)  # type: ignore[attr-defined]
    if before == after:
        return
    if field == "owner":
        _carry_load(ledger, complaint, value)
    setattr(complaint, field, value)
    if people:
        complaint.note_holder(field, before, after)
    moved = _regrade(case, at=at) if field == "grade" else {}
    complaint.to_assess = True
    kind = "assigned" if people else "classified"
    _record(ledger, case, kind, by=by, at=at, field=field, before=before, after=after, **moved)


def raise_grade(ledger: Ledger, case: Case, *, at: datetime, grade: str, rules: list[str]) -> None:
    """What a rule of the playbook does by itself."""
    before, case.complaint.grade = case.complaint.grade, grade
    facts = {"field": "grade", "before": before, "after": grade, "rules": rules}
    _record(ledger, case, "classified", by=SYSTEM, at=at, **facts, **_regrade(case, at=at))


def _carry_load(ledger: Ledger, complaint: Complaint, owner: object) -> None:
    ledger.loads[complaint.owner_id or 0] -= 1
    ledger.loads[owner.pk] += 1  # type: ignore[attr-defined]


def restate(
    ledger: Ledger, case: Case, *, by: Actor, at: datetime, restatement: str, confirmed: bool | None
) -> None:
    policies.require_may_work(by, case.complaint)
    case.complaint.restatement = restatement
    case.complaint.restatement_confirmed = confirmed
    _record(ledger, case, "restated", by=by, at=at, confirmed=confirmed)


def judge(
    ledger: Ledger,
    case: Case,
    *,
    by: Actor,
    at: datetime,
    verdict: str,
    reason: str,
    explanation: str,
) -> None:
    policies.require_may_judge(by, case.complaint)
    check_move(Stage(case.complaint.stage), Stage.JUDGED)
    refusal = verdict == Verdict.NOT_UPHELD
    judgement = Judgement(
        pk=ledger.new_id(Judgement),
        complaint=case.complaint,
        verdict=verdict,
        reason=reason,
        explanation=explanation,
        state=State.PROPOSED if refusal else State.CONFIRMED,
        proposed_by=by.key,
        proposed_at=at,
    )
    ledger.judgements.append(judgement)
    if refusal:
        case.proposed = judgement
    else:
        _put_in_force(ledger, case, judgement, at=at)
    kind = "refusal_proposed" if refusal else "judged"
    _record_judgement(ledger, case, kind, judgement, by=by, at=at)


def confirm_refusal(ledger: Ledger, case: Case, *, by: Actor, at: datetime, review: str) -> None:
    judgement = _review(case, State.CONFIRMED, by=by, at=at, review=review)
    _put_in_force(ledger, case, judgement, at=at)
    _record_judgement(ledger, case, "refusal_confirmed", judgement, by=by, at=at)


def return_refusal(ledger: Ledger, case: Case, *, by: Actor, at: datetime, review: str) -> None:
    judgement = _review(case, State.RETURNED, by=by, at=at, review=review)
    _record_judgement(ledger, case, "refusal_returned", judgement, by=by, at=at)


def _review(case: Case, state: State, *, by: Actor, at: datetime, review: str) -> Judgement:
    policies.require_may_confirm_refusal(by, case.complaint)
    judgement, case.proposed = case.proposed, None
    if judgement is None or judgement.proposed_by == by.key:
        raise ValueError("A refusal is reviewed once, by a second person.")
    judgement.state = state
    judgement.reviewed_by, judgement.reviewed_at, judgement.review = by.key, at, review
    return judgement


def start_handling(ledger: Ledger, case: Case, *, by: Actor, at: datetime) -> None:
    policies.require_may_work(by, case.complaint)
    _move(ledger, case, Stage.HANDLING, at=at)
    _record(
        ledger, case, "handling_started", by=by, at=at,
        owner=case.complaint.owner_id, stage=case.complaint.stage,
    )  # fmt: skip


def note(
    ledger: Ledger,
    case: Case,
    *,
    by: Actor,
    at: datetime,
    body: str,
    mentions: tuple[User, ...] = (),
    seen_at: datetime | None = None,
) -> None:
    """Write an internal note; those it mentions look at it at `seen_at`, if ever."""
    policies.require_may_note(by, case.complaint)
    people = [p for p in mentions if policies.may_read(p.actor, case.complaint)]
    kept = Note(
        pk=ledger.new_id(Note),
        complaint=case.complaint,
        body=body,
        author=by.key,
        author_name=by.name,
        at=at,
    )
    ledger.notes.append(kept)
    case.words.append(body)
    ledger.mentions += [Mention(note=kept, user=person, seen_at=seen_at) for person in people]
    _record(ledger, case, "noted", by=by, at=at, note=kept.pk, mentions=[p.pk for p in people])


def record_findings(
    ledger: Ledger, case: Case, *, by: Actor, at: datetime, **findings: str
) -> None:
    policies.require_may_work(by, case.complaint)
    for field, words in findings.items():
        setattr(case.complaint, field, words)
    _record(ledger, case, "findings_recorded", by=by, at=at, fields=list(findings))


def reply(ledger: Ledger, case: Case, *, by: Actor, at: datetime, body: str) -> None:
    policies.require_may_work(by, case.complaint)
    if case.complaint.stage in FINISHED:
        raise ValueError("Nobody writes about a finished complaint.")
    message = _send(ledger, case, Message.Kind.REPLY, body, by=by, at=at)
    _record(ledger, case, "replied", by=by, at=at, message=message.pk)


def answer(ledger: Ledger, case: Case, *, by: Actor, at: datetime, body: str) -> None:
    policies.require_may_work(by, case.complaint)
    refused = case.complaint.verdict == Verdict.NOT_UPHELD
    if refused and not names_further_rights(body):
        raise ValueError("A refusal names the further ways to go.")
    kind = Message.Kind.REFUSAL if refused else Message.Kind.ANSWER
    check_move(Stage(case.complaint.stage), Stage.ANSWERED)
    message = _send(ledger, case, kind, body, by=by, at=at)
    _move(ledger, case, Stage.ANSWERED, at=at)
    stage = case.complaint.stage
    _record(ledger, case, "answered", by=by, at=at, message=message.pk, stage=stage)


def _send(
    ledger: Ledger, case: Case, kind: Message.Kind, body: str, *, by: Actor, at: datetime
) -> Message:
    subject = f"{_('Your complaint')} {case.complaint.number}"
    _beat(case, at=at)
    return ledger.say(case, kind=kind, body=body, subject=subject, by=by, at=at)


def customer_message(
    ledger: Ledger, case: Case, *, by: Actor, at: datetime, body: str, files: list[StoredFile]
) -> None:
    attachments = ledger.keep_evidence(case, files, by=by, at=at)
    message = ledger.say(
        case, kind=Message.Kind.CUSTOMER, body=body, by=by, at=at, attachments=attachments
    )
    _record(ledger, case, "customer_wrote", by=by, at=at, message=message.pk, files=len(files))


def add_evidence(
    ledger: Ledger, case: Case, *, by: Actor, at: datetime, files: list[StoredFile]
) -> None:
    ledger.keep_evidence(case, files, by=by, at=at)
    _record(ledger, case, "evidence_added", by=by, at=at, files=len(files))


def accept(ledger: Ledger, case: Case, *, by: Actor, at: datetime) -> None:
    _decide(ledger, case, Stage.ACCEPTED, "answer_accepted", "", by=by, at=at)


def reject(ledger: Ledger, case: Case, *, by: Actor, at: datetime, why: str) -> None:
    _decide(ledger, case, Stage.REJECTED, "answer_rejected", why, by=by, at=at)


def _decide(
    ledger: Ledger, case: Case, stage: Stage, kind: str, words: str, *, by: Actor, at: datetime
) -> None:
    _move(ledger, case, stage, at=at)
    said = words and ledger.say(case, kind=Message.Kind.CUSTOMER, body=words, by=by, at=at)
    message = said.pk if said else None
    _record(ledger, case, kind, by=by, at=at, stage=case.complaint.stage, message=message)


def close(ledger: Ledger, case: Case, *, by: Actor, at: datetime) -> None:
    policies.require_may_work(by, case.complaint)
    _move(ledger, case, Stage.CLOSED, at=at)
    _record(ledger, case, "closed", by=by, at=at, stage=case.complaint.stage)


def withdraw(ledger: Ledger, case: Case, *, by: Actor, at: datetime, reason: str) -> None:
    _move(ledger, case, Stage.WITHDRAWN, at=at)
    _record(ledger, case, "withdrawn", by=by, at=at, reason=reason, stage=case.complaint.stage)


def reopen(ledger: Ledger, case: Case, *, by: Actor, at: datetime, reason: str) -> None:
    _move(ledger, case, Stage.REOPENED, at=at)
    case.take(of_a_reopened(case.complaint, calendar_in_use(at), at=at))
    case.complaint.due_at = nearest(case.owed)
    _record(ledger, case, "reopened", by=by, at=at, reason=reason, stage=case.complaint.stage)


def merge(ledger: Ledger, case: Case, *, by: Actor, at: datetime, into: Case) -> None:
    policies.require_may_merge(by, case.complaint)
    if into.complaint.stage not in OPEN:
        raise ValueError("A complaint goes on inside an open one only.")
    case.complaint.stage_before_merge = case.complaint.stage
    case.complaint.merged_into = into.complaint
    _move(ledger, case, Stage.MERGED, at=at)
    this, that = case.complaint, into.complaint
    _record(
        ledger, case, "merged", by=by, at=at, into=that.pk, number=that.number, stage=this.stage
    )
    _record(ledger, into, "absorbed", by=by, at=at, other=this.pk, number=this.number)


def link(
    ledger: Ledger, case: Case, *, by: Actor, at: datetime, other: Case, kind: Link.Kind
) -> None:
    one, two = sorted([case.complaint, other.complaint], key=lambda complaint: complaint.pk)
    ledger.links.append(Link(one=one, other=two, kind=kind, at=at))
    for this, that in ((case, other.complaint), (other, case.complaint)):
        _record(ledger, this, "linked", by=by, at=at, other=that.pk, number=that.number, link=kind)


def set_confidential(ledger: Ledger, case: Case, *, by: Actor, at: datetime) -> None:
    policies.require_may_work(by, case.complaint)
    case.complaint.confidential = True
    _record(ledger, case, "confidentiality_changed", by=by, at=at, confidential=True)


def reveal(ledger: Ledger, case: Case, *, by: Actor, at: datetime, reason: str) -> None:
    policies.require_may_reveal(by, case.complaint)
    _record(ledger, case, "person_revealed", by=by, at=at, reason=reason)


def _put_in_force(ledger: Ledger, case: Case, judgement: Judgement, *, at: datetime) -> None:
    case.complaint.verdict = judgement.verdict
    ledger.triage.judged(case.complaint)
    _move(ledger, case, Stage.JUDGED, at=at)


def _record_judgement(
    ledger: Ledger, case: Case, kind: str, judgement: Judgement, *, by: Actor, at: datetime
) -> None:
    _record(
        ledger, case, kind, by=by, at=at, judgement=judgement.pk, verdict=judgement.verdict,
        reason=judgement.reason, stage=case.complaint.stage,
    )  # fmt: skip


def _move(ledger: Ledger, case: Case, stage: Stage, *, at: datetime) -> None:
    complaint = case.complaint
    change_stage(complaint, stage, at=at)
    _ended, begun = at_its_stage(complaint, case.owed, calendar_in_use(at), at=at)
    case.take(begun)
    if stage in FINISHED:
        ledger.loads[complaint.owner_id or 0] -= 1
    elif stage == Stage.REOPENED:
        ledger.loads[complaint.owner_id or 0] += 1


def _regrade(case: Case, *, at: datetime) -> dict[str, list[Moved]]:
    _rows, begun, moved = by_its_facts(case.complaint, case.owed, calendar_in_use(at), at=at)
    case.take(begun)
    return {"moved": moved} if moved else {}


def _beat(case: Case, *, at: datetime) -> None:
    for row in case.owed:
        if row.kind == Kind.HEARTBEAT:
            beaten(row, calendar_in_use(at), at=at)


def _record(
    ledger: Ledger, case: Case, kind: str, *, by: Actor, at: datetime, **details: object
) -> None:
    ledger.record(f"complaint.{kind}", case.complaint.about, by=by, at=at, **details)
