"""Having models trained, and deciding which of them proposes."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid
from zhuanji.kernel.jobs import enqueue
from zhuanji.kernel.locks import lock_until_commit
from zhuanji.staff.roles import SYSTEM
from zhuanji.triage.models import Learning, ModelVersion
from zhuanji.triage.policies import require_may_choose_models
from zhuanji.triage.queries.learning import enough_to_learn, is_due
from zhuanji.triage.queries.quality import choice_for
from zhuanji.triage.training import Trained

LEAST_PRECISION = 0.5
"""Below, proposing does more harm than good."""


@transaction.atomic
def ask_training(*, by: Actor, at: datetime, head: str) -> None:
    """Have a model trained in the background; who asks while one is being trained joins it.

    Raises Invalid where people have not decided often enough.
    """
    require_may_choose_models(by)
    if not enough_to_learn(head):
        raise Invalid(
            message=_("Learning needs two categories of thirty confirmed complaints each.")
        )
    _ask(_locked(head), at)


@transaction.atomic
def ask_training_where_due(*, at: datetime, head: str) -> bool:
    """Have a model trained if enough was decided since the last one; say whether it was asked."""
    found = _locked(head)
    if is_due(found, at=at) and enough_to_learn(head):
        found.state = Learning.State.IDLE
        _ask(found, at)
        return True
    if found.state == Learning.State.IDLE:
        Learning.objects.filter(pk=head).update(touched_at=at)
    return False


@transaction.atomic
def begin_training(*, at: datetime, head: str) -> bool:
    """Say whether there is something to do; a job that comes twice does it twice, harmlessly."""
    waiting = Learning.objects.filter(pk=head).exclude(state=Learning.State.IDLE)
    return bool(waiting.update(state=Learning.State.RUNNING, step=0, touched_at=at))


@transaction.atomic
def note_training_step(*, at: datetime, head: str, step: int) -> None:
    """Say how many steps of a training are done; nothing is decided, so no line of history."""
    running = Learning.objects.filter(pk=head, state=Learning.State.RUNNING)
    running.update(step=step, touched_at=at)


@transaction.atomic
def finish_training(
    *, at: datetime, head: str, trained: Trained | None, until: int, outcome: str = ""
) -> ModelVersion | None:
    """Keep what was trained, and put it into use if it answered the latest cases better."""
    found = _locked(head)
    if found.state == Learning.State.IDLE:  # somebody else was faster
        return None
    made = _keep(head, trained, at, until) if trained else None
    outcome = outcome or ("better" if made and made.in_use else "not_better")
    Learning.objects.filter(pk=head).update(
        state=Learning.State.IDLE, learned_until=until, touched_at=at, outcome=outcome
    )
    return made


@transaction.atomic
def use_model(*, by: Actor, at: datetime, head: str, number: int | None) -> None:
    """Let this version propose from now on; None: words and rules of the playbook alone."""
    require_may_choose_models(by)
    _locked(head)
    versions = ModelVersion.objects.filter(head=head)
    if number is not None and not versions.filter(number=number).exists():
        raise Invalid(message=_("There is no such version. Choose one of the list."))
    before = versions.filter(in_use=True)
    if before.values_list("number", flat=True).first() == number:
        return
    before.update(in_use=False)
    if number is not None:
        versions.filter(number=number).update(in_use=True)
    record(kind="model.chosen", about=f"model/{head}", by=by, at=at, number=number or 0)


@transaction.atomic
def choose_precision(*, by: Actor, at: datetime, head: str, precision: float) -> None:
    """Say how right answers must be to be proposed; what is less sure, a person decides.

    While no model is in use it says how sure the playbook's words must be: so sure that, of what
    people decided until now, the share was right. Holds for new complaints and, as the next pass
    reaches them, for open ones. Raises Invalid where words were never so right.
    """
    require_may_choose_models(by)
    if not LEAST_PRECISION <= precision <= 1:
        raise Invalid({"precision": _("Give a share from 50 to 100 %.")})
    found, choice = _locked(head), choice_for(head)
    point = choice.for_right(precision)
    if not choice.of_model and point is None:
        raise Invalid({"precision": _("Until now the words were never so often right.")})
    sure = found.sure if choice.of_model or point is None else point.sure
    if (found.precision, found.sure) == (precision, sure):
        return
    Learning.objects.filter(pk=head).update(precision=precision, sure=sure)
    record(
        kind="model.precision_chosen",
        about=f"model/{head}",
        by=by,
        at=at,
        before=found.precision,
        after=precision,
        coverage=round(point.coverage, 4) if point else 0,
    )


def _locked(head: str) -> Learning:
    """Every change of one head's learning waits for the one before it."""
    lock_until_commit(f"learning {head}")
    return Learning.objects.get_or_create(head=head)[0]


def _ask(found: Learning, at: datetime) -> None:
    if found.state != Learning.State.IDLE:
        return
    Learning.objects.filter(pk=found.pk).update(state=Learning.State.ASKED, touched_at=at)
    enqueue("triage.train_model", head=found.head)


def _keep(head: str, trained: Trained, at: datetime, until: int) -> ModelVersion:
    newest: dict[str, Any] = ModelVersion.objects.filter(head=head).aggregate(last=Max("number"))
    if trained.is_better:
        ModelVersion.objects.filter(head=head, in_use=True).update(in_use=False)
    made = new_version(head, trained, number=(newest["last"] or 0) + 1, at=at, until=until)
    made.save()
    kind, facts = line_about(made)
    record(kind=kind, about=made.about, by=SYSTEM, at=at, **facts)
    return made


def new_version(
    head: str, trained: Trained, *, number: int, at: datetime, until: int
) -> ModelVersion:
    """Return the row that keeps a model, not yet written; in use where it was better.

    `until` is the newest decision it has learned from.
    """
    return ModelVersion(
        head=head,
        number=number,
        blob=trained.blob,
        card={**trained.card, "until": until},
        in_use=trained.is_better,
        made_at=at,
    )


def line_about(made: ModelVersion) -> tuple[str, dict[str, Any]]:
    """What history is told of a version just trained: the kind of line, and its facts."""
    scores = {name: round(made.card[name]["macro_f1"], 3) for name in ("new", "old")}
    kind = "model.put_into_use" if made.in_use else "model.not_better"
    return kind, {"number": made.number, **scores}
