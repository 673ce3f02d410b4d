"""Whom a complaint concerns, and who works on it."""

from typing import Annotated

from pydantic import BaseModel

from zhuanji.api.choices import one_of
from zhuanji.customers.models import Customer


class Person(BaseModel):
    id: int
    name: str


class Place(BaseModel):
    id: int
    code: str
    name: str


class Contact(BaseModel):
    """A customer; masked (王**, 138****8000) unless the token reads personal data."""

    id: int
    name: str
    tier: Annotated[str, one_of(Customer.Tier)]
    phones: list[str]
    emails: list[str]
    masked: bool


class Representative(BaseModel):
    name: str
    phone: str
    authority: str
