from typing import ClassVar

from django.db import models
from django.db.models import Q

from zhuanji.channels.states import AT_WORK, ExportState, ImportState
from zhuanji.kernel.ids import time_ordered_uuid
from zhuanji.staff.models import User


class Import(models.Model):
    """A spreadsheet on its way in. Its bytes lie under their hash (tables.py).

    `position` is how many rows below the header are handled: it is written in the transaction
    that registers them, so that work goes on exactly there. `mapping`: field -> column.
    """

    State = ImportState

    key = models.UUIDField(unique=True, default=time_ordered_uuid, editable=False)
    name = models.CharField(max_length=150)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    header = models.JSONField()
    rows = models.PositiveIntegerField()
    person = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=100)
    mapping = models.JSONField(default=dict)
    acknowledge = models.BooleanField(default=False)
    every_row = models.BooleanField(default=False)  # also what says the same as another row
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.UPLOADED)
    problem = models.CharField(max_length=40, blank=True)  # why it stopped by itself
    position = models.PositiveIntegerField(default=0)
    registered = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    touched_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="import_state_is_known", condition=Q(state__in=ImportState.values)
            ),
            models.CheckConstraint(
                name="import_is_within_its_rows", condition=Q(position__lte=models.F("rows"))
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["touched_at"],
                name="import_at_work",
                condition=Q(state__in=sorted(AT_WORK)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"

    @property
    def is_at_work(self) -> bool:
        return self.state in AT_WORK

    @property
    def about(self) -> str:
        return f"import/{self.key}"


class RefusedRow(models.Model):
    """A row that cannot be registered as it stands: its cells as they came, and why."""

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="refusals")
    number = models.PositiveIntegerField()  # as a spreadsheet program counts
    cells = models.JSONField()
    problems = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of", "number"], name="refused_row_is_told_once")
        ]

    def __str__(self) -> str:
        return f"row {self.number} of import #{self.of_id}"


class RememberedMapping(models.Model):
    """What somebody said the columns of a table mean; the same headings are offered it again.

    `fields`: field -> heading, bare of case, width and marks.
    """

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    signature = models.CharField(max_length=64, db_index=True)
    fields = models.JSONField()
    used_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "signature"], name="remembered_mapping_is_one_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"mapping #{self.pk}"


class Export(models.Model):
    """Complaints on their way out: by whom, which, which columns, how far, and the file."""

    State = ExportState

    class Format(models.TextChoices):
        XLSX = "xlsx", "Excel (.xlsx)"
        CSV = "csv", "CSV"

    key = models.UUIDField(unique=True, default=time_ordered_uuid, editable=False)
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=100)
    query = models.CharField(max_length=4000, blank=True)
    columns = models.JSONField()
    format = models.CharField(max_length=4, choices=Format)
    state = models.CharField(max_length=10, choices=ExportState, default=ExportState.RUNNING)
    problem = models.CharField(max_length=40, blank=True)
    rows = models.PositiveIntegerField(default=0)  # to be written, as counted at the beginning
    written = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    added_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="export_state_is_known", condition=Q(state__in=ExportState.values)
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["touched_at"],
                name="export_at_work",
                condition=Q(state=ExportState.RUNNING),
            )
        ]

    def __str__(self) -> str:
        return f"export #{self.pk}"

    @property
    def is_at_work(self) -> bool:
        return self.state == ExportState.RUNNING
