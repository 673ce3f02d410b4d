"""What moves a card from one column to another: one decision for each, or a sentence why not."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from zhuanji.complaints.models import Complaint, Judgement, Verdict
from zhuanji.complaints.policies import may_work
from zhuanji.complaints.stages import NEXT, Stage
from zhuanji.desk.complaints.decisions_table import DECISIONS, NEEDS, Decision, open_to
from zhuanji.kernel.actors import Actor

ANSWER = "answer"  # a letter, not a decision of the table
# By which decisions a complaint gets into a stage, the most fitting first.
_INTO: dict[Stage, tuple[str, ...]] = {
    Stage.ACKNOWLEDGED: ("acknowledge",),
    Stage.JUDGED: ("review", "judge"),
    Stage.HANDLING: ("handle",),
    Stage.ANSWERED: (ANSWER,),
    Stage.ACCEPTED: ("accept",),
    Stage.REJECTED: ("reject",),
    Stage.REOPENED: ("reopen",),
    Stage.CLOSED: ("close",),
    Stage.WITHDRAWN: ("withdraw",),
}


@dataclass(frozen=True)
class Move:
    """A way into a stage: a decision, or with None the answer that is written to the customer."""

    to: Stage
    decision: Decision | None

    @property
    def asks(self) -> bool:
        return self.decision is None or self.decision.asks

    @property
    def label(self) -> str | Promise:
        return self.decision.label if self.decision else _("Answer the customer")

    @property
    def icon(self) -> str:
        return self.decision.icon if self.decision else "mail-forward"


def pending_of(complaint: Complaint) -> Judgement | None:
    """The refusal that waits for its second person."""
    return Judgement.objects.filter(complaint=complaint, state=Judgement.State.PROPOSED).first()


def moves_of(actor: Actor, complaint: Complaint, pending: Judgement | None) -> list[Move]:
    """Return every move that this person may make now, in the order of the stages."""
    found = (move_to(actor, complaint, stage, pending) for stage in Stage)
    return [move for move in found if move is not None]


def move_to(
    actor: Actor, complaint: Complaint, to: Stage, pending: Judgement | None
) -> Move | None:
    """Return the move into that stage; None where there is none for this person."""
    start = Stage(complaint.stage)
    if to == start or to not in NEXT[start]:
        return None
    allowed = open_to(actor, complaint, pending)
    for name in _INTO.get(to, ()):
        if name == ANSWER and may_work(actor, complaint):
            return Move(to, None)
        if name in allowed and not _is_refused(name, complaint):
            return Move(to, allowed[name])
    return None


def why_not(complaint: Complaint, to: Stage, pending: Judgement | None) -> str:
    """Say in a sentence why somebody for whom move_to has no way cannot move the complaint there."""
    start = Stage(complaint.stage)
    if to not in NEXT[start] or to not in _INTO:
        needs = _(
            "From “%(start)s” a complaint cannot go to “%(end)s”. What it needs now: %(needs)s"
        )
        return needs % {"start": start.label, "end": to.label, "needs": NEEDS[start]}
    if pending is not None and to == Stage.JUDGED:
        return _("A refusal waits for its second person; somebody else must decide on it.")
    if to == Stage.HANDLING and _is_refused("handle", complaint):
        return _("It was found not upheld: the letter of refusal comes next, not handling.")
    label = next((DECISIONS[name].label for name in _INTO[to] if name in DECISIONS), to.label)
    return _(
        "“%(what)s” is not yours to do here. Ask whoever owns the complaint, or a team leader."
    ) % {"what": label}


def _is_refused(name: str, complaint: Complaint) -> bool:
    return (
        name == "handle"
        and complaint.verdict == Verdict.NOT_UPHELD
        and complaint.stage == Stage.JUDGED
    )
