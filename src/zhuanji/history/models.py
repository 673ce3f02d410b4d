from typing import ClassVar

from django.db import models
from django.db.models import Func, Q

REVEALS = frozenset({"complaint.person_revealed", "customer.revealed"})
EXPORTS = frozenset({"export.made", "audit.exported"})
WATCHED = REVEALS | EXPORTS


class CurrentTransaction(Func):
    """The writing transaction's number: entries are read in commit order by it."""

    template = "(pg_current_xact_id()::text::bigint)"
    arity = 0
    output_field = models.BigIntegerField()


class Head(models.Model):
    """The last link of one chain. Locking it serialises the chain; it betrays a cut tail."""

    about = models.CharField(primary_key=True, max_length=60)
    sequence = models.IntegerField()
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.about} #{self.pk}"


class Entry(models.Model):
    """One thing that happened. Written once, never changed (a trigger refuses).

    No foreign keys, so that history never stops anything from being deleted; no personal
    data either: `details` hold ids, choices and numbers, never names, contacts or accounts.
    """

    about = models.CharField(max_length=60)
    sequence = models.IntegerField()
    kind = models.CharField(max_length=60)
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()
    details = models.JSONField(default=dict)
    hash = models.CharField(max_length=64)
    transaction = models.BigIntegerField(db_default=CurrentTransaction())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["about", "sequence"], name="history_chain_has_no_fork")
        ]
        indexes: ClassVar = [
            models.Index(fields=["transaction", "id"], name="history_commit_order"),
            models.Index(fields=["-at", "-id"], name="history_newest"),
            models.Index(fields=["by", "-at", "-id"], name="history_of_a_person"),
            models.Index(
                # Rare among complaints' lines, and what an auditor asks for first.
                fields=["-at", "-id"],
                name="history_watched",
                condition=Q(kind__in=sorted(WATCHED)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about} #{self.pk}"


class Cursor(models.Model):
    """How far one reader of the history (the live relay, webhooks) has come."""

    reader = models.CharField(primary_key=True, max_length=40)
    transaction = models.BigIntegerField(default=0)
    entry = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.reader} #{self.pk}"


class Verification(models.Model):
    """One walk along every chain: how far it has come, and what it found."""

    asked_by = models.CharField(max_length=80)
    asked_by_name = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    chains = models.IntegerField(default=0)
    of_chains = models.IntegerField()
    lines = models.BigIntegerField(default=0)
    place = models.CharField(max_length=60, blank=True)
    broken_about = models.CharField(max_length=60, blank=True)
    broken_sequence = models.IntegerField(null=True, blank=True)
    broken_why = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                models.Value(1),
                condition=Q(finished_at=None),
                name="history_one_verification_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked_at} #{self.pk}"

    @property
    def percent(self) -> int:
        return min(99, 100 * self.chains // max(self.of_chains, 1)) if not self.finished_at else 100
