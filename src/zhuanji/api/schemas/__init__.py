"""What machines send and get, as the OpenAPI description shows it: one file for each resource."""

from zhuanji.api.schemas.acts import (
    Assignment,
    Body,
    Classification,
    Confidentiality,
    Findings,
    JudgementGiven,
    LinkGiven,
    NoteGiven,
    OneOf,
    Other,
    ReasonGiven,
    Restatement,
    Review,
    WhyGiven,
)
from zhuanji.api.schemas.bulk import (
    BULK_LIMIT,
    Bulk,
    BulkAnswer,
    BulkItem,
    BulkOutcome,
)
from zhuanji.api.schemas.clocks import (
    DutyGiven,
    EscalationGiven,
    PauseGiven,
    PromiseGiven,
)
from zhuanji.api.schemas.complaints import (
    Due,
    JudgementShown,
    LinkShown,
    Listed,
    PageOfComplaints,
    Registered,
    Shown,
    Stand,
)
from zhuanji.api.schemas.customers import (
    Purchased,
    PurchaseGiven,
)
from zhuanji.api.schemas.people import (
    Contact,
    Person,
    Place,
    Representative,
)
from zhuanji.api.schemas.problem import (
    Problem,
)
from zhuanji.api.schemas.similar import (
    Neighbours,
    SameMatter,
    Similar,
)
from zhuanji.api.schemas.story import (
    Corrected,
    FileShown,
    Line,
    Said,
)
from zhuanji.api.schemas.words import (
    GradeShown,
    Name,
    StageShown,
    VerdictShown,
    Words,
)

__all__ = [
    "BULK_LIMIT",
    "Assignment",
    "Body",
    "Bulk",
    "BulkAnswer",
    "BulkItem",
    "BulkOutcome",
    "Classification",
    "Confidentiality",
    "Contact",
    "Corrected",
    "Due",
    "DutyGiven",
    "EscalationGiven",
    "FileShown",
    "Findings",
    "GradeShown",
    "JudgementGiven",
    "JudgementShown",
    "Line",
    "LinkGiven",
    "LinkShown",
    "Listed",
    "Name",
    "Neighbours",
    "NoteGiven",
    "OneOf",
    "Other",
    "PageOfComplaints",
    "PauseGiven",
    "Person",
    "Place",
    "Problem",
    "PromiseGiven",
    "PurchaseGiven",
    "Purchased",
    "ReasonGiven",
    "Registered",
    "Representative",
    "Restatement",
    "Review",
    "Said",
    "SameMatter",
    "Shown",
    "Similar",
    "StageShown",
    "Stand",
    "VerdictShown",
    "WhyGiven",
    "Words",
]
