"""Tasks as one reader may see them: people in their words masked, unless the token reads them."""

from collections.abc import Sequence

from django.db.models import Prefetch, prefetch_related_objects

from zhuanji.api import schemas, showing
from zhuanji.complaints.models import Proof, Task, TaskMove
from zhuanji.complaints.policies import sees_personal
from zhuanji.complaints.veil import Veil, person_veil
from zhuanji.kernel.actors import Actor

_PLAIN = ("needs_files", "state", "asked_at", "settled_at")
_WORDS = ("title", "what", "criterion", "reason")


def tasks(rows: Sequence[Task], actor: Actor) -> list[schemas.TaskShown]:
    """A constant number of questions for any number of tasks."""
    found = list(rows)
    proofs = Prefetch("proofs", Proof.objects.prefetch_related("attachments").order_by("pk"))
    moves = Prefetch("moves", TaskMove.objects.order_by("pk"))
    prefetch_related_objects(found, proofs, moves, "resources", "waits_for")
    return [_task(one, actor) for one in found]


def _task(row: Task, actor: Actor) -> schemas.TaskShown:
    veil = person_veil(row.complaint, clear=sees_personal(actor, row.complaint))
    return schemas.TaskShown.model_validate(
        {
            **{name: getattr(row, name) for name in _PLAIN},
            **{name: veil(getattr(row, name)) for name in _WORDS},
            "id": row.pk,
            "complaint": row.complaint.number,
            "department": showing.place(row.department),
            "owner": showing.person(row.owner),
            "asked_by": row.asked_by_name,
            "due_at": row.deadline.due_at,
            "resources": [
                {
                    "kind": one.kind,
                    "words": veil(one.words),
                    "quantity": one.quantity,
                    "amount": one.amount,
                }
                for one in row.resources.all()
            ],
            "waits_for": sorted(one.pk for one in row.waits_for.all()),
            "proofs": [_proof(one, veil) for one in row.proofs.all()],
            "moves": [
                {
                    "before": one.before,
                    "after": one.after,
                    "reason": veil(one.reason),
                    "at": one.at,
                }
                for one in row.moves.all()
            ],
        }
    )


def _proof(proof: Proof, veil: Veil) -> dict[str, object]:
    return {
        "state": proof.state,
        "words": veil(proof.words),
        "by": proof.by_name,
        "at": proof.at,
        "review": veil(proof.review),
        "reviewed_at": proof.reviewed_at,
        "evidence": [str(file.key) for file in proof.attachments.all()],
    }
