"""The registration form itself."""

import re
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from zhuanji.complaints.models import Channel, Grade
from zhuanji.complaints.registration.fields import (
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

SUBJECT_LENGTH = 60
_SENTENCE_ENDS = re.compile(r"[。！？!?\n]")


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CustomerGiven(Strict):
    """Who complains. Everything may be left out: an anonymous complaint is a complaint."""

    name: Line100 = ""
    phone: Phone = ""
    email: Email = ""
    account: Line100 = ""  # what the customer is called in a shop, app or messenger


class RepresentativeGiven(Strict):
    """Who speaks for the complainant, and by what authority."""

    name: Line100 = ""
    phone: Phone = ""
    authority: Line200 = ""


class Registration(Strict):
    """One complaint as it was given. Only `channel` and `account` must be there."""

    channel: Channel
    account: Account
    demand: Text2000 = ""
    subject: Line200 = ""
    customer: CustomerGiven = CustomerGiven()
    representative: RepresentativeGiven = RepresentativeGiven()
    confidential: bool = False
    occurred_at: Moment = None
    received_at: Received = None
    place: Line200 = ""
    product: Line120 = ""
    model: Line80 = ""
    batch: Line80 = ""
    order_number: Line60 = ""
    respondent: Line200 = ""
    external_reference: Line100 = ""
    category: CategoryKey | None = None
    grade: Grade = Grade.GENERAL
    restatement: Text2000 = ""
    restatement_confirmed: bool | None = None
    language: Annotated[str, StringConstraints(pattern="^(zh-hans|en)$")] = "zh-hans"

    @property
    def title(self) -> str:
        """The subject, or the account's first sentence when none was given."""
        if self.subject:
            return self.subject
        pieces = (piece.strip() for piece in _SENTENCE_ENDS.split(self.account))
        return _shortened(next(filter(None, pieces), self.account))


def _shortened(words: str) -> str:
    """At most SUBJECT_LENGTH characters, never a part of a word that is written with letters."""
    if len(words) <= SUBJECT_LENGTH:
        return words
    cut = words[: SUBJECT_LENGTH - 1]
    if cut[-1].isascii() and words[len(cut)].isascii():
        cut = cut.rpartition(" ")[0] or cut
    return f"{cut.rstrip()}…"
