"""Whether words will do, by Django's own validators."""

from collections.abc import Callable

from django.core.exceptions import ValidationError


def passes(validate: Callable[[str], None], words: str) -> bool:
    try:
        validate(words)
    except ValidationError:
        return False
    return True
