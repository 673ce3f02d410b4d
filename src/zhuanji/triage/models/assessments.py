"""What was found out about a complaint's words, and what is proposed because of it."""

from django.db import models


class Assessment(models.Model):
    """The current assessment of a complaint: one, by its key; a newer one takes its place.

    What was proposed before stands in history. Places are kept, never words: whoever may not see
    personal data sees the places in the masked text.
    """

    complaint = models.OneToOneField(
        "complaints.Complaint",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="assessment",
    )
    text_hash = models.CharField(max_length=32)  # of the words that were assessed
    reading = models.JSONField()  # language/reading: kinds, places, demands, threats, intensity
    proposals = models.JSONField()  # by head: label, probability, abstained, two best, places
    parts = models.JSONField()  # of the score
    rules = models.JSONField(default=list)  # of the playbook that were met: key and places
    triggers = models.JSONField()  # legal risk
    known = models.JSONField()  # about the customer and the case, for the impact
    made_at = models.DateTimeField()
    playbook_version = models.CharField(max_length=40, blank=True)
    model_version = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return f"Assessment #{self.pk}"
