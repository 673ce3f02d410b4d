"""What another system may say about an order, a message or a log line: few facts, all checked."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from zhuanji.complaints.registration import (
    Email,
    Line60,
    Line80,
    Line100,
    Line120,
    Moment,
    Phone,
    Strict,
    Text2000,
)

LONGEST_ORIGINAL = 50_000
Money = Annotated[Decimal, Field(ge=0, le=Decimal(10) ** 13, max_digits=15, decimal_places=2)]


class Facts(Strict):
    """Everything may be left out: what is not known is not compared."""

    product: Line120 = ""
    model: Line80 = ""
    batch: Line80 = ""
    shop: Line120 = ""
    status: Line80 = ""
    paid: Money | None = Field(None, description="In yuan.")
    refunded: Money | None = Field(None, description="In yuan.")
    ordered_at: Moment = None
    paid_at: Moment = None
    shipped_at: Moment = None
    delivered_at: Moment = None
    refunded_at: Moment = None
    text: Text2000 = Field("", description="What was said or logged.")


class RecordGiven(Strict):
    """One record of another system. It is about a customer, or an order, or both."""

    source: Annotated[Line60, StringConstraints(min_length=1)] = Field(
        description="The system it comes from.", examples=["shop"]
    )
    reference: Annotated[Line100, StringConstraints(min_length=1)] = Field(
        description="What it is called there. Sent again with other facts, it is a new revision."
    )
    kind: Annotated[str, StringConstraints(pattern="^(order|payment|delivery|message|log)$")]
    at: Annotated[datetime, Moment] = Field(description="When it happened.")
    order_number: Line60 = ""
    customer: int | None = Field(None, description="An id as /customers finds it.")
    phone: Phone = Field("", description="Instead of `customer`: a number we know somebody by.")
    email: Email = Field("", description="The same with an address.")
    facts: Facts = Facts()
    original: Annotated[str, StringConstraints(max_length=LONGEST_ORIGINAL)] = Field(
        "", description="The record as that system has it: kept, and hashed, byte for byte."
    )
