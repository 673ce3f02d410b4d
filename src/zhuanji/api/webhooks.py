"""Which machines are told what happens, and what became of each message."""

from typing import Annotated

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from zhuanji.api import webhook_schemas as schemas
from zhuanji.api.actions import ONCE
from zhuanji.api.authentication import Machine
from zhuanji.api.responses import refusals
from zhuanji.complaints.events import Event
from zhuanji.complaints.queries import told_outside, wrong_cursor
from zhuanji.kernel.errors import Invalid
from zhuanji.webhooks import actions, queries
from zhuanji.webhooks.models import Delivery, Webhook

router = Router(tags=["webhooks"])


class Paged(Schema):
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: str = ""


def _readable(cursor: str) -> str:
    if cursor and not queries.is_cursor(cursor):
        raise Invalid({"cursor": wrong_cursor()})
    return cursor


class AskedDeliveries(Paged):
    state: Delivery.State | None = None
    kind: Event | None = None


@router.post("", response={201: schemas.WebhookMade, **refusals(403, 422)})
def create_webhook(
    request: Machine, response: HttpResponse, given: schemas.WebhookGiven
) -> Status[schemas.WebhookMade]:
    """Be told from now on. The answer holds the signing secret, this once."""
    webhook, secret = actions.create_webhook(
        by=request.actor, at=timezone.now(), **given.model_dump()
    )
    response.headers["Cache-Control"] = ONCE
    words = schemas.shown(webhook).model_dump()
    return Status(201, schemas.WebhookMade(**words, secret=secret))


@router.get("", response={200: schemas.PageOfWebhooks, **refusals(403, 422)})
def list_webhooks(request: Machine, asked: Annotated[Paged, Query()]) -> schemas.PageOfWebhooks:
    """List webhooks, the newest first, a page at a time."""
    page = queries.list_webhooks(
        actor=request.actor, cursor=_readable(asked.cursor), size=asked.limit
    )
    return schemas.PageOfWebhooks(
        webhooks=[schemas.shown(row) for row in page.rows], next=page.next, previous=page.previous
    )


@router.get("/{pk}", response={200: schemas.WebhookShown, **refusals(403, 404)})
def read_webhook(request: Machine, pk: int) -> schemas.WebhookShown:
    """Read one webhook; its secret is not shown again."""
    return schemas.shown(_webhook(request, pk))


@router.patch("/{pk}", response={200: schemas.WebhookShown, **refusals(403, 404, 422)})
def change_webhook(request: Machine, pk: int, given: schemas.WebhookChange) -> schemas.WebhookShown:
    """Change it, turn it off, or on again."""
    changed = actions.change_webhook(
        by=request.actor,
        at=timezone.now(),
        webhook=_webhook(request, pk),
        **given.model_dump(exclude_none=True),
    )
    return schemas.shown(changed)


@router.delete("/{pk}", response={204: None, **refusals(403, 404)})
def delete_webhook(request: Machine, pk: int) -> Status[None]:
    """End it and forget its messages."""
    actions.delete_webhook(by=request.actor, at=timezone.now(), webhook=_webhook(request, pk))
    return Status(204, None)


@router.post("/{pk}/rotate-secret", response={200: schemas.Secret, **refusals(403, 404)})
def rotate_secret(request: Machine, response: HttpResponse, pk: int) -> schemas.Secret:
    """Get a new signing secret. For 24 hours messages carry the old one's signature as well."""
    secret = actions.rotate_secret(
        by=request.actor, at=timezone.now(), webhook=_webhook(request, pk)
    )
    response.headers["Cache-Control"] = ONCE
    return schemas.Secret(secret=secret)


@router.post("/{pk}/test", response={202: schemas.DeliveryShown, **refusals(403, 404, 409)})
def send_test(request: Machine, pk: int) -> Status[schemas.DeliveryShown]:
    """Send an event that never happened, of kind webhook.test."""
    delivery = actions.send_test(by=request.actor, at=timezone.now(), webhook=_webhook(request, pk))
    return Status(202, schemas.delivery_shown(delivery))


@router.get("/{pk}/deliveries", response={200: schemas.PageOfDeliveries, **refusals(403, 404, 422)})
def list_deliveries(
    request: Machine, pk: int, asked: Annotated[AskedDeliveries, Query()]
) -> schemas.PageOfDeliveries:
    """List its messages of the last 30 days, the newest first, a page at a time."""
    page = queries.list_deliveries(
        _webhook(request, pk),
        state=asked.state or "",
        kind=asked.kind or "",
        cursor=_readable(asked.cursor),
        size=asked.limit,
    )
    return schemas.PageOfDeliveries(
        deliveries=[schemas.delivery_shown(row) for row in page.rows],
        next=page.next,
        previous=page.previous,
    )


@router.post(
    "/{pk}/deliveries/{delivery}/replay",
    response={202: schemas.DeliveryShown, **refusals(403, 404, 409)},
)
def replay_delivery(request: Machine, pk: int, delivery: int) -> Status[schemas.DeliveryShown]:
    """Send one message again, with the same webhook-id and the same body."""
    found = queries.get_delivery(delivery, webhook=_webhook(request, pk))
    again = actions.replay_delivery(by=request.actor, at=timezone.now(), delivery=found)
    return Status(202, schemas.delivery_shown(again))


@router.post("/{pk}/replay", response={202: schemas.ReplayStarted, **refusals(403, 404, 409, 422)})
def replay_since(request: Machine, pk: int, given: schemas.Since) -> Status[schemas.ReplayStarted]:
    """Send all events since a moment, at most 5000 a call.

    What was sent before keeps its webhook-id; what happened while the webhook was off is sent too.
    """
    done = actions.replay_since(
        by=request.actor,
        at=timezone.now(),
        webhook=_webhook(request, pk),
        since=given.since,
        describe=told_outside,
    )
    return Status(202, schemas.ReplayStarted(count=done.count, until=done.until))


def _webhook(request: Machine, pk: int) -> Webhook:
    return queries.get_webhook(pk, actor=request.actor)
