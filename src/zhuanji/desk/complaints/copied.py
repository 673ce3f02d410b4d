"""Findings taken over from a similar case into the form of the one at hand."""

from typing import Any

from zhuanji.complaints.queries import get_complaint
from zhuanji.complaints.veil import person_veil
from zhuanji.kernel.actors import Actor


def with_copied(words: dict[str, Any], number: str, actor: Actor) -> dict[str, Any]:
    """Fill what stands empty from the complaint with this number; what was written stays.

    Raises NotFound where one may not read that. Its personal data is masked: the customer who
    reads the result is somebody else.
    """
    if not number:
        return words
    other = get_complaint(number, actor=actor)
    hide = person_veil(other, clear=False)
    return {field: value or hide(getattr(other, field)) for field, value in words.items()}
