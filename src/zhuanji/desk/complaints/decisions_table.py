"""Everything that can be decided about a complaint on its page, as one table."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhuanji.complaints import actions, policies
from zhuanji.complaints.models import Complaint, Judgement, Link, Verdict
from zhuanji.complaints.queries import get_complaint
from zhuanji.complaints.queries.handing import is_stuck
from zhuanji.complaints.registration import Registration, read_registration
from zhuanji.complaints.stages import NEXT, OPEN, Stage
from zhuanji.desk.complaints import clocks
from zhuanji.desk.complaints import decision_forms as asked
from zhuanji.desk.complaints.moments import Unreadable, read_moment
from zhuanji.desk.times import exactly
from zhuanji.dispatch.actions import assign_complaint, recuse
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid, Stale
from zhuanji.staff.queries import code_of
from zhuanji.staff.roles import Right
from zhuanji.triage.actions import (
    confirm_refusal_and_learn,
    judge_and_learn,
    settle_proposal,
)

Act = Callable[..., Any]
_ALL = frozenset(Stage)


def _into(stage: Stage) -> frozenset[Stage]:
    return frozenset(start for start in Stage if stage in NEXT[start])


@dataclass(frozen=True)
class Decision:
    """One thing to do: who may, at which stages, what is asked, and the one action it calls."""

    name: str
    label: str | Promise
    icon: str
    stages: frozenset[Stage]
    may: Callable[[Actor, Complaint], bool]
    act: Act
    form: type[forms.Form] = asked.Nothing
    key: str = ""
    words: str | Promise = ""
    initial: Callable[[Complaint], dict[str, Any]] = field(default=lambda _complaint: {})

    def is_open_to(self, actor: Actor, complaint: Complaint) -> bool:
        return complaint.stage in self.stages and self.may(actor, complaint)

    @property
    def asks(self) -> bool:
        return self.form not in (asked.Nothing, asked.Closing)


def _judge(*, by: Actor, at: datetime, complaint: Complaint, verdict: str, **words: str) -> None:
    judge_and_learn(by=by, at=at, complaint=complaint, verdict=Verdict(verdict), **words)


def _review(*, by: Actor, at: datetime, complaint: Complaint, decision: str, review: str) -> None:
    judgement = Judgement.objects.filter(
        complaint=complaint, state=Judgement.State.PROPOSED
    ).first()
    if judgement is None:
        raise Stale
    judgement.complaint = complaint
    act = confirm_refusal_and_learn if decision == "confirm" else actions.return_refusal
    act(by=by, at=at, judgement=judgement, review=review)


def _restate(*, restatement: str, confirmed: str, **more: Any) -> None:
    answer = {"yes": True, "no": False}.get(confirmed)
    actions.restate_complaint(restatement=restatement, confirmed=answer, **more)


def _correct(*, by: Actor, at: datetime, complaint: Complaint, **words: Any) -> None:
    try:
        words["occurred_at"] = read_moment(words["occurred_at"], at)
    except Unreadable as error:
        sentence = gettext("This is not a date and time. Write it as 2026-11-23 14:30.")
        raise Invalid({"occurred_at": sentence}) from error
    given = _given(complaint, **words)
    actions.correct_complaint(by=by, at=at, complaint=complaint, given=given)


def _given(complaint: Complaint, **words: Any) -> Registration:
    return read_registration({"channel": complaint.channel, "account": complaint.account, **words})


def _split(*, by: Actor, at: datetime, complaint: Complaint, **words: Any) -> Complaint:
    given = _given(complaint, **words)
    return actions.split_complaint(by=by, at=at, complaint=complaint, given=given)


def _merge(*, by: Actor, at: datetime, complaint: Complaint, number: str) -> None:
    into = get_complaint(number, actor=by)
    actions.merge_complaint(by=by, at=at, complaint=complaint, into=into)


def _link(*, by: Actor, at: datetime, complaint: Complaint, number: str, kind: str) -> None:
    other = get_complaint(number, actor=by)
    actions.link_complaints(by=by, at=at, complaint=complaint, other=other, kind=Link.Kind(kind))


def _unlink(*, by: Actor, at: datetime, complaint: Complaint, number: str) -> None:
    actions.unlink_complaints(
        by=by, at=at, complaint=complaint, other=get_complaint(number, actor=by)
    )


def _toggle(*, complaint: Complaint, **more: Any) -> None:
    actions.set_confidential(complaint=complaint, confidential=not complaint.confidential, **more)


def _owner(*, value: str, complaint: Complaint, **more: Any) -> None:
    """Whoever is given an open complaint is given it with what is known of them."""
    if value.isdecimal() and complaint.is_open:
        assign_complaint(complaint=complaint, person=int(value), **more)
    else:
        actions.arrange_complaint(complaint=complaint, field="owner", value=value, **more)


def _step_back(*, by: Actor, reason: str, **more: Any) -> None:
    recuse(by=by, person=by.user_id or 0, reason=reason, **more)


def _bar(*, person: int | None, **more: Any) -> None:
    recuse(person=person or 0, **more)


def _keep(*, person: int | None, **more: Any) -> None:
    actions.decide_keeper(person=person or 0, **more)


def _may_decide(actor: Actor, complaint: Complaint) -> bool:
    return policies.may_assign(actor, complaint) and is_stuck(complaint)


def _arrange(name: str) -> Act:
    """What triage proposes a person settles here: it is learned from."""

    def act(*, value: str, **more: Any) -> None:
        settle_proposal(head=name, label=value, **more)

    return act


def _arrange_department(*, value: str, **more: Any) -> None:
    settle_proposal(head="department", label=code_of(value), **more)


def _fields(*names: str) -> Callable[[Complaint], dict[str, Any]]:
    return lambda complaint: {name: getattr(complaint, name) for name in names}


def _restated(complaint: Complaint) -> dict[str, Any]:
    confirmed = {True: "yes", False: "no", None: ""}[complaint.restatement_confirmed]
    return {"restatement": complaint.restatement, "confirmed": confirmed}


def _corrected(complaint: Complaint) -> dict[str, Any]:
    words = _fields(*asked.Correction.base_fields)(complaint)
    moment = complaint.occurred_at
    return {**words, "occurred_at": exactly(moment) if moment else ""}


def _chosen(name: str) -> Callable[[Complaint], dict[str, Any]]:
    def initial(complaint: Complaint) -> dict[str, Any]:
        attribute = f"{name}_id" if name in ("owner", "department") else name
        return {"value": getattr(complaint, attribute) or ""}

    return initial


def _may_take(actor: Actor, complaint: Complaint) -> bool:
    return complaint.owner_id is None and policies.may_work(actor, complaint)


def _may_reveal(actor: Actor, complaint: Complaint) -> bool:
    return policies.may_reveal(actor, complaint) and not policies.sees_personal(actor, complaint)


def _may_split(actor: Actor, complaint: Complaint) -> bool:
    return policies.may_work(actor, complaint) and actor.has(Right.REGISTER)


# fmt: off
_work, _assign, _merge_may = policies.may_work, policies.may_assign, policies.may_merge
_TABLE = (
    Decision("acknowledge", _("Send the acknowledgement"), "mail-check", _into(Stage.ACKNOWLEDGED) - {Stage.MERGED}, _work, actions.acknowledge_complaint),
    Decision("review", _("Decide on the refusal"), "gavel", OPEN, policies.may_confirm_refusal, _review, asked.Review),
    Decision("judge", _("Judge the complaint"), "scale", _into(Stage.JUDGED) - {Stage.MERGED}, policies.may_judge, _judge, asked.Judge, words=_("A refusal counts only when a second person confirms it.")),
    Decision("handle", _("Start handling"), "player-play", _into(Stage.HANDLING) - {Stage.MERGED}, _work, actions.start_handling),
    Decision("findings", _("Write down the findings"), "bulb", OPEN, _work, actions.record_findings, asked.Findings, initial=_fields("how", "why", "prevention"), words=_("The customer reads these words on their page.")),
    Decision("accept", _("The customer accepts"), "mood-smile", _into(Stage.ACCEPTED), _work, actions.accept_answer, words=_("Told by phone; it is recorded in your name.")),
    Decision("reject", _("The customer rejects"), "mood-sad", _into(Stage.REJECTED) - {Stage.MERGED}, _work, actions.reject_answer, asked.Rejection),
    Decision("close", _("Close the complaint"), "circle-check", _into(Stage.CLOSED), _work, actions.close_complaint, asked.Closing),
    Decision("said", _("Record what the customer said"), "message-2", _ALL, _work, actions.add_customer_message, asked.Words, key="m"),
    Decision("ask", _("Ask the customer for something"), "player-pause", OPEN, clocks.may_pause, actions.ask_customer, asked.Asked, key="w", initial=clocks.question, words=_("It is sent to the customer and the deadlines rest until they answer.")),
    Decision("promise", _("Note a promise made by phone"), "heart-handshake", OPEN, _work, clocks.promise, asked.Promised, words=_("It becomes a clock of yours: kept or broken is counted.")),
    Decision("pause", _("Let the deadlines rest"), "clock-pause", OPEN, clocks.may_pause, actions.pause_complaint, asked.Paused, words=_("Every pause is on record. What is late already does not rest.")),
    Decision("resume", _("Let the deadlines run on"), "clock-play", OPEN, clocks.may_resume, actions.resume_complaint),
    Decision("escalate", _("Escalate"), "stairs-up", OPEN, policies.may_note, actions.escalate_complaint, asked.Escalated),
    Decision("noted", _("I took note of the escalation"), "eye-check", _ALL, clocks.is_called_upon, clocks.take_note),
    Decision("explain", _("Say why it was late"), "message-question", _ALL, clocks.may_explain, clocks.explain, asked.Explained, initial=clocks.what_was_late),
    Decision("duty", _("Begin a legal deadline"), "gavel", _ALL, clocks.may_start_duty, clocks.start_duty, asked.DutyStarted, words=_("It runs from the day when that happened, in the version of the law that was in force when the complaint was received.")),
    Decision("fulfilled", _("A legal duty is fulfilled"), "checks", _ALL, clocks.may_fulfil, actions.fulfil_duty, asked.DutyFulfilled, initial=clocks.first_owed),
    Decision("take", _("Take it"), "hand-grab", OPEN, _may_take, actions.take_complaint),
    Decision("restate", _("Restate and confirm"), "ear", OPEN, _work, _restate, asked.Restatement, initial=_restated, words=_("Record, restate in our own words, express understanding; then ask whether that is right.")),
    Decision("reopen", _("Reopen"), "refresh", _into(Stage.REOPENED) - {Stage.MERGED}, _work, actions.reopen_complaint, asked.Reason),
    Decision("withdraw", _("The customer withdraws"), "circle-minus", _into(Stage.WITHDRAWN) - {Stage.MERGED}, _work, actions.withdraw_complaint, asked.Reason),
    Decision("merge", _("Merge into another"), "git-merge", _into(Stage.MERGED), _merge_may, _merge, asked.Number),
    Decision("unmerge", _("Undo the merge"), "arrow-back-up", frozenset({Stage.MERGED}), _merge_may, actions.undo_merge),
    Decision("split", _("Split off a second matter"), "arrows-split-2", OPEN, _may_split, _split, asked.Part),
    Decision("link", _("Link another complaint"), "link", _ALL, _work, _link, asked.Linked),
    Decision("unlink", _("Take a link away"), "unlink", _ALL, _work, _unlink, asked.Number),
    Decision("correct", _("Correct the record"), "pencil", _ALL, _work, _correct, asked.Correction, initial=_corrected),
    Decision("confidential", _("Change confidentiality"), "eye-off", _ALL, _work, _toggle),
    Decision("reveal", _("Show the personal data"), "eye", _ALL, _may_reveal, actions.reveal_person, asked.Reason, words=_("Say what you need it for. It is recorded and shown for half an hour.")),
    Decision("owner", _("Owner"), "user", _ALL, _assign, _owner, asked.Arranged, key="a", initial=_chosen("owner")),
    Decision("department", _("Department"), "building", _ALL, _assign, _arrange_department, asked.Arranged, key="d", initial=_chosen("department")),
    Decision("partial", _("I am not impartial here"), "user-off", OPEN, policies.may_step_back, _step_back, asked.Reason, words=_("You handle nothing of it any more, for good; a colleague who fits takes it over. It is on record.")),
    Decision("bar", _("A colleague is not impartial"), "users-minus", OPEN, _assign, _bar, asked.Partial, words=_("They handle nothing of it any more, for good. When they own it, a colleague who fits takes it over.")),
    Decision("keeper", _("Decide who keeps it"), "gavel", OPEN, _may_decide, _keep, asked.Keeper, words=_("It was handed on as often as the playbook allows. Whoever you name keeps it.")),
    Decision("grade", _("Grade"), "flag", _ALL, _work, _arrange("grade"), asked.Arranged, key="g", initial=_chosen("grade")),
    Decision("category", _("Category"), "tag", _ALL, _work, _arrange("category"), asked.Arranged, key="c", initial=_chosen("category")),
)
# fmt: on
DECISIONS = {decision.name: decision for decision in _TABLE}
_INLINE = {
    "owner",
    "department",
    "grade",
    "category",
    "reveal",
    "correct",
    "confidential",
    "unlink",
    "keeper",
}
# What moves a complaint on, the most fitting first.
_BEST: dict[Stage, tuple[str, ...]] = {
    Stage.RECEIVED: ("acknowledge",),
    Stage.ACKNOWLEDGED: ("review", "judge"),
    Stage.JUDGED: ("review", "department", "handle", "answer"),
    Stage.HANDLING: ("findings", "answer"),
    Stage.ANSWERED: ("accept",),
    Stage.ACCEPTED: ("close",),
    Stage.REJECTED: ("handle",),
    Stage.REOPENED: ("review", "handle"),
    Stage.CLOSED: ("reopen",),
    Stage.WITHDRAWN: ("reopen",),
    Stage.MERGED: ("unmerge",),
}
# fmt: off
NEEDS: dict[Stage, str | Promise] = {
    Stage.RECEIVED: _("The customer must hear that we have it: number, owner, date. This usually goes out by itself within seconds."),
    Stage.ACKNOWLEDGED: _("Check the facts and judge whether the complaint is justified."),
    Stage.JUDGED: _("Give it to the department that can put it right, and start handling; a refusal needs its letter."),
    Stage.HANDLING: _("Put it right, write down how, why and what prevents it, then answer the customer."),
    Stage.ANSWERED: _("Ask the customer whether they accept the answer."),
    Stage.ACCEPTED: _("Close the complaint."),
    Stage.REJECTED: _("Look at what is still wrong and handle it again, or close it with the further ways told."),
    Stage.REOPENED: _("Begin again: judge anew or start handling."),
    Stage.CLOSED: _("Nothing. It can be reopened when the matter comes back."),
    Stage.WITHDRAWN: _("Nothing. It can be reopened when the customer asks for it."),
    Stage.MERGED: _("Nothing here: it goes on inside the other complaint."),
}
# fmt: on


@dataclass(frozen=True)
class Steps:
    best: str  # a decision's name, "answer" for the composer, or ""
    others: list[Decision]
    needs: str | Promise


def open_to(actor: Actor, complaint: Complaint, pending: Judgement | None) -> dict[str, Decision]:
    """The decisions this person may take now, by name."""
    found = {d.name: d for d in _TABLE if d.is_open_to(actor, complaint)}
    if pending is None or pending.proposed_by == actor.key:
        found.pop("review", None)
    if pending is not None:
        found.pop("judge", None)
    return found


def steps_for(actor: Actor, complaint: Complaint, pending: Judgement | None) -> Steps:
    """The next best step for this person at this stage, and what else they may do."""
    stage = Stage(complaint.stage)
    allowed = open_to(actor, complaint, pending)
    best = next((n for n in _BEST[stage] if _fits(n, actor, complaint, allowed)), "")
    others = [d for d in allowed.values() if d.name != best and d.name not in _INLINE]
    return Steps(best, others, NEEDS[stage])


def _fits(name: str, actor: Actor, complaint: Complaint, allowed: dict[str, Decision]) -> bool:
    if name == "answer" or (name == "handle" and complaint.verdict == Verdict.NOT_UPHELD):
        return name == "answer" and policies.may_work(actor, complaint)
    if name == "department" and complaint.department_id:
        return False
    if name == "findings" and complaint.how:
        return False
    return name in allowed
