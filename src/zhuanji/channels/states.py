"""The life of an import and of an export, each as one table."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhuanji.kernel.errors import DomainError


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", gettext_lazy("Columns to be confirmed")
    CHECKING = "checking", gettext_lazy("Being checked")
    CHECKED = "checked", gettext_lazy("Checked, to be confirmed")
    RUNNING = "running", pgettext_lazy("state", "Running")
    STOPPED = "stopped", pgettext_lazy("state", "Stopped")
    DONE = "done", pgettext_lazy("state", "Finished")
    ABORTED = "aborted", gettext_lazy("Given up")


class ExportState(models.TextChoices):
    RUNNING = "running", pgettext_lazy("state", "Running")
    STOPPED = "stopped", pgettext_lazy("state", "Stopped")
    DONE = "done", pgettext_lazy("state", "Finished")


AT_WORK = frozenset({ImportState.CHECKING, ImportState.RUNNING})

NEXT_OF_IMPORT: dict[ImportState, frozenset[ImportState]] = {
    ImportState.UPLOADED: frozenset(
        {ImportState.CHECKING, ImportState.RUNNING, ImportState.ABORTED}
    ),
    ImportState.CHECKING: frozenset(
        {ImportState.CHECKING, ImportState.CHECKED, ImportState.UPLOADED, ImportState.ABORTED}
    ),
    ImportState.CHECKED: frozenset(
        {ImportState.CHECKING, ImportState.RUNNING, ImportState.ABORTED}
    ),
    ImportState.RUNNING: frozenset({ImportState.STOPPED, ImportState.DONE}),
    # What a stopped import has registered stays; giving up leaves the rest of the file alone.
    ImportState.STOPPED: frozenset({ImportState.RUNNING, ImportState.ABORTED}),
    ImportState.DONE: frozenset(),
    ImportState.ABORTED: frozenset(),
}
NEXT_OF_EXPORT: dict[ExportState, frozenset[ExportState]] = {
    ExportState.RUNNING: frozenset({ExportState.STOPPED, ExportState.DONE}),
    ExportState.STOPPED: frozenset({ExportState.RUNNING}),
    ExportState.DONE: frozenset(),
}


class CannotMove(DomainError):
    """The table has no such arrow."""


def check_import_move(start: ImportState, end: ImportState) -> None:
    """Raise CannotMove when an import may not go from `start` to `end`."""
    if end not in NEXT_OF_IMPORT[start]:
        raise CannotMove(_refusal(start.label, end.label))


def check_export_move(start: ExportState, end: ExportState) -> None:
    """Raise CannotMove when an export may not go from `start` to `end`."""
    if end not in NEXT_OF_EXPORT[start]:
        raise CannotMove(_refusal(start.label, end.label))


def _refusal(start: str | Promise, end: str | Promise) -> str:
    return _(
        "This cannot go from “%(start)s” to “%(end)s”. Reload the page to see how it stands."
    ) % {
        "start": start,
        "end": end,
    }
