"""What triage found about a complaint, as lists filter by it. Triage itself keeps the reasons."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Triage(models.TextChoices):
    """How far the proposals about a complaint have come."""

    UNSURE = "unsure", _("A person must decide")
    PROPOSED = "proposed", _("Proposals to accept")
    SETTLED = "settled", _("Settled")


class Mood(models.TextChoices):
    ANGER = "anger", _("Angry")
    DISAPPOINTMENT = "disappointment", _("Disappointed")
    ANXIETY = "anxiety", _("Anxious")
    SADNESS = "sadness", _("Sad")
    SARCASM = "sarcasm", _("Sarcastic")


class Threat(models.TextChoices):
    MEDIA = "media", _("Media or exposure")
    REGULATOR = "regulator", _("Supervising authority")
    HOTLINE = "hotline", _("Hotline (12315, 12345 …)")
    COURT = "court", _("Court or lawyer")
    SAFETY = "safety", _("Threat to people")
    SELF_HARM = "self_harm", _("Self-harm")


class Assessable(models.Model):
    """The columns of a complaint that triage keeps; `to_assess` says its text is newer than they."""

    to_assess = models.BooleanField(default=True, db_default=True)
    triage = models.CharField(max_length=10, choices=Triage, blank=True, default="", db_default="")
    mood = models.CharField(max_length=20, choices=Mood, blank=True, default="", db_default="")
    threat = models.CharField(max_length=20, choices=Threat, blank=True, default="", db_default="")

    class Meta:
        abstract = True
