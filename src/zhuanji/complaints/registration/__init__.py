"""投诉登记表: what any door must hand over to register a complaint, cleaned and checked once.

The web form, the API, the portal and the spreadsheet all build a `Registration`, so no channel
has a parser of its own to be fooled. Whatever is wrong is told per field, in the reader's words.
"""

from zhuanji.complaints.registration.fields import (
    ACCOUNT_LIMIT,
    Account,
    CategoryKey,
    Email,
    Line60,
    Line80,
    Line100,
    Line120,
    Line200,
    Moment,
    Phone,
    Received,
    Text2000,
)
from zhuanji.complaints.registration.given import (
    SUBJECT_LENGTH,
    CustomerGiven,
    Registration,
    RepresentativeGiven,
    Strict,
)
from zhuanji.complaints.registration.reading import (
    doubts_about,
    problems_of,
    read_registration,
)
from zhuanji.complaints.registration.sentences import (
    sentence,
)

__all__ = [
    "ACCOUNT_LIMIT",
    "SUBJECT_LENGTH",
    "Account",
    "CategoryKey",
    "CustomerGiven",
    "Email",
    "Line60",
    "Line80",
    "Line100",
    "Line120",
    "Line200",
    "Moment",
    "Phone",
    "Received",
    "Registration",
    "RepresentativeGiven",
    "Strict",
    "Text2000",
    "doubts_about",
    "problems_of",
    "read_registration",
    "sentence",
]
