"""By when something must have happened, and what the clock did about it."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhuanji.complaints.models.complaint import Complaint


class Deadline(models.Model):
    """By when something must have happened. A row, never a scheduled job.

    `next_at` is when the clock looks at it again: at the next step of its ladder (before it is due,
    at the moment itself, and after), nothing while it rests. `step` counts the steps taken.
    """

    class Kind(models.TextChoices):
        ACKNOWLEDGEMENT = "acknowledgement", _("Acknowledge")
        FIRST_ANSWER = "first_answer", _("First answer")
        RESOLUTION = "resolution", _("Resolve")
        ESCALATION = "escalation", _("Escalate")
        HEARTBEAT = "heartbeat", _("Keep the customer informed")
        STAGE = "stage", _("Finish this stage")
        TASK = "task", _("Task of a department")
        PROMISE = "promise", _("Promise to the customer")
        STATUTE = "statute", _("Legal deadline")

    class State(models.TextChoices):
        RUNNING = "running", _("Running")
        PAUSED = "paused", _("Paused")
        MET = "met", _("Met")
        LAPSED = "lapsed", _("No longer owed")

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="deadlines")
    kind = models.CharField(max_length=20, choices=Kind)
    # Which of its kind: a stage, a task, a promise, an article of the law.
    key = models.CharField(max_length=60, blank=True, default="", db_default="")
    # How long, as its source writes it ("2wd"); blank where somebody named the moment.
    term = models.CharField(max_length=20, blank=True, default="", db_default="")
    source = models.CharField(max_length=80, blank=True, default="", db_default="")
    state = models.CharField(
        max_length=10, choices=State, default=State.RUNNING, db_default="running"
    )
    starts_at = models.DateTimeField()
    due_at = models.DateTimeField()
    # False while the official notice of a year that it reaches into is not out.
    confirmed = models.BooleanField(default=True, db_default=True)
    # How much of the time since the start it rested, measured as its term is (working time or not).
    rested = models.DurationField(default=timedelta, db_default=timedelta())
    paused_at = models.DateTimeField(null=True)
    met_at = models.DateTimeField(null=True)
    lapsed_at = models.DateTimeField(null=True)
    breached_at = models.DateTimeField(null=True)
    step = models.PositiveSmallIntegerField(default=0, db_default=0)
    next_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["complaint", "kind", "key"], name="deadline_is_one_of_its_kind"
            ),
            models.CheckConstraint(
                name="deadline_lies_after_its_start", condition=Q(due_at__gte=F("starts_at"))
            ),
            models.CheckConstraint(
                name="deadline_is_met_at_a_moment",
                condition=Q(state="met") ^ Q(met_at=None),
            ),
            models.CheckConstraint(
                name="deadline_lapsed_at_a_moment",
                condition=Q(state="lapsed") ^ Q(lapsed_at=None),
            ),
            models.CheckConstraint(
                name="deadline_rests_since_a_moment",
                condition=Q(state="paused") ^ Q(paused_at=None),
            ),
            models.CheckConstraint(
                name="deadline_ticks_only_while_running",
                condition=Q(state="running") | Q(next_at=None),
            ),
        ]
        indexes: ClassVar = [
            # What the clock asks every half second; a year of deadlines to come costs it nothing.
            models.Index(
                fields=["next_at", "id"], name="deadline_next", condition=Q(next_at__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    @property
    def is_owed(self) -> bool:
        return self.state in (self.State.RUNNING, self.State.PAUSED)


class Firing(models.Model):
    """One step that the clock took: the row that makes it happen once and no more.

    The lag is `fired_at` less `planned_at`; both are read from the database's clock.
    """

    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="firings")
    due_at = models.DateTimeField()  # of the deadline at that time: moved, it may fire again
    rung = models.CharField(max_length=40)
    planned_at = models.DateTimeField()
    fired_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["deadline", "due_at", "rung"], name="firing_is_once")
        ]
        indexes: ClassVar = [models.Index(fields=["-fired_at"], name="firing_latest")]

    def __str__(self) -> str:
        return f"{self.rung} #{self.pk}"
