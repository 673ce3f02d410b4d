"""投诉登记表: what any door must hand over to register a complaint, cleaned and checked once.

The web form, the API, the portal and the spreadsheet all build a `Registration`, so no channel
has a parser of its own to be fooled. Whatever is wrong is told per field, in the reader's words.
"""

import re
from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from django.core.exceptions import ValidationError as DjangoInvalid
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)
from pydantic_core import PydanticCustomError

from zhuanji.complaints.models import Channel, Grade
from zhuanji.kernel.errors import Invalid
from zhuanji.language.normalise import clean_line, clean_text
from zhuanji.language.phones import is_usable, looks_wrong
from zhuanji.playbooks.queries import playbook_in_use

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
YEARS_KEPT = 20  # complaints are imported from old books, but not from those
ACCOUNT_LIMIT = 20_000
SUBJECT_LENGTH = 60
_SENTENCE_ENDS = re.compile(r"[。！？!?\n]")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _cleaned(clean: Callable[[str], str]) -> BeforeValidator:
    def before(value: object) -> object:
        if value is None:
            return ""
        return clean(value).strip() if isinstance(value, str) else value

    return BeforeValidator(before)


_LINE, _TEXT = _cleaned(clean_line), _cleaned(clean_text)
Line60 = Annotated[str, _LINE, StringConstraints(max_length=60)]
Line80 = Annotated[str, _LINE, StringConstraints(max_length=80)]
Line100 = Annotated[str, _LINE, StringConstraints(max_length=100)]
Line120 = Annotated[str, _LINE, StringConstraints(max_length=120)]
Line200 = Annotated[str, _LINE, StringConstraints(max_length=200)]
Text2000 = Annotated[str, _TEXT, StringConstraints(max_length=2000)]


def _says_something(value: str) -> str:
    if not value:
        raise PydanticCustomError("account_missing", "account is empty")
    return value


Account = Annotated[
    str, _TEXT, StringConstraints(max_length=ACCOUNT_LIMIT), AfterValidator(_says_something)
]


def _phone(value: str) -> str:
    if value and not is_usable(value):
        raise PydanticCustomError("phone", "not a phone number")
    return value


def _email(value: str) -> str:
    if not value:
        return ""
    try:
        validate_email(value)
    except DjangoInvalid as refusal:
        raise PydanticCustomError("email", "not an e-mail address") from refusal
    return value.lower()


def _written(value: object) -> object:
    """A bare number would be read as seconds since 1970, which nobody means."""
    if value in ("", None) or isinstance(value, datetime):
        return value or None
    if not isinstance(value, str) or not _DAY.match(value.strip()):
        raise PydanticCustomError("datetime_parsing", "not a written moment")
    return value


def _moment(value: datetime | None) -> datetime | None:
    """Naive moments are local time; only those a living complainant can mean are taken."""
    if value is None:
        return None
    moment = value if value.tzinfo else timezone.make_aware(value)
    if not EARLIEST <= moment <= timezone.now() + timedelta(days=1):
        raise PydanticCustomError("moment", "outside 1900 … now")
    return moment


def _received(value: datetime | None) -> datetime | None:
    if value is not None and value < timezone.now() - timedelta(days=366 * YEARS_KEPT):
        raise PydanticCustomError("received_long_ago", "too long ago")
    return value


Phone = Annotated[
    str,
    _LINE,
    StringConstraints(max_length=40),
    AfterValidator(_phone),
]
Email = Annotated[
    str,
    _LINE,
    StringConstraints(max_length=254),
    AfterValidator(_email),
]
Moment = Annotated[datetime | None, BeforeValidator(_written), AfterValidator(_moment)]
Received = Annotated[Moment, AfterValidator(_received)]


def _category(value: str) -> str:
    if value not in playbook_in_use().offered_keys:
        raise PydanticCustomError("category", "not in the playbook in use")
    return value


CategoryKey = Annotated[
    str,
    AfterValidator(_category),
    Field(description="A key of /api/v1/categories.", examples=["quality.leak"]),
]


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


def read_registration(given: dict[str, Any]) -> Registration:
    """Return what was given as a Registration, or raise Invalid naming every field that is wrong."""
    try:
        return Registration.model_validate(given)
    except ValidationError as refusal:
        raise Invalid(problems_of(refusal)) from refusal


