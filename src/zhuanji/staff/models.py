from datetime import datetime
from typing import ClassVar, Self

from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhuanji.kernel.actors import Actor
from zhuanji.staff.networks import is_within
from zhuanji.staff.roles import RIGHTS, SCOPE_RIGHTS, Role, Scope


class Department(models.Model):
    """A part of the company that answers for a kind of complaint (quality, logistics, …)."""

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=60, unique=True)
    is_active = models.BooleanField(default=True)  # a closed one is offered for nothing new

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"


class User(AbstractUser):
    """A member of staff."""

    first_name = None  # type: ignore[assignment]  # Chinese names are one field
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("name"), max_length=60)
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.AGENT)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="people"
    )
    language = models.CharField(_("language"), max_length=10, default="zh-hans")

    objects: ClassVar[UserManager[Self]] = UserManager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="staff_user_role_is_known", condition=Q(role__in=sorted(Role.values))
            ),
            models.CheckConstraint(
                name="staff_handler_has_a_department",
                condition=~Q(role=Role.HANDLER) | Q(department__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.username} #{self.pk}"

    def get_full_name(self) -> str:
        return self.name or self.username

    @property
    def actor(self) -> Actor:
        return Actor(
            key=f"user:{self.pk}",
            name=self.get_full_name(),
            rights=RIGHTS[Role(self.role)],
            user_id=self.pk,
            department_id=self.department_id,
        )


class ApiToken(models.Model):
    """A machine's key. Only the hash of the secret is kept."""

    name = models.CharField(max_length=80)
    secret_hash = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=40, choices=Scope))
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=80)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    # Where it may be used from; empty means anywhere.
    networks = ArrayField(models.CharField(max_length=50), default=list, blank=True)

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"

    def admits(self, address: str) -> bool:
        """Whether it may be used from this address."""
        return not self.networks or is_within(address, self.networks)

    def state_at(self, at: datetime) -> str:
        """Whether it opens anything: living, expired or revoked."""
        if self.revoked_at:
            return "revoked"
        return "expired" if self.expires_at and self.expires_at <= at else "living"

    @property
    def actor(self) -> Actor:
        rights = frozenset(r for s in self.scopes for r in SCOPE_RIGHTS[Scope(s)])
        return Actor(key=f"token:{self.pk}", name=self.name, rights=rights)


class Invitation(models.Model):
    """A one-time link to choose a password. Only the hash of its secret is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.expires_at} #{self.pk}"


class ListLayout(models.Model):
    """The columns one person wants to see in the list; `query` "" serves every view without its own."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="layouts")
    query = models.CharField(max_length=2000, blank=True)
    columns = ArrayField(models.CharField(max_length=30))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "query"], name="staff_layout_is_one")
        ]

    def __str__(self) -> str:
        return f"ListLayout #{self.pk}"


class SavedView(models.Model):
    """A list's filter with a name, for its owner or for everybody."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="views")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=2000, blank=True)
    shared = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "name"], name="staff_view_name_is_unique")
        ]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"
