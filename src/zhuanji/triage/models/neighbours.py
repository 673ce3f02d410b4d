"""What complaints are found by, and which were found to belong together."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class TermStatistics(models.Model):
    """In how many complaints each term stands, from a sample. The newest counts."""

    counts = models.BinaryField()
    sampled = models.IntegerField()
    complaints = models.BigIntegerField()  # signed when it was made: due again when they doubled
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.sampled} #{self.pk}"


class Signature(models.Model):
    """The heaviest terms of one complaint, as numbers; never its words."""

    complaint = models.OneToOneField(
        "complaints.Complaint", on_delete=models.CASCADE, primary_key=True, related_name="signature"
    )
    # The first terms of `weights`, then its order number, then the blocks of ids it is in.
    keys = ArrayField(models.IntegerField())
    weights = models.BinaryField()  # one byte for each term, the heaviest first
    more = models.BinaryField(
        default=b""
    )  # the terms after the first: four bytes each, not found by
    sampled = models.IntegerField()  # by which statistics it was weighed

    class Meta:
        indexes: ClassVar = [
            # Written through at once: a list of pending rows would be read by every search.
            GinIndex(fields=["keys"], name="signature_keys", fastupdate=False),
            models.Index(fields=["sampled"], name="signature_sampled"),
        ]

    def __str__(self) -> str:
        return f"Signature #{self.pk}"


class Neighbour(models.Model):
    """Two complaints that may be one matter: found on arrival, until a person says otherwise."""

    class Kind(models.TextChoices):
        DUPLICATE = "duplicate", _("The same matter told twice")
        REPEAT = "repeat", _("Came back after it was finished")
        ALIKE = "alike", _("The same words from somebody else")

    complaint = models.ForeignKey(
        "complaints.Complaint", on_delete=models.CASCADE, related_name="neighbours"
    )  # the newer one
    other = models.ForeignKey("complaints.Complaint", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    likeness = models.FloatField()
    reasons = ArrayField(models.CharField(max_length=20))
    found_at = models.DateTimeField()
    refused_by = models.CharField(max_length=80, blank=True)  # who said that these are two matters
    refused_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["complaint", "other"], name="neighbour_is_one"),
            models.CheckConstraint(name="neighbour_is_another", condition=~Q(complaint=F("other"))),
            models.CheckConstraint(
                name="neighbour_refusal_names_its_time",
                condition=Q(refused_by="") ^ Q(refused_at__isnull=False),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["other"], name="neighbour_other")]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"
