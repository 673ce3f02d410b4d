"""Bodies: capped before they are read, and read strictly. Ambiguous JSON is refused, not guessed."""

import json
import math
import re
from typing import Any, NoReturn

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from zhuanji.api.refusals import (
    TooLarge,
    Unreadable,
    Unstorable,
    WrongMediaType,
)

FILES_LIMIT = 60 * 2**20
_INTEGER_DIGITS = 18  # what a bigint holds
# NUL or half a surrogate pair, written as an escape: the only way either comes through UTF-8.
_SUSPICIOUS = re.compile(r"\\u(0000|[dD][89a-fA-F])")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def require_readable(request: HttpRequest, *, takes_files: bool) -> None:
    """Refuse by the headers alone what would be too large or of another kind.

    Raises TooLarge, WrongMediaType.
    """
    length = _length(request)
    if length > (FILES_LIMIT if takes_files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE):
        raise TooLarge
    wanted = "multipart/form-data" if takes_files else "application/json"
    if length and request.content_type != wanted:
        raise WrongMediaType


def _length(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return (
        int(length)
        if length.isascii() and length.isdigit() and len(length) < _INTEGER_DIGITS
        else 0
    )


def read_json(body: bytes, *, apart: str = "") -> Any:
    """Return what the body says. Whether the field `apart` can be stored, its reader asks.

    Raises Unreadable, Unstorable.
    """
    try:
        text = body.decode("utf-8-sig")
        given = _DECODER.decode(text)
    except UnicodeDecodeError as error:
        raise Unreadable(_("The body is not UTF-8. Convert it and send it again.")) from error
    except RecursionError as error:
        raise Unreadable(_("The JSON is nested too deeply. Send plain fields.")) from error
    except json.JSONDecodeError as error:
        raise Unreadable(
            _("This is not JSON: something is wrong at line %(line)s, column %(column)s.")
            % {"line": error.lineno, "column": error.colno}
        ) from error
    except ValueError as error:
        raise Unreadable from error
    if _SUSPICIOUS.search(text):
        held = (
            {name: value for name, value in given.items() if name != apart}
            if isinstance(given, dict)
            else given
        )
        if not is_storable(held):
            raise Unstorable
    return given


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Two readers must never see two different values: a name stands once."""
    given = dict(pairs)
    if len(given) != len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Unreadable(
            _("The field “%(name)s” stands twice. Keep one of them.") % {"name": twice[:60]}
        )
    return given


def _integer(digits: str) -> int:
    if len(digits) > _INTEGER_DIGITS:
        raise Unreadable(_("A number in the JSON is too large."))
    return int(digits)


def _float(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise Unreadable(_("A number in the JSON is too large."))
    return number


def _constant(name: str) -> NoReturn:
    raise Unreadable(_("%(name)s is not JSON. Leave the field out or send null.") % {"name": name})


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_integer, parse_float=_float, parse_constant=_constant
)


def storable(text: str) -> str:
    """The text with a mark where a character cannot be stored."""
    return _UNSTORABLE.sub("\ufffd", text)


def is_storable(given: Any) -> bool:
    """Whether every text in it can be stored and sent."""
    waiting = [given]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            if _UNSTORABLE.search(value):
                return False
        elif isinstance(value, dict):
            waiting.extend([*value, *value.values()])
        elif isinstance(value, list):
            waiting.extend(value)
    return True
