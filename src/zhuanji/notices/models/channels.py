"""Where somebody is told who is not at the desk."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from zhuanji.notices.told import Level
from zhuanji.notices.ways import ROBOTS, Way
from zhuanji.staff.models import Department, User
from zhuanji.staff.roles import Role


class Channel(models.Model):
    """One way to one person, or to the group of a department or a role, and what goes there.

    What opens a robot is sealed (notices/sealing.py): what stands here does not reveal it.
    """

    way = models.CharField(max_length=10, choices=Way)
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="channels")
    department = models.ForeignKey(
        Department, on_delete=models.CASCADE, null=True, related_name="channels"
    )
    role = models.CharField(max_length=20, choices=Role, blank=True)
    name = models.CharField(max_length=60, blank=True)
    levels = ArrayField(models.CharField(max_length=5, choices=Level), default=list)
    sealed = models.BinaryField(null=True)
    hint = models.CharField(max_length=10, blank=True)  # the last signs of a robot's token
    active = models.BooleanField(default=True)
    trouble = models.CharField(max_length=20, blank=True)  # why the last message did not arrive
    troubled_since = models.DateTimeField(null=True)
    rests_until = models.DateTimeField(null=True)  # one message at a time, and not too many
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "way"], name="channel_is_one_per_person_and_way"
            ),
            models.CheckConstraint(
                name="channel_has_one_owner",
                condition=Q(user__isnull=False, department=None, role="")
                | Q(user=None, department__isnull=False, role="")
                | (Q(user=None, department=None) & ~Q(role="")),
            ),
            models.CheckConstraint(
                name="channel_of_a_robot_is_sealed",
                condition=~Q(way__in=sorted(ROBOTS)) | Q(sealed__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.way} #{self.pk}"

    @property
    def about(self) -> str:
        """Its name in history."""
        return f"channel/{self.pk}"

    @property
    def is_personal(self) -> bool:
        return self.user_id is not None


class Wishes(models.Model):
    """When one person wants to be left in peace, and whether the morning's figures are sent."""

    user = models.OneToOneField(
        User, on_delete=models.CASCADE, primary_key=True, related_name="wishes"
    )
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)
    digest = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="wishes_quiet_hours_begin_and_end",
                condition=Q(quiet_from=None, quiet_until=None)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"Wishes #{self.pk}"
