"""What a field may hold: cleaned, bounded, and checked wherever it comes from."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Annotated

from django.core.exceptions import ValidationError as DjangoInvalid
from django.core.validators import validate_email
from django.utils import timezone
from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from zhuanji.language.normalise import clean_line, clean_text
from zhuanji.language.phones import is_usable
from zhuanji.playbooks.queries import playbook_in_use

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
YEARS_KEPT = 20  # complaints are imported from old books, but not from those
ACCOUNT_LIMIT = 20_000
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
