"""What is wrong with a file or a row, in the reader's language, with a way forward.

Kept as words and facts, so that everybody reads them in their own language.
"""

from collections.abc import Iterable
from typing import Any, TypedDict

from django.utils.translation import gettext as _

from zhuanji.channels.spreadsheets.choices import labels_of
from zhuanji.channels.spreadsheets.fields import label_of
from zhuanji.complaints.registration import sentence


class Problem(TypedDict):
    """One thing wrong with one row. `field` may be empty: the row as a whole."""

    field: str
    kind: str
    facts: dict[str, Any]


def problem(field: str, kind: str, **facts: Any) -> Problem:
    return {"field": field, "kind": kind, "facts": facts}


def say_file(code: str, facts: dict[str, Any]) -> str:
    """Return why a file cannot be read and what to do about it."""
    sentences = {
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
    fallback = _(
        "This file is too complicated to be read safely. Save the sheet as CSV and choose that file."
    )
    return sentences.get(code, fallback) % facts


def say_row(problems: Iterable[Problem]) -> str:
    """Return in one line what to correct in a row."""
    return " ".join(say(one) for one in problems)


def say(one: Problem) -> str:
    words = _own(one["kind"], one["facts"]) or sentence(one["kind"], one["facts"])
    if not one["field"]:
        return words
    return _("%(field)s: %(problem)s") % {"field": label_of(one["field"]), "problem": words}


def _own(kind: str, facts: dict[str, Any]) -> str:
    if kind == "too_many_cells":
        return _(
            "This row has more cells than there are columns. Probably a separator or a quotation mark is out of place."
        )
    if kind == "repeated":
        return _(
            "This number stands in row %(row)s too. Keep one of the two, or give each a number of its own."
        ) % {"row": facts.get("row", "?")}
    if kind == "same_row":
        return _(
            "The same as row %(row)s, which is registered once. If both are meant, import the file again and choose to register every row."
        ) % {"row": facts["row"]}
    if kind == "choice":
        return _("“%(given)s” is not known here. Use one of: %(known)s.") % {
            "given": facts["given"],
            "known": "、".join(labels_of(facts["of"])),
        }
    return ""
