"""Work that nobody has touched for a while is put back into the queue."""

from datetime import datetime, timedelta

from django.db import transaction

from zhuanji.channels.models import Export, Import
from zhuanji.channels.states import AT_WORK, ExportState
from zhuanji.kernel.jobs import enqueue

STALLED_AFTER = timedelta(minutes=2)
_AT_ONCE = 10


@transaction.atomic
def take_up_stalled(*, at: datetime) -> int:
    """Enqueue what stalled, at most once in STALLED_AFTER each; return how many there were.

    A batch takes seconds. Should the slow one live after all, the place decides: nothing doubles.
    """
    since = at - STALLED_AFTER
    imports = Import.objects.filter(state__in=sorted(AT_WORK), touched_at__lt=since)
    exports = Export.objects.filter(state=ExportState.RUNNING, touched_at__lt=since)
    stalled = list(imports.select_for_update(skip_locked=True)[:_AT_ONCE])
    for one in stalled:
        Import.objects.filter(pk=one.pk).update(touched_at=at)
        enqueue("channels.run_import", import_id=one.pk)
    taken = list(exports.select_for_update(skip_locked=True)[:_AT_ONCE])
    for order in taken:
        Export.objects.filter(pk=order.pk).update(touched_at=at)
        enqueue("channels.run_export", export_id=order.pk)
    return len(stalled) + len(taken)
