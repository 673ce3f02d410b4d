"""What a department is asked to do for a complaint, and how it went."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhuanji.complaints.models.complaint import Complaint
from zhuanji.complaints.models.deadline import Deadline


class Task(models.Model):
    """Something one department does for a complaint by a moment; its deadline tells when.

    The complaint keeps its one owner towards the customer; a task has an owner in the department,
    or none as long as nobody took it. `reason` says why it was sent back last, or cancelled.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Not taken yet")
        TAKEN = "taken", _("In hand")
        DONE = "done", _("Handed in")
        ACCEPTED = "accepted", _("Accepted")
        CANCELLED = "cancelled", _("Cancelled")

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="tasks")
    deadline = models.OneToOneField(Deadline, on_delete=models.CASCADE, related_name="task")
    department = models.ForeignKey(
        "staff.Department", on_delete=models.PROTECT, related_name="tasks"
    )
    owner = models.ForeignKey(
        "staff.User", on_delete=models.PROTECT, null=True, related_name="tasks"
    )
    title = models.CharField(max_length=120)
    what = models.TextField(blank=True)
    criterion = models.CharField(max_length=500)
    needs_files = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    reason = models.CharField(max_length=500, blank=True)
    waits_for = models.ManyToManyField("self", symmetrical=False, related_name="awaited_by")
    asked_by = models.CharField(max_length=80)
    asked_by_name = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    # The same form sent twice asks once: unique where given.
    source_key = models.CharField(max_length=160, null=True, unique=True)  # noqa: DJ001 - unique
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="task_in_hand_has_an_owner",
                condition=~Q(state__in=["taken", "done"]) | Q(owner__isnull=False),
            ),
            models.CheckConstraint(
                name="task_is_settled_at_a_moment",
                condition=Q(state__in=["accepted", "cancelled"]) ^ Q(settled_at=None),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["department"],
                name="task_of_department",
                condition=Q(state__in=["open", "taken", "done"]),
            ),
            models.Index(
                fields=["owner"],
                name="task_of_person",
                condition=Q(state__in=["open", "taken", "done"]),
            ),
            models.Index(fields=["asked_by", "-id"], name="task_asked_by"),
        ]

    def __str__(self) -> str:
        return f"Task #{self.pk}"

    @property
    def about(self) -> str:
        return f"task/{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state not in (self.State.ACCEPTED, self.State.CANCELLED)


class TaskResource(models.Model):
    """What a task takes: people, parts, money in fen, a supplier."""

    class Kind(models.TextChoices):
        PERSON = "person", _("People")
        PART = "part", _("Parts")
        MONEY = "money", _("Money")
        SUPPLIER = "supplier", _("Supplier")

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="resources")
    kind = models.CharField(max_length=10, choices=Kind)
    words = models.CharField(max_length=200, blank=True)
    quantity = models.PositiveIntegerField(null=True)
    amount = models.BigIntegerField(null=True)  # fen

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="resource_of_money_has_an_amount",
                condition=~Q(kind="money") | Q(amount__gt=0),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"


class Proof(models.Model):
    """A task handed in: what shows that it is done, and what a second person said to it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits to be looked at")
        ACCEPTED = "accepted", _("Accepted")
        RETURNED = "returned", _("Sent back")

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="proofs")
    words = models.TextField()
    attachments = models.ManyToManyField("attachments.Attachment", related_name="proofs")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()
    review = models.CharField(max_length=500, blank=True)
    reviewed_by = models.CharField(max_length=80, blank=True)
    reviewed_by_name = models.CharField(max_length=80, blank=True)
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(state="waiting"), name="proof_waits_alone"
            ),
            models.CheckConstraint(
                name="proof_is_reviewed_by_another",
                condition=Q(state="waiting") | ~Q(reviewed_by=F("by")),
            ),
        ]

    def __str__(self) -> str:
        return f"Proof #{self.pk}"


class TaskMove(models.Model):
    """A task was put off (or brought forward): from when to when, and why."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="moves")
    before = models.DateTimeField()
    after = models.DateTimeField()
    reason = models.CharField(max_length=500)
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Move #{self.pk}"
