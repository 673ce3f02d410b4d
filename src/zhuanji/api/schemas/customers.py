"""What customers bought."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from zhuanji.complaints.registration import Strict


class PurchaseGiven(Strict):
    order_number: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    product: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    model: Annotated[str, StringConstraints(max_length=80)] = ""
    batch: Annotated[str, StringConstraints(max_length=80)] = ""
    shop: Annotated[str, StringConstraints(max_length=120)] = ""
    amount_fen: int = Field(0, ge=0, le=10**15, description="In fen: 1 yuan is 100.")
    bought_on: date


class Purchased(PurchaseGiven):
    customer: int
