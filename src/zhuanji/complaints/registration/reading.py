"""Reading what was given, and saying what is wrong or looks wrong."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from zhuanji.complaints.registration.given import Registration
from zhuanji.complaints.registration.sentences import sentence
from zhuanji.kernel.errors import Invalid
from zhuanji.language.phones import looks_wrong


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
