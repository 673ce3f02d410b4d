"""Keeping a customer's file right."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from zhuanji.customers.models import Customer, Purchase
from zhuanji.customers.policies import require_may_edit, require_may_reveal
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import Invalid, Stale
from zhuanji.language.normalise import clean_text
from zhuanji.language.pinyin import initials

CHANGEABLE = (
    "name",
    "tier",
    "language",
    "preferred_channel",
    "preferences",
    "special_needs",
    "notes",
)
_NAME_LIMIT, _TEXT_LIMIT = 100, 2000
_REASON_LIMIT = 300


@transaction.atomic
def change_customer(*, by: Actor, at: datetime, customer: Customer, **fields: str) -> Customer:
    """Change what the file says; history keeps which fields. Raises Invalid, naming each problem.

    A field that is not CHANGEABLE is refused by name (KeyError); the same again changes nothing.
    """
    require_may_edit(by)
    kept = lock_file(customer)
    wanted = {field: _cleaned(field, value) for field, value in fields.items()}
    problems = {field: words for field in wanted if (words := _problem(field, wanted[field]))}
    if problems:
        raise Invalid(problems)
    changed = sorted(field for field in wanted if getattr(kept, field) != wanted[field])
    for field in changed:
        setattr(kept, field, wanted[field])
    if changed:
        kept.initials = initials(kept.name)
        kept.save()
        record(kind="customer.edited", about=f"customer/{kept.pk}", by=by, at=at, fields=changed)
    return kept


def lock_file(customer: Customer) -> Customer:
    """Lock the row until the transaction ends. Raises Stale when it was merged away meanwhile."""
    kept = Customer.objects.select_for_update().get(pk=customer.pk)
    if kept.merged_into_id:
        raise Stale
    return kept


def _cleaned(field: str, value: str) -> str:
    if field not in CHANGEABLE:
        raise KeyError(field)
    return clean_text(value).strip()


def _problem(field: str, value: str) -> str:
    known = {
        "tier": Customer.Tier.values,
        "language": [code for code, _name in settings.LANGUAGES],
        "preferred_channel": ["", *Customer.Way.values],
    }
    if field in known:
        return "" if value in known[field] else _("Choose one of the list.")
    limit = _NAME_LIMIT if field == "name" else _TEXT_LIMIT
    if len(value) <= limit:
        return ""
    return _("This is too long: at most %(limit)s characters.") % {"limit": limit}


@transaction.atomic
def reveal_customer(*, by: Actor, at: datetime, customer: Customer, reason: str) -> None:
    """Let one reader see one file's personal data for a while, with the reason on record."""
    require_may_reveal(by)
    words = clean_text(reason).strip()[:_REASON_LIMIT]
    if not words:
        raise Invalid({"reason": _("Say what you need the name or contact for; it is recorded.")})
    record(kind="customer.revealed", about=f"customer/{customer.pk}", by=by, at=at, reason=words)


@transaction.atomic
def add_purchase(*, by: Actor, at: datetime, customer: Customer, **facts: Any) -> Purchase:
    """Note what a customer bought; the same order number again changes nothing."""
    require_may_edit(by)
    number = facts.pop("order_number")
    purchase, is_new = Purchase.objects.get_or_create(
        order_number=number, defaults={"customer": customer, **facts}
    )
    if is_new:
        record(
            kind="purchase.added",
            about=f"customer/{customer.pk}",
            by=by,
            at=at,
            purchase=purchase.pk,
        )
    return purchase
