from typing import ClassVar

from django.db import models
from django.db.models import Func


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
            models.Index(fields=["by", "-id"], name="history_by_person"),
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
