"""Who was called upon because something was late, or soon would be, and whose delay it was."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhuanji.complaints.models.complaint import Complaint
from zhuanji.complaints.models.deadline import Deadline


class Escalation(models.Model):
    """A complaint was put before somebody more senior, who must say that they took note."""

    class Cause(models.TextChoices):
        LADDER = "ladder", _("A deadline")
        GRADE = "grade", _("The grade")
        RULE = "rule", _("A rule of the playbook")
        PERSON = "person", _("A colleague")

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="escalations")
    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, null=True, related_name="+")
    cause = models.CharField(max_length=10, choices=Cause)
    rung = models.CharField(max_length=40, blank=True)
    to = models.CharField(max_length=40)  # a role, "department", or "person:<id>"
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    acknowledge_by = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(
        "staff.User", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="escalation_is_acknowledged_by_somebody",
                condition=Q(acknowledged_at=None) ^ Q(acknowledged_by__isnull=False),
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["to", "at"], name="escalation_waiting", condition=Q(acknowledged_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.to} #{self.pk}"


class Delay(models.Model):
    """A deadline passed unmet: who had it in hand then, and what they say it was."""

    class Cause(models.TextChoices):
        WORKLOAD = "workload", _("Too much work at once")
        DEPARTMENT = "department", _("Waited for another department")
        SUPPLIER = "supplier", _("Waited for a supplier or carrier")
        CUSTOMER = "customer", _("Waited for the customer")
        APPROVAL = "approval", _("Waited for an approval")
        MISROUTED = "misrouted", _("Went to the wrong place")
        FORGOTTEN = "forgotten", _("Overlooked")
        HARD = "hard", _("Harder than expected")
        SYSTEM = "system", _("A system did not work")
        OTHER = "other", _("Something else")

    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="delays")
    due_at = models.DateTimeField()  # of the deadline at that time: begun again, it may pass again
    owner = models.ForeignKey("staff.User", on_delete=models.PROTECT, null=True, related_name="+")
    department = models.ForeignKey(
        "staff.Department", on_delete=models.PROTECT, null=True, related_name="+"
    )
    stage = models.CharField(max_length=12)
    cause = models.CharField(max_length=20, choices=Cause, blank=True)
    words = models.CharField(max_length=500, blank=True)
    explained_by = models.CharField(max_length=80, blank=True)
    explained_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["deadline", "due_at"], name="delay_is_one")
        ]
        indexes: ClassVar = [
            models.Index(fields=["-due_at", "-id"], name="delay_newest"),
            models.Index(fields=["owner", "-due_at"], name="delay_owner"),
            models.Index(fields=["department", "-due_at"], name="delay_department"),
        ]

    def __str__(self) -> str:
        return f"{self.cause} #{self.pk}"
