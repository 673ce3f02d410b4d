"""What people decided about proposals, and the models that learned from it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Confirmation(models.Model):
    """A person accepted or corrected what was proposed for one head of one complaint.

    `probability` and `abstained` are those of the proposal, as it was made; `model_version` is the
    model in use then, "" where words alone proposed, None where nobody wrote it down. `weight` says how much
    is learned from it: who changes forty complaints at once looked less closely at each. `batch`
    is the bulk change it came with, which takes it back when it is undone.
    """

    complaint = models.ForeignKey(
        "complaints.Complaint", on_delete=models.CASCADE, related_name="confirmations"
    )
    head = models.CharField(max_length=20)
    label = models.CharField(max_length=80)
    proposed = models.CharField(max_length=80, blank=True)
    probability = models.FloatField(null=True)
    abstained = models.BooleanField(default=False)
    source = models.CharField(max_length=20)
    model_version = models.CharField(max_length=40, null=True)  # noqa: DJ001 - "" is words alone
    weight = models.FloatField(default=1.0, db_default=1.0)
    batch = models.BigIntegerField(null=True)
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["head", "-id"], name="confirmation_newest"),
            models.Index(
                fields=["batch"], name="confirmation_of_bulk", condition=Q(batch__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.head} #{self.pk}"


class Learning(models.Model):
    """Where learning for one head stands, how right its answers must be, and how many are reviewed."""

    class State(models.TextChoices):
        IDLE = "idle"
        ASKED = "asked"
        RUNNING = "running"

    head = models.CharField(max_length=20, primary_key=True)
    precision = models.FloatField(default=0.95)
    sure = models.FloatField(default=0.5)  # of the playbook's words, while no model is in use
    audit_share = models.FloatField(default=0.1)  # of new complaints, drawn for review
    audit_least = models.PositiveIntegerField(default=5)  # in a week
    state = models.CharField(max_length=10, choices=State, default=State.IDLE)
    step = models.PositiveSmallIntegerField(default=0)  # of training.STEPS, while running
    learned_until = models.BigIntegerField(default=0)  # the confirmation that was newest
    touched_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=40, blank=True)  # of the last training, a word for it
    curve = models.JSONField(null=True)  # of grades: edges, spread, and of how many cases

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="learning_precision_is_a_share", condition=Q(precision__range=(0.5, 1))
            ),
            models.CheckConstraint(
                name="learning_sure_is_a_share", condition=Q(sure__range=(0, 1))
            ),
            models.CheckConstraint(
                name="learning_audit_share_is_a_share", condition=Q(audit_share__range=(0, 1))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.head}"


class ModelVersion(models.Model):
    """One trained model: never changed, only put into use or taken out of it.

    `card` says what it learned from, how it fared on the latest confirmed cases beside what was in
    use, and the words that weigh most.
    """

    head = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    blob = models.BinaryField()
    card = models.JSONField()
    in_use = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["head", "number"], name="model_version_is_numbered"),
            models.UniqueConstraint(
                fields=["head"], condition=Q(in_use=True), name="one_model_is_in_use"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.head} {self.number}"

    @property
    def about(self) -> str:
        """Its name in history."""
        return f"model/{self.head}"
