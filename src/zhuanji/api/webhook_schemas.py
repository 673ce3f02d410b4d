"""Webhooks and their messages, as the OpenAPI description shows them."""

from datetime import datetime
from typing import Annotated

from annotated_types import Len
from pydantic import AwareDatetime, BaseModel, Field, StringConstraints

from zhuanji.complaints.events import Event
from zhuanji.complaints.registration import Strict
from zhuanji.webhooks.models import Delivery, Webhook

Name = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Url = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Kinds = Annotated[list[Event], Len(0, len(Event))]


class WebhookGiven(Strict):
    name: Name = Field(examples=["商城"])
    url: Url = Field(
        description="https:// and a public host; what else is allowed, the operator says.",
        examples=["https://shop.example/hooks/zhuanji"],
    )
    kinds: Kinds = Field([], description="The kinds of events to be told of; none is all.")


class WebhookChange(Strict):
    """What is left out stays as it is."""

    name: Name | None = None
    url: Url | None = None
    kinds: Kinds | None = None
    active: bool | None = Field(None, description="false turns it off: nothing is sent or kept.")


class WebhookShown(BaseModel):
    id: int
    name: str
    url: str
    kinds: list[str]
    active: bool
    failing_since: datetime | None = Field(
        description="Since when nothing arrives. After three days it is turned off."
    )
    made_at: datetime


class Secret(BaseModel):
    secret: str | None = Field(
        description="Shown this once. null when a repeated request is answered again: rotate it.",
        examples=["whsec_…"],
    )


class WebhookMade(WebhookShown, Secret):
    pass


class PageOfWebhooks(BaseModel):
    webhooks: list[WebhookShown]
    next: str
    previous: str


class DeliveryShown(BaseModel):
    id: int
    message_id: str = Field(description="The webhook-id header; the same at every attempt.")
    kind: str
    state: Delivery.State
    made_at: datetime
    next_at: datetime | None = Field(description="When it is tried next, while it waits.")
    attempts: int
    tried_at: datetime | None
    status: int | None = Field(description="Of the last answer, when there was one.")
    answer: str = Field(description="The beginning of the last answer, or what went wrong.")
    milliseconds: int | None
    body: str = Field(description="Exactly what is sent.")


class PageOfDeliveries(BaseModel):
    deliveries: list[DeliveryShown]
    next: str
    previous: str


class Since(Strict):
    since: AwareDatetime = Field(description="With its offset: 2026-11-25T08:00:00+08:00")


class ReplayStarted(BaseModel):
    count: int = Field(description="How many events are sent again, now or soon.")
    until: datetime | None = Field(description="Set when there were more: ask again from here.")


def shown(webhook: Webhook) -> WebhookShown:
    return WebhookShown.model_validate(webhook, from_attributes=True)


def delivery_shown(delivery: Delivery) -> DeliveryShown:
    return DeliveryShown.model_validate(delivery, from_attributes=True)
