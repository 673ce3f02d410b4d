"""Tables of the spine. See docs/glossary.md for the words."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhuanji.complaints.assessed import Assessable, Triage
from zhuanji.complaints.stages import FINISHED, OPEN, Stage
from zhuanji.kernel.ids import time_ordered_uuid


class Channel(models.TextChoices):
    WEB = "web", _("Web form")
    API = "api", _("API")
    PHONE = "phone", _("Phone")
    EMAIL = "email", _("E-mail")
    CHAT = "chat", _("Live chat")
    VISIT = "visit", _("Face to face")
    LETTER = "letter", _("Letter")
    SOCIAL = "social", _("Social media")
    AUTHORITY = "authority", _("Authority or hotline")
    IMPORT = "import", _("Spreadsheet")


class Grade(models.TextChoices):
    GENERAL = "general", _("General")
    COMPLEX = "complex", _("Complex")
    MAJOR = "major", _("Major")
    EMERGENCY = "emergency", _("Emergency")


class Verdict(models.TextChoices):
    UPHELD = "upheld", _("Upheld")
    PARTLY = "partly", _("Partly upheld")
    NOT_UPHELD = "not_upheld", _("Not upheld")


class DataWish(models.TextChoices):
    CORRECTION = "correction", _("Correct something")
    DELETION = "deletion", _("Delete my data")


class Complaint(Assessable):
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
    due_at = models.DateTimeField(null=True)  # the nearest deadline not yet met
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


class Deadline(models.Model):
    """By when something must have happened. A row, never a scheduled job."""

    class Kind(models.TextChoices):
        ACKNOWLEDGEMENT = "acknowledgement", _("Acknowledge")
        FIRST_ANSWER = "first_answer", _("First answer")
        RESOLUTION = "resolution", _("Resolve")

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="deadlines")
    kind = models.CharField(max_length=20, choices=Kind)
    starts_at = models.DateTimeField()
    due_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["complaint", "kind"], name="deadline_is_one_of_its_kind"
            ),
            models.CheckConstraint(
                name="deadline_lies_after_its_start", condition=Q(due_at__gte=F("starts_at"))
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="deadline_waiting", condition=Q(met_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"


class Judgement(models.Model):
    """Whether the complaint is justified. A refusal counts only when a second person agrees."""

    class Reason(models.TextChoices):
        FACTS_CONFIRMED = "facts_confirmed", _("The facts are as described")
        PART_CONFIRMED = "part_confirmed", _("Part of the facts is confirmed")
        WITHIN_RULES = "within_rules", _("Everything was done as agreed and announced")
        MISUNDERSTANDING = "misunderstanding", _("A misunderstanding that can be explained")
        NO_EVIDENCE = "no_evidence", _("The facts could not be confirmed")
        THIRD_PARTY = "third_party", _("Caused by somebody outside the company")
        NATURAL_CAUSE = "natural_cause", _("Caused by weather or another natural event")
        ALREADY_SETTLED = "already_settled", _("The same matter was settled before")
        OUT_OF_TIME = "out_of_time", _("Raised after the period the law allows")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Waiting for the second person")
        CONFIRMED = "confirmed", _("In force")
        RETURNED = "returned", _("Returned by the second person")

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="judgements")
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = models.CharField(max_length=20, choices=Reason)
    explanation = models.TextField()
    state = models.CharField(max_length=10, choices=State)
    proposed_by = models.CharField(max_length=80)
    proposed_at = models.DateTimeField()
    reviewed_by = models.CharField(max_length=80, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    review = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="judgement_refusal_has_a_second_person",
                condition=~Q(verdict="not_upheld")
                | ~Q(state="confirmed")
                | (~Q(reviewed_by="") & ~Q(reviewed_by=F("proposed_by"))),
            ),
            models.UniqueConstraint(
                fields=["complaint"],
                condition=Q(state="proposed"),
                name="judgement_waits_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} #{self.pk}"


class Correction(models.Model):
    """What one field said before and after somebody corrected it.

    Kept beside history, which only names it: history can never forget, and this may be personal.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=30)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.field} #{self.pk}"


class Note(models.Model):
    """Something colleagues tell each other about a complaint; the customer never sees it."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="notes")
    body = models.TextField()
    author = models.CharField(max_length=80)
    author_name = models.CharField(max_length=80)
    at = models.DateTimeField()
    mentions = models.ManyToManyField("staff.User", through="Mention", related_name="+")

    def __str__(self) -> str:
        return f"Note #{self.pk}"


class Mention(models.Model):
    """A colleague was named in a note and should look."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE)
    user = models.ForeignKey("staff.User", on_delete=models.CASCADE, related_name="mentions")
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["note", "user"], name="mention_is_one")
        ]
        indexes: ClassVar = [
            models.Index(fields=["user"], name="mention_unseen", condition=Q(seen_at=None))
        ]

    def __str__(self) -> str:
        return f"Mention #{self.pk}"


class Evidence(models.Model):
    """A file that belongs to a complaint as such (not to one message)."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="evidence")
    attachment = models.ForeignKey("attachments.Attachment", on_delete=models.PROTECT)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=80)
    from_customer = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["complaint", "attachment"], name="evidence_is_one")
        ]

    def __str__(self) -> str:
        return f"Evidence #{self.pk}"


class Link(models.Model):
    """Two complaints that belong together."""

    class Kind(models.TextChoices):
        RELATED = "related", _("Related")
        DUPLICATE = "duplicate", _("Same matter")
        SPLIT = "split", _("Split off")

    one = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "other"], name="link_is_one"),
            models.CheckConstraint(name="link_has_one_order", condition=Q(one__lt=F("other"))),
        ]
        indexes: ClassVar = [models.Index(fields=["other"], name="link_other")]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"


class SearchEntry(models.Model):
    """All the words of one complaint, folded, and the n-grams that find them (language/ngrams)."""

    complaint = models.OneToOneField(
        Complaint, on_delete=models.CASCADE, primary_key=True, related_name="search"
    )
    text = models.TextField()
    tokens = SearchVectorField()

    class Meta:
        indexes: ClassVar = [GinIndex(fields=["tokens"], name="search_tokens")]

    def __str__(self) -> str:
        return f"SearchEntry #{self.pk}"


class BulkChange(models.Model):
    """One change made to many complaints at once, and what it takes to undo it."""

    field = models.CharField(max_length=20)
    value = models.CharField(max_length=80, blank=True)
    before = models.JSONField()  # complaint id -> value before
    by = models.ForeignKey("staff.User", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.field} #{self.pk}"
