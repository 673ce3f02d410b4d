"""What can be asked about imports and exports, and the rows that leave."""

from zhuanji.channels.queries.exported import exported
from zhuanji.channels.queries.lists import (
    Listed,
    exports_of,
    get_export,
    get_import,
    imports_of,
    refusals_of,
    unfinished,
)
from zhuanji.channels.queries.mappings import is_ours, offered_mapping

__all__ = [
    "Listed",
    "exported",
    "exports_of",
    "get_export",
    "get_import",
    "imports_of",
    "is_ours",
    "offered_mapping",
    "refusals_of",
    "unfinished",
]
