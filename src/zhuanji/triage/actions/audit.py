"""The random sample: drawing new complaints for review, reviewing them, saying how many."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from zhuanji.complaints.actions import arrange_complaint
from zhuanji.complaints.actions.moving import lock
from zhuanji.complaints.models import Complaint
from zhuanji.complaints.policies import may_work, require_may_read
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid, Stale
from zhuanji.kernel.locks import lock_until_commit
from zhuanji.playbooks.queries import playbook_in_use
from zhuanji.triage.actions.confirming import record_confirmation
from zhuanji.triage.auditing import enough_for_least, lot_of, share_to_draw
from zhuanji.triage.models import Assessment, AuditCase, Learning
from zhuanji.triage.policies import require_may_choose_models, require_may_see_quality

HEAD = "category"
NEW = timedelta(days=14)
"""What was received longer ago (an import of old files) is not drawn."""
LATELY = timedelta(days=28)
_MOST_LEAST = 1000


def draw_for_audit(assessed: Sequence[tuple[Complaint, Assessment]], *, at: datetime) -> None:
    """Draw from complaints assessed for the first time. Part of a larger action."""
    new = [(c, row) for c, row in assessed if c.is_open and c.received_at >= at - NEW]
    if not new:
        return
    share = _share(at)
    AuditCase.objects.bulk_create(
        [case_of(c, row, at) for c, row in new if lot_of(c.number, HEAD) < share],
        ignore_conflicts=True,
    )


@transaction.atomic
def review_case(*, by: Actor, at: datetime, case: AuditCase, label: str) -> None:
    """Say what a drawn complaint is about: it measures quality, and is learned from.

    The category is put into the complaint where it is open, says otherwise and the reviewer may
    work on it. Raises Stale when somebody reviewed it before.
    """
    require_may_see_quality(by)
    complaint = lock(case.complaint)
    require_may_read(by, complaint)
    if label not in playbook_in_use().offered_keys:
        raise Invalid({"label": _("Choose a category of the list.")})
    waiting = AuditCase.objects.filter(pk=case.pk, at=None)
    if not waiting.update(label=label, by=by.key, by_name=by.name, at=at):
        raise Stale(_("A colleague reviewed this one in the meantime."))
    record_confirmation(
        by=by,
        at=at,
        complaint=complaint,
        head=case.head,
        label=label,
        proposed=case.proposed,
        source="audit",
    )
    if complaint.is_open and complaint.category != label and may_work(by, complaint):
        arrange_complaint(by=by, at=at, complaint=complaint, field=case.head, value=label)
    else:
        record(
            kind="complaint.proposal_confirmed",
            about=complaint.about,
            by=by,
            at=at,
            field=case.head,
            after=label,
        )


@transaction.atomic
def choose_sample(*, by: Actor, at: datetime, head: str, share: float, least: int) -> None:
    """Say which share of new complaints is drawn, and how many a week at least."""
    require_may_choose_models(by)
    problems = {}
    if not 0 <= share <= 1:
        problems["share"] = _("Give a share from 0 to 100 %.")
    if not 0 <= least <= _MOST_LEAST:
        problems["least"] = _("Give a number from 0 to 1000.")
    if problems:
        raise Invalid(problems)
    lock_until_commit(f"learning {head}")
    found, _new = Learning.objects.get_or_create(head=head)
    if (found.audit_share, found.audit_least) == (share, least):
        return
    Learning.objects.filter(pk=head).update(audit_share=share, audit_least=least)
    record(
        kind="model.sample_chosen",
        about=f"model/{head}",
        by=by,
        at=at,
        before=_told(found.audit_share, found.audit_least),
        after=_told(share, least),
    )


def _told(share: float, least: int) -> str:
    return f"{share * 100:g} %, {least}"


def _share(at: datetime) -> float:
    learning = Learning.objects.filter(pk=HEAD).first() or Learning(head=HEAD)
    share, least = learning.audit_share, learning.audit_least
    rows = Complaint.objects.filter(received_at__gte=at - LATELY)
    lately = rows[: enough_for_least(share, least)].count()
    return share_to_draw(share, least, lately=lately)


def case_of(complaint: Complaint, made: Assessment, at: datetime) -> AuditCase:
    """Return the row of one that is drawn, not yet written."""
    proposal = made.proposals[HEAD]
    second = next((label for label, _p in proposal["ranked"] if label != proposal["label"]), "")
    return AuditCase(
        complaint=complaint,
        head=HEAD,
        drawn_at=at,
        proposed=proposal["label"],
        second=second,
        probability=proposal["probability"] if proposal["label"] else None,
        abstained=proposal["abstained"],
        source=proposal["source"],
        model_version=made.model_version,
    )
