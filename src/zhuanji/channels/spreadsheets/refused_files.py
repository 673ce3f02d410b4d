"""Why a file cannot be read and what to do about it, in the reader's language."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_SENTENCES: dict[str, Promise] = {
    "empty": _(
        "This file holds no table. Its first row must name the columns, and each row below be one complaint."
    ),
    "not_a_table": _(
        "This file is no spreadsheet. Choose an Excel workbook (.xlsx) or a text table (.csv)."
    ),
    "only_called_a_workbook": _(
        "This is no Excel file, although its name says so. Save it as .xlsx in Excel or WPS, or name it .csv if it is a text table."
    ),
    "only_a_header": _(
        "This table has a header but no rows below it. Each row must be one complaint."
    ),
    "not_a_workbook": _(
        "This file is an archive but no Excel workbook. Choose a .xlsx or .csv file; unpack an archive first."
    ),
    "old_workbook": _(
        "This workbook is in the old Excel format or locked by a password. Open it in Excel or WPS, save it as .xlsx without a password, and choose that file."
    ),
    "locked_workbook": _(
        "This workbook is locked by a password. Save it without one and choose it again."
    ),
    "broken_workbook": _(
        "This workbook is damaged. Open it in Excel or WPS, save it anew as .xlsx, and choose that file."
    ),
    "web_page": _(
        "This file is a web page that is only called a workbook. Open it in Excel or WPS, save it as .xlsx, and choose that file."
    ),
    "workbook_too_large": _(
        "This workbook unpacks to more than %(limit)s MB. Save the sheet as CSV, which may be larger, or split it."
    ),
    "workbook_too_long": _(
        "This workbook has more than %(limit)s rows. Save the sheet as CSV, which may have a million, or split it."
    ),
    "too_long": _(
        "This table has more than %(limit)s rows. Split it and import the parts one after another."
    ),
    "too_wide": _(
        "This table has %(columns)s columns; %(limit)s are taken. Delete the columns that are not needed."
    ),
    "too_large": _(
        "This file is larger than %(limit)s MB. Split it and import the parts one after another."
    ),
    "unclosed": _(
        "The row that begins in line %(line)s has a quotation mark that is never closed. Correct that line and choose the file again."
    ),
    "cell_too_large": _(
        "The row that begins in line %(line)s has a cell without end: probably a quotation mark that is never closed. Correct that line and choose the file again."
    ),
    "damaged": _(
        "Line %(line)s holds characters that cannot be read. Open the file, correct that line, save it as CSV UTF-8, and choose it again."
    ),
}
_FALLBACK = _(
    "This file is too complicated to be read safely. Save the sheet as CSV and choose that file."
)


def say_file(code: str, facts: dict[str, Any]) -> str:
    """Return the sentence for a file that was refused for `code`."""
    return str(_SENTENCES.get(code, _FALLBACK)) % facts
