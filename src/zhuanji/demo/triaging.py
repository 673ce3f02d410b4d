"""What triage finds and people decide about it, with the same rows as triage.actions."""

from datetime import datetime

from zhuanji.complaints.assessed import Triage
from zhuanji.complaints.policies import may_work
from zhuanji.demo import happenings as do
from zhuanji.demo.ledger import Case, Ledger
from zhuanji.demo.understanding import HEAD
from zhuanji.kernel.actors import Actor
from zhuanji.staff.models import Department
from zhuanji.staff.roles import SYSTEM
from zhuanji.triage.actions.alarming import alarm_of
from zhuanji.triage.actions.assess import assessment_of, line_about, told_of
from zhuanji.triage.actions.audit import case_of
from zhuanji.triage.actions.learning import line_about as line_about_model
from zhuanji.triage.actions.learning import new_version
from zhuanji.triage.actions.settle import found
from zhuanji.triage.deciding.assessing import text_of
from zhuanji.triage.learning.challenge import Used, challenge
from zhuanji.triage.models import Confirmation, Learning, ModelVersion, Reassessment
from zhuanji.triage.policies import require_may_see_quality
from zhuanji.triage.queries.learning import CATEGORIES, Lesson, known_to, learnable
from zhuanji.triage.training import Trained


def assess(ledger: Ledger, case: Case, *, at: datetime) -> None:
    """What the sweep does; history has a line where something new is proposed."""
    complaint, triage = case.complaint, ledger.triage
    row = assessment_of(complaint, triage.assess(complaint, at=at), triage.tools, at)
    before = triage.assessments.get(complaint.pk)
    triage.assessments[complaint.pk] = row
    if before is None and triage.is_drawn(complaint, at=at):
        triage.audits[complaint.pk] = case_of(complaint, row, at)
    _raise_grade(ledger, case, at=at)
    _note(ledger, case)
    if complaint.is_open and (line := line_about(row, before)):
        ledger.record("complaint.assessed", complaint.about, by=SYSTEM, at=at, **line)


def _raise_grade(ledger: Ledger, case: Case, *, at: datetime) -> None:
    """A grave rule takes effect at once."""
    complaint, triage = case.complaint, ledger.triage
    row, playbook = triage.assessments[complaint.pk], triage.tools.playbook
    decided = "grade" in triage.heads.get(complaint.pk, ())
    alarm = alarm_of(complaint, row, playbook, decided=decided)
    if alarm and alarm.raises and complaint.is_open:
        do.raise_grade(ledger, case, at=at, grade=alarm.grade, rules=list(alarm.rules))


def review(ledger: Ledger, case: Case, *, by: Actor, at: datetime, label: str) -> None:
    """Say what a complaint that was drawn is about."""
    complaint, drawn = case.complaint, ledger.triage.audits[case.complaint.pk]
    require_may_see_quality(by)
    drawn.label, drawn.by, drawn.by_name, drawn.at = label, by.key, by.name, at
    _confirm(ledger, case, HEAD, label, drawn.proposed, "audit", by=by, at=at)
    if complaint.is_open and complaint.category != label and may_work(by, complaint):
        do.arrange(ledger, case, by=by, at=at, field=HEAD, value=label)
        assess(ledger, case, at=at)
    else:
        ledger.record(
            "complaint.proposal_confirmed", complaint.about, by=by, at=at, field=HEAD, after=label
        )


def assess_registered(ledger: Ledger, case: Case, *, by: Actor, at: datetime) -> None:
    """What the desk does once somebody has registered: their category is learned from."""
    assess(ledger, case, at=at)
    if label := case.complaint.category:
        proposed = ledger.triage.assessments[case.complaint.pk].proposals[HEAD]["label"]
        _confirm(ledger, case, HEAD, label, proposed, "registered", by=by, at=at)


def settle(
    ledger: Ledger,
    case: Case,
    *,
    by: Actor,
    at: datetime,
    head: str,
    label: str,
    place: Department | None = None,
) -> None:
    """Put `label` into a head, as proposed or otherwise; a department comes along as `place`."""
    complaint = case.complaint
    was_due, value = complaint.to_assess, place or label
    before = complaint.department if place else getattr(complaint, head)
    do.arrange(ledger, case, by=by, at=at, field=head, value=value)
    proposal = ledger.triage.assessments[complaint.pk].proposals[head]
    source = _source(label, proposal["label"], abstained=proposal["abstained"])
    _confirm(ledger, case, head, label, proposal["label"], source, by=by, at=at)
    if before == value:
        after = str(place.pk) if place else label
        ledger.record(
            "complaint.proposal_confirmed", complaint.about, by=by, at=at, field=head, after=after
        )
    if not was_due:
        _note(ledger, case)


