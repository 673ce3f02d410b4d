"""Doing the work of a training: the job calls this, and may call it twice."""

from django.utils import timezone

from zhuanji.triage import actions
from zhuanji.triage.models import ModelVersion
from zhuanji.triage.queries.learning import CATEGORIES, known_to, learnable, lessons_of
from zhuanji.triage.training import train


def train_model(head: str) -> None:
    """Train from what people decided, compare, and keep it; nothing is held while it learns."""
    if not actions.begin_training(at=timezone.now(), head=head):
        return
    lessons = lessons_of(head)
    until = max((lesson.key for lesson in lessons), default=0)
    chosen = learnable(lessons)
    if len({lesson.label for lesson in chosen}) < CATEGORIES:
        actions.finish_training(
            at=timezone.now(), head=head, trained=None, until=until, outcome="too_few"
        )
        return
    old = ModelVersion.objects.filter(head=head, in_use=True).first()
    trained = train(
        [lesson.text for lesson in chosen],
        [lesson.label for lesson in chosen],
        [lesson.proposed for lesson in chosen],
        challenged=bytes(old.blob) if old else None,
        knew=known_to(old, chosen) if old else (),
        weights=[lesson.weight for lesson in chosen],
        told=lambda step: actions.note_training_step(at=timezone.now(), head=head, step=step),
    )
    actions.finish_training(at=timezone.now(), head=head, trained=trained, until=until)
