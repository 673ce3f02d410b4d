"""What the domain may answer instead of doing what it was asked."""

from collections.abc import Mapping
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """An expected "no": told to the person who asked, in a sentence with a way forward.

    `status` is the HTTP status both doors answer with; `code` names the refusal for machines.
    """

    status: ClassVar[int] = 409
    message: ClassVar[str | Promise] = _("This cannot be done now.")

    def __init__(self, message: str | Promise | None = None) -> None:
        super().__init__(str(message or self.message))

    @property
    def code(self) -> str:
        return type(self).__name__


class NotAllowed(DomainError):
    """The actor's role or department does not permit this."""

    status = 403
    message = _("Your role does not allow this. Ask a team leader to do it or to change your role.")


class NotFound(DomainError):
    """There is no such thing, or the actor may not know of it: the answer is the same."""

    status = 404
    message = _("There is nothing here by that number. Check it and try again.")


class Invalid(DomainError):
    """What was given cannot be used; `problems` names each field and says what to do."""

    status = 422
    message = _(
        "Some of what was entered cannot be used. Nothing was saved; correct it and try again."
    )

    def __init__(
        self, problems: Mapping[str, str | Promise] | None = None, message: str | None = None
    ) -> None:
        self.problems = {field: str(words) for field, words in (problems or {}).items()}
        super().__init__(message or " ".join(self.problems.values()) or None)


class Stale(DomainError):
    """Somebody else changed the thing in the meantime."""

    message = _("Somebody else changed this in the meantime. Look at the new state and try again.")
