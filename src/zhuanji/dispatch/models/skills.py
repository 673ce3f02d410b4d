from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Skill(models.Model):
    """How well somebody knows a category with all below it, or a skill that the playbook's routes name."""

    class Level(models.IntegerChoices):
        LEARNING = 1, _("learning")
        ABLE = 2, _("able")
        EXPERT = 3, _("expert")

    user = models.ForeignKey("staff.User", on_delete=models.CASCADE, related_name="skills")
    subject = models.CharField(max_length=80)
    level = models.PositiveSmallIntegerField(choices=Level)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "subject"], name="dispatch_skill_is_one"),
            models.CheckConstraint(
                name="dispatch_skill_level_is_known", condition=Q(level__in=[1, 2, 3])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} #{self.pk}"


class Capacity(models.Model):
    """What one person carries well, where it is not what the playbook says for everybody."""

    user = models.OneToOneField(
        "staff.User", on_delete=models.CASCADE, primary_key=True, related_name="capacity"
    )
    effort = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="dispatch_capacity_is_some", condition=Q(effort__gte=1))
        ]

    def __str__(self) -> str:
        return f"{self.effort} #{self.pk}"
