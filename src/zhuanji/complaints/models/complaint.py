"""The complaint itself."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from zhuanji.complaints.assessed import Assessable, Triage
from zhuanji.complaints.handed import Handed
from zhuanji.complaints.models.choices import Channel, Grade, Verdict
from zhuanji.complaints.stages import FINISHED, OPEN, Stage
from zhuanji.kernel.ids import time_ordered_uuid


class Complaint(Assessable, Handed):
    """A dissatisfaction that somebody expressed and that we promised to answer."""

    number = models.CharField(max_length=20, unique=True)
    thread = models.UUIDField(unique=True, default=time_ordered_uuid)
    channel = models.CharField(max_length=10, choices=Channel)
    # The same submission delivered twice is one complaint: unique where given.
    source_key = models.CharField(max_length=160, null=True, unique=True)  # noqa: DJ001 - unique
    external_reference = models.CharField(max_length=100, blank=True)  # 12315, 12345, court, …
    language = models.CharField(max_length=10, default="zh-hans")

    customer = models.ForeignKey(
        "customers.Customer", on_delete=models.PROTECT, null=True, related_name="complaints"
    )
    confidential = models.BooleanField(default=False)
    # What a stranger's form said about the person, and where the letters of this complaint go when
    # that is not in the customer's file: the file itself believes nobody whom we cannot see.
    given_name = models.CharField(max_length=100, blank=True)
    given_phone = models.CharField(max_length=40, blank=True)
    given_email = models.CharField(max_length=254, blank=True)
    letters_to = models.CharField(max_length=254, blank=True)
    representative_name = models.CharField(max_length=100, blank=True)
    representative_phone = models.CharField(max_length=40, blank=True)
    representative_authority = models.CharField(max_length=200, blank=True)

    subject = models.CharField(max_length=200)
    account = models.TextField()
    demand = models.TextField(blank=True)
    occurred_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=200, blank=True)
    product = models.CharField(max_length=120, blank=True)
    model = models.CharField(max_length=80, blank=True)
    batch = models.CharField(max_length=80, blank=True)
    order_number = models.CharField(max_length=60, blank=True)
    respondent = models.CharField(max_length=200, blank=True)  # department or person complained of

    stage = models.CharField(max_length=12, choices=Stage, default=Stage.RECEIVED)
    grade = models.CharField(max_length=10, choices=Grade, default=Grade.GENERAL)
    category = models.CharField(max_length=80, blank=True)  # a key of a playbook, old ones too
    proposed_grade = models.CharField(
        max_length=10, choices=Grade, blank=True, default="", db_default=""
    )
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    owner = models.ForeignKey(
        "staff.User", on_delete=models.PROTECT, null=True, related_name="complaints"
    )
    department = models.ForeignKey(
        "staff.Department", on_delete=models.PROTECT, null=True, related_name="complaints"
    )

    restatement = models.TextField(blank=True)
    restatement_confirmed = models.BooleanField(null=True)

    how = models.TextField(blank=True)  # 怎样解决
    why = models.TextField(blank=True)  # 为什么发生
    prevention = models.TextField(blank=True)  # 怎样不再发生

    received_at = models.DateTimeField()
    registered_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)  # the nearest deadline that runs towards the customer
    # The playbook that this complaint is handled by, and what its deadlines rest for now.
    playbook = models.PositiveIntegerField(default=0, db_default=0)
    waits_for = models.CharField(max_length=40, blank=True, default="", db_default="")
    acknowledgement_due = models.BooleanField(default=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="absorbed"
    )
    stage_before_merge = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="complaint_stage_is_known", condition=Q(stage__in=sorted(Stage.values))
            ),
            models.CheckConstraint(
                name="complaint_grade_is_known", condition=Q(grade__in=sorted(Grade.values))
            ),
            models.CheckConstraint(
                name="complaint_finished_at_matches_stage",
                condition=Q(stage__in=sorted(FINISHED)) ^ Q(finished_at=None),
            ),
            models.CheckConstraint(
                name="complaint_merged_names_the_other",
                condition=Q(stage=Stage.MERGED) ^ Q(merged_into=None),
            ),
            models.CheckConstraint(
                name="complaint_is_not_merged_into_itself",
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-received_at", "-id"], name="complaint_newest"),
            models.Index(
                fields=["due_at", "id"],
                name="complaint_due",
                condition=Q(stage__in=sorted(OPEN)),
            ),
            models.Index(fields=["stage", "-received_at", "-id"], name="complaint_stage"),
            models.Index(fields=["department", "-received_at", "-id"], name="complaint_department"),
            models.Index(fields=["owner", "-received_at", "-id"], name="complaint_owner"),
            models.Index(
                fields=["owner", "due_at", "id"],
                name="complaint_owner_due",
                condition=Q(stage__in=sorted(OPEN)),
            ),
            models.Index(fields=["category", "-received_at", "-id"], name="complaint_category"),
            models.Index(fields=["grade", "-received_at", "-id"], name="complaint_grade"),
            models.Index(fields=["channel", "-received_at", "-id"], name="complaint_channel"),
            models.Index(
                fields=["id"],
                name="complaint_to_acknowledge",
                condition=Q(acknowledgement_due=True),
            ),
            models.Index(fields=["id"], name="complaint_about_people", condition=~Q(concerns=[])),
            models.Index(fields=["id"], name="complaint_to_assess", condition=Q(to_assess=True)),
            models.Index(
                fields=["triage", "-received_at", "-id"],
                name="complaint_triage",
                condition=Q(triage__in=[Triage.PROPOSED, Triage.UNSURE]),
            ),
            models.Index(
                fields=["mood", "-received_at", "-id"],
                name="complaint_mood",
                condition=~Q(mood=""),
            ),
            models.Index(
                fields=["threat", "-received_at", "-id"],
                name="complaint_threat",
                condition=~Q(threat=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} #{self.pk}"

    @property
    def about(self) -> str:
        """Its name in history."""
        return f"complaint/{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN
