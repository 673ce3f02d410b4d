"""What the API itself refuses, before any action is asked."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhuanji.kernel.errors import DomainError, NotFound


class Unauthenticated(DomainError):
    """Nobody we know asks."""

    status = 401
    message = _("Send a living token: Authorization: Bearer zj_… An administrator makes tokens.")


class WrongNetwork(DomainError):
    """The token is good, but not from here."""

    status = 403
    message = _(
        "This token may not be used from this address. Use it from a network that it is limited to."
    )


class MissingScope(DomainError):
    """The token is good, but may do less."""

    status = 403


class BeyondTokens(DomainError):
    """No scope that there is allows it."""

    status = 403
    message = _("No scope of a token allows this; a person does it at the desk.")


class NoSuchAddress(NotFound):
    """The path leads nowhere."""

    message = _("There is nothing at this address. The description of the API is at /api/v1/docs.")


class WrongMethod(DomainError):
    """The address is right, the method is not."""

    status = 405
    message = _("This address does not take this method. Use one that the Allow header names.")


class TooLarge(DomainError):
    """More than is read at once."""

    status = 413
    message = _(
        "This is too large: 2 MB of JSON or 60 MB of files fit in one call. Send it in parts."
    )


class WrongMediaType(DomainError):
    """Neither JSON nor, where files are taken, a form with files."""

    status = 415
    message = _("Send JSON as application/json; files as multipart/form-data.")


class Unreadable(DomainError):
    """The body is not JSON as RFC 8259 wants it."""

    status = 400
    message = _("This is not JSON. Check it with a JSON validator and send it in UTF-8.")


class Unstorable(DomainError):
    """Characters that no text can hold."""

    status = 422
    message = _("The text holds NUL characters or halves of characters. Remove them and try again.")


class KeyUsedOtherwise(DomainError):
    """The same Idempotency-Key came with another request."""

    status = 422
    message = _(
        "This Idempotency-Key was used for another request. Use a new key for each request."
    )


class KeyUnusable(DomainError):
    """An Idempotency-Key is empty, too long, or holds what no header should."""

    status = 422
    message = _("An Idempotency-Key has 1 to 255 visible ASCII characters. A UUID is a good one.")


class TooManyRequests(DomainError):
    """The token's allowance is used up for the moment."""

    status = 429
    message = _("Too many requests with this token. Try again after the seconds in Retry-After.")


class Unavailable(DomainError):
    """The database does not answer."""

    status = 503
    message = _("The database does not answer. Nothing was saved; try again in a minute.")


class Accident(DomainError):
    """Our mistake. What happened stands in the log, never in the answer."""

    status = 500
    message: ClassVar[str | Promise] = _(
        "Something went wrong on our side. Nothing was saved; try again, and tell us if it stays so."
    )
