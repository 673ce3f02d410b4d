"""Opening a file by hand, and the ways to reach whom it is about."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhuanji.customers.actions.editing import change_customer, lock_file
from zhuanji.customers.actions.finding import add_contacts
from zhuanji.customers.contacts import Contact, read_contacts
from zhuanji.customers.models import ContactPoint, Customer
from zhuanji.customers.policies import require_may_edit
from zhuanji.history.actions import record
from zhuanji.kernel.actors import Actor
from zhuanji.kernel.errors import DomainError, Invalid, NotFound
from zhuanji.language.normalise import clean_text
from zhuanji.language.phones import is_usable

_LONGEST = 254


class BelongsToAnother(DomainError):
    """A contact point is in another file already; `customer` says in which."""

    message = gettext_lazy("This contact is in another file already. Open that file, or merge.")

    def __init__(self, customer: int) -> None:
        self.customer = customer
        super().__init__()


@transaction.atomic
def add_customer(*, by: Actor, at: datetime, contacts: dict[str, str], **fields: str) -> Customer:
    """Open a file: `contacts` by kind, `fields` as change_customer takes them.

    Raises Invalid, naming each problem, and BelongsToAnother: then there is a file already.
    """
    require_may_edit(by)
    typed = {kind: value for kind, value in contacts.items() if value.strip()}
    read = {kind: _read(kind, value) for kind, value in typed.items()}
    problems = {kind: words for kind, (_point, words) in read.items() if words}
    if not typed and not fields.get("name", "").strip():
        problems["name"] = _("Give a name or a way to reach them.")
    if problems:
        raise Invalid(problems)
    customer = Customer.objects.create(added_at=at)
    record(kind="customer.added", about=f"customer/{customer.pk}", by=by, at=at)
    for point, _words in read.values():
        _give(customer, point)
    return change_customer(by=by, at=at, customer=customer, **fields)


@transaction.atomic
def add_contact(
    *, by: Actor, at: datetime, customer: Customer, kind: str, value: str
) -> ContactPoint:
    """Add a way to reach them; the same again changes nothing. Raises Invalid, BelongsToAnother."""
    require_may_edit(by)
    kept = lock_file(customer)
    point, problem = _read(kind, value)
    if problem:
        raise Invalid({"value": problem})
    contact, is_new = _give(kept, point)
    if is_new:
        _record("customer.contact_added", contact, by=by, at=at)
    return contact


@transaction.atomic
def remove_contact(*, by: Actor, at: datetime, customer: Customer, contact_id: int) -> ContactPoint:
    """Take a way to reach them away and return what it was. Raises NotFound."""
    require_may_edit(by)
    kept = lock_file(customer)
    contact = ContactPoint.objects.filter(pk=contact_id, customer=kept).first()
    if contact is None:
        raise NotFound
    _record("customer.contact_removed", contact, by=by, at=at)
    contact.delete()
    return contact


def _give(customer: Customer, point: Contact) -> tuple[ContactPoint, bool]:
    is_new = bool(add_contacts({customer.pk: [point]}))
    contact = ContactPoint.objects.get(kind=point.kind, value=point.value)
    if contact.customer_id != customer.pk:
        raise BelongsToAnother(contact.customer_id)
    return contact, is_new


def _read(kind: str, value: str) -> tuple[Contact, str]:
    """The contact in the form we keep, and what is wrong with it."""
    words = clean_text(value).strip()
    if kind not in ContactPoint.Kind.values:
        return Contact(kind, words), _("Choose one of the list.")
    if not words or len(words) > _LONGEST:
        return Contact(kind, words), _("Write at most %(limit)s characters.") % {"limit": _LONGEST}
    if kind == ContactPoint.Kind.EMAIL and not _is_address(words):
        return Contact(kind, words), _("This is not an e-mail address, such as wang@example.com.")
    found: list[Contact] = read_contacts(**{kind: words})
    if not found or (kind == ContactPoint.Kind.PHONE and not is_usable(words)):
        return Contact(kind, words), _("This is not a phone number. Check its digits.")
    return found[0], ""


def _is_address(words: str) -> bool:
    try:
        validate_email(words)
    except ValidationError:
        return False
    return True


def _record(what: str, contact: ContactPoint, **more: Any) -> None:
    about = f"customer/{contact.customer_id}"
    record(kind=what, about=about, contact=contact.pk, way=contact.kind, **more)