def _source(label: str, proposed: str, *, abstained: bool) -> str:
    if label != proposed:
        return "corrected"
    return "chosen" if abstained else "accepted"


def _confirm(
    ledger: Ledger,
    case: Case,
    head: str,
    label: str,
    proposed: str,
    source: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    proposal = ledger.triage.assessments[case.complaint.pk].proposals[head]
    ledger.triage.confirmations.append(
        Confirmation(
            pk=ledger.new_id(Confirmation),
            complaint=case.complaint,
            head=head,
            label=label,
            proposed=proposed,
            probability=proposal["probability"] if proposed else None,
            abstained=proposal["abstained"],
            source=source,
            model_version=ledger.triage.assessments[case.complaint.pk].model_version,
            by=by.key,
            by_name=by.name,
            at=at,
        )
    )
    ledger.triage.heads.setdefault(case.complaint.pk, set()).add(head)


def _note(ledger: Ledger, case: Case) -> None:
    complaint, triage = case.complaint, ledger.triage
    told = found(complaint, triage.assessments[complaint.pk], triage.heads)
    complaint.triage, complaint.proposed_grade = told.triage, told.grade
    complaint.mood, complaint.threat = told.mood, told.threat
    complaint.to_assess = False


def train_model(ledger: Ledger, *, at: datetime) -> None:
    """Learn from what people decided so far; too little is learned from another time."""
    triage, lessons = ledger.triage, lessons_in(ledger)
    chosen = learnable(lessons)
    if len({lesson.label for lesson in chosen}) < CATEGORIES:
        return
    used = next((one for one in triage.versions if one.in_use), None)
    model, card = challenge(
        [lesson.text for lesson in chosen],
        [lesson.label for lesson in chosen],
        [lesson.proposed for lesson in chosen],
        Used(bytes(used.blob), frozenset(known_to(used, chosen))) if used else None,
    )
    trained = Trained(model.to_bytes(), card)
    until = max(lesson.key for lesson in lessons)
    made = new_version(HEAD, trained, number=len(triage.versions) + 1, at=at, until=until)
    triage.versions.append(made)
    triage.learning = Learning(
        head=HEAD,
        learned_until=until,
        touched_at=at,
        outcome="better" if made.in_use else "not_better",
    )
    if made.in_use:
        _put_into_use(ledger, made, instead_of=used)
    kind, facts = line_about_model(made)
    ledger.record(kind, made.about, by=SYSTEM, at=at, **facts)
    if made.in_use:
        _assess_again(ledger, at=at)


def _put_into_use(ledger: Ledger, made: ModelVersion, *, instead_of: ModelVersion | None) -> None:
    if instead_of:
        instead_of.in_use = False
    ledger.triage.use(made, Learning(head=HEAD).precision)


def _assess_again(ledger: Ledger, *, at: datetime) -> None:
    """What is open and nobody settled is assessed with the new model; nothing waits afterwards."""
    cases = [
        case
        for case in ledger.complaints.values()
        if case.complaint.is_open and case.complaint.triage != Triage.SETTLED
    ]
    before = {case.complaint.pk: ledger.triage.assessments.get(case.complaint.pk) for case in cases}
    for case in cases:
        assess(ledger, case, at=at)
    changed = sum(
        was is not None and told_of(was) != told_of(ledger.triage.assessments[pk])
        for pk, was in before.items()
    )
    last = max(ledger.complaints)
    ledger.triage.passes.append(
        Reassessment(
            begun_at=at, ended_at=at, rows=len(cases), position=len(cases), changed=changed,
            place=max(before, default=0), last=last,
        )
    )  # fmt: skip


def lessons_in(ledger: Ledger) -> list[Lesson]:
    """The newest decision about each complaint, the oldest first."""
    newest = {
        one.complaint_id: one
        for one in ledger.triage.confirmations
        if one.head == HEAD and one.label
    }
    return [
        Lesson(one.pk, _text(ledger, one.complaint_id), one.label, one.proposed, one.at)
        for one in sorted(newest.values(), key=lambda one: one.pk)
    ]


def _text(ledger: Ledger, pk: int) -> str:
    complaint = ledger.complaints[pk].complaint
    return text_of(complaint.subject, complaint.account, complaint.demand)
