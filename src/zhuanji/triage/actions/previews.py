"""Trying a playbook on the last complaints before it is put into use, a batch at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from zhuanji.complaints.models import Complaint
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Stale
from zhuanji.playbooks.body import PlaybookBody
from zhuanji.playbooks.playbook import Playbook
from zhuanji.playbooks.policies import require_may_write_playbook
from zhuanji.playbooks.queries import get_version, newest_version
from zhuanji.triage.deciding.assessing import text_of
from zhuanji.triage.inputs import tools_in_use
from zhuanji.triage.models import PlaybookPreview

LAST = 1000
BATCH = 200
_EXAMPLES = 5  # of each change
_KEPT = 10


@transaction.atomic
def ask_preview(*, by: Actor, at: datetime, body: PlaybookBody) -> PlaybookPreview:
    """Have a playbook tried on the last complaints beside the one in use; only counts are kept.

    Nothing is decided and no complaint changes, so no line of history is written.
    """
    require_may_write_playbook(by)
    newest = Complaint.objects.order_by("-pk").values_list("pk", flat=True)[:LAST]
    _forget_old()
    preview = PlaybookPreview.objects.create(
        body=body.model_dump(mode="json"),
        version=newest_version(),
        asked_by=by.key,
        asked_by_name=by.name,
        asked_at=at,
        rows=len(newest),
        place=newest[0] + 1 if newest else None,
        finished_at=None if newest else at,
    )
    return preview  # noqa: RET504 - named for the reader


@transaction.atomic
def stop_preview(*, by: Actor, at: datetime, preview: PlaybookPreview) -> None:  # noqa: ARG001
    """Stop where it stands; resume_preview goes on there."""
    require_may_write_playbook(by)
    _change(preview, stopped=False, to=True)


@transaction.atomic
def resume_preview(*, by: Actor, at: datetime, preview: PlaybookPreview) -> None:  # noqa: ARG001
    require_may_write_playbook(by)
    _change(preview, stopped=True, to=False)


@transaction.atomic
def continue_preview(*, at: datetime, most: int = BATCH) -> int:
    """Try the next complaints of the oldest preview at work; return how many that were."""
    waiting = PlaybookPreview.objects.filter(finished_at=None, stopped=False).order_by("pk")
    preview = waiting.select_for_update(skip_locked=True).first()
    if preview is None:
        return 0
    left = min(most, preview.rows - preview.position)
    rows = list(Complaint.objects.filter(pk__lt=preview.place).order_by("-pk")[:left])
    _count(preview, rows, get_version(preview.version), _tried(preview))
    preview.position += len(rows)
    preview.place = rows[-1].pk if rows else preview.place
    if len(rows) < left or preview.position == preview.rows:
        preview.finished_at = at
    preview.save()
    return max(len(rows), 1)


def proposed_with(playbook: Playbook, rows: Sequence[Complaint]) -> list[str]:
    """What would be proposed about complaints with this playbook and the model in use, "" nothing."""
    texts = [text_of(one.subject, one.account, one.demand) for one in rows]
    proposals = replace(tools_in_use(), playbook=playbook).categories_of(texts)
    return ["" if one.abstained else one.label for one in proposals]


def rules_met(playbook: Playbook, complaint: Complaint) -> frozenset[str]:
    met = playbook.forced(complaint.account, subject=complaint.subject)
    return frozenset(one.key for one in met)


def _tried(preview: PlaybookPreview) -> Playbook:
    return Playbook(preview.version + 1, PlaybookBody.model_validate(preview.body))


def _count(
    preview: PlaybookPreview, rows: Sequence[Complaint], before: Playbook, after: Playbook
) -> None:
    proposed = proposed_with(before, rows), proposed_with(after, rows)
    for complaint, was, will in zip(rows, *proposed, strict=True):
        if was != will:
            _note(preview, preview.moved, f"{was} {will}", complaint.pk)
        old, new = rules_met(before, complaint), rules_met(after, complaint)
        for key, sign in _signed(old - new, "-", new - old, "+"):
            _note(preview, preview.met, f"{sign}{key}", complaint.pk)


def _signed(
    gone: Iterable[str], minus: str, come: Iterable[str], plus: str
) -> list[tuple[str, str]]:
    return [*((key, minus) for key in sorted(gone)), *((key, plus) for key in sorted(come))]


def _note(preview: PlaybookPreview, counts: dict[str, int], name: str, pk: int) -> None:
    counts[name] = counts.get(name, 0) + 1
    examples = preview.examples.setdefault(name, [])
    if len(examples) < _EXAMPLES:
        examples.append(pk)


def _change(preview: PlaybookPreview, *, stopped: bool, to: bool) -> None:
    unfinished = PlaybookPreview.objects.filter(pk=preview.pk, finished_at=None, stopped=stopped)
    if not unfinished.update(stopped=to):
        raise Stale


def _forget_old() -> None:
    kept = PlaybookPreview.objects.order_by("-pk").values_list("pk", flat=True)[:_KEPT]
    PlaybookPreview.objects.exclude(pk__in=list(kept)).delete()
