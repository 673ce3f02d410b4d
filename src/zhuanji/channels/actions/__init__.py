"""Everything channels may change: imports, exports, and what they remember."""

from zhuanji.channels.actions.exports import (
    finish_export,
    halt_export,
    note_export,
    note_written,
    order_export,
    resume_export,
    stop_export,
)
from zhuanji.channels.actions.imports import (
    abort_import,
    add_import,
    check_import,
    confirm_import,
    halt_import,
    resume_import,
    stop_import,
)
from zhuanji.channels.actions.rescue import take_up_stalled
from zhuanji.channels.actions.rows import Overtaken, take_batch

__all__ = [
    "Overtaken",
    "abort_import",
    "add_import",
    "check_import",
    "confirm_import",
    "finish_export",
    "halt_export",
    "halt_import",
    "note_export",
    "note_written",
    "order_export",
    "resume_export",
    "resume_import",
    "stop_export",
    "stop_import",
    "take_batch",
    "take_up_stalled",
]
