"""What somebody typed as a phone number or an address, in the one form we keep. Pure."""

from dataclasses import dataclass

from zhuanji.language.phones import parse_phone


@dataclass(frozen=True)
class Contact:
    kind: str  # ContactPoint.Kind
    value: str  # normal form


def read_contacts(*, phone: str = "", email: str = "", account: str = "") -> list[Contact]:
    """Return the contact points in order of how surely they name one person."""
    contacts = []
    if phone and (parsed := parse_phone(phone)):
        contacts.append(Contact("phone", parsed.normal))
    if email:
        contacts.append(Contact("email", email.strip().lower()))
    if account:
        contacts.append(Contact("account", account))
    return contacts
