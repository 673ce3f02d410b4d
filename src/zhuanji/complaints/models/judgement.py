"""Whether a complaint is justified, and who agreed."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhuanji.complaints.models.choices import Verdict
from zhuanji.complaints.models.complaint import Complaint


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
