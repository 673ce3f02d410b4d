"""The words a complaint's columns choose from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