def doubts_about(given: Registration, *, sure: Collection[str] = ()) -> dict[str, str]:
    """Say per field what looks wrong and may be right all the same.

    A door asks once and takes the same words the second time: they are in `sure` then.
    """
    typed = {
        "customer.phone": given.customer.phone,
        "representative.phone": given.representative.phone,
    }
    words = _(
        "This number looks wrong: a mobile number has 11 digits, a landline its area code. Keep it as it is? Then send the form once more."
    )
    return {
        field: words
        for field, phone in typed.items()
        if phone and phone not in sure and looks_wrong(phone)
    }


def problems_of(refusal: ValidationError) -> dict[str, str]:
    """Say per field ("customer.phone") what to do about it, in the reader's language."""
    problems = {}
    for error in refusal.errors(include_url=False):
        field = ".".join(str(part) for part in error["loc"] if part != "__root__") or "account"
        problems[field] = sentence(error["type"], error.get("ctx", {}))
    return problems


def sentence(kind: str, context: dict[str, Any]) -> str:
    """Return the sentence for one kind of error (pydantic's names plus ours)."""
    sentences = {
        "account_missing": _("Please write down what happened; one sentence is enough."),
        "missing": _("This is needed."),
        "phone": _(
            "This is not a phone number. Give a mobile number such as 138 0013 8000, or a landline with its area code."
        ),
        "email": _("This is not an e-mail address. It looks like name@example.com."),
        "moment": _("This time cannot be right. Give a date between 1900 and today."),
        "extra_forbidden": _(
            "This field is not known. Check its spelling against the API description."
        ),
        "category": _(
            "The playbook in use has no such category. Its keys are listed at %(address)s."
        )
        % {"address": "/api/v1/categories"},
        "bool_parsing": _("Answer yes or no here."),
        "bool_type": _("Answer yes or no here."),
        "string_type": _("This must be text."),
        "list_type": _("This must be a list."),
        "exactly_one": _("Give exactly one of the fields."),
        "timezone_aware": _("Write the offset too, as in 2026-11-25T08:00:00+08:00."),
        "received_long_ago": _(
            "This is more than %(years)s years ago. Correct the date, or leave it out and write it into the account."
        )
        % {"years": YEARS_KEPT},
    }
    if limit := _limit(kind, context):
        return limit
    if kind == "enum":
        return _("This choice is not known. Use one of: %(known)s.") % {
            "known": _known(context["expected"])
        }
    for family, words in _families().items():
        if kind.startswith(family):
            return words
    return sentences.get(kind) or _("This cannot be read. Check it and try again.")


def _families() -> dict[str, str]:
    """Pydantic tells apart in how many ways a moment or a number can be wrong; a reader need not."""
    return {
        "datetime": _("This is not a date and time. Write it as 2026-11-23 14:30."),
        "date": _("This is not a day. Write it as 2026-11-23."),
        "int": _("This must be a whole number."),
        "model": _("This must be an object with its fields."),
    }


def _limit(kind: str, context: dict[str, Any]) -> str:
    """What is too much or too little, with the limit; nothing for another kind of error."""
    if kind == "too_long" and context.get("field_type") != "List":
        kind = "string_too_long"
    sentences = {
        "string_too_long": _(
            "This is too long: %(limit)s characters fit. Shorten it, or attach the rest as a file."
        ),
        "string_too_short": _("Write at least %(limit)s characters."),
        "too_long": _("These are too many: at most %(limit)s go at once."),
        "too_short": _("These are too few: give at least %(limit)s."),
        "greater_than_equal": _("Give a number of at least %(limit)s."),
        "less_than_equal": _("Give a number of at most %(limit)s."),
    }
    limits = (context[name] for name in ("max_length", "min_length", "ge", "le") if name in context)
    return sentences[kind] % {"limit": next(limits)} if kind in sentences else ""


def _known(expected: str) -> str:
    """Pydantic writes 'a', 'b' or 'c': the English "or" stands in no other language."""
    return ", ".join(re.findall(r"'([^']+)'", expected)) or expected
