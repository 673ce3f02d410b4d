"""The whole API, version 1, in one place."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.errors import ValidationError as NotValid
from ninja.parser import Parser
from ninja.renderers import JSONRenderer

from zhuanji import __version__
from zhuanji.api import (
    acts,
    arranging,
    assessment,
    categories,
    clocks,
    complaints,
    customers,
    dispatch,
    door,
    evidence,
    problems,
    records,
    similar,
    talk,
    tasks,
    webhooks,
)
from zhuanji.api.authentication import Bearer
from zhuanji.api.refusals import Unreadable
from zhuanji.complaints.registration import sentence
from zhuanji.kernel.errors import Invalid


class ReadAtTheDoor(Parser):
    """The door has read the body, strictly."""

    def parse_body(self, request: HttpRequest) -> object:  # type: ignore[override]  # a list is no dict, and refused as such
        return request.given  # type: ignore[attr-defined]


class Readable(JSONRenderer):
    """Chinese as it is written: half as long as its escapes, and a person can read it."""

    def __init__(self) -> None:
        self.json_dumps_params = {"ensure_ascii": False}


DESCRIPTION = """
The open interface of the complaint platform. Everything is JSON in UTF-8; times are ISO 8601 with their offset.

**Token**: `Authorization: Bearer zj_…`. What a token may do, its scopes say; names and contacts are
masked unless it has `personal:read`.
**Once only**: send an `Idempotency-Key` (a UUID) with every POST, PATCH, PUT and DELETE. The same
request with the same key gets the same answer for 72 hours, with `Idempotent-Replayed: true`, and
changes nothing twice.
**Refusals** are `application/problem+json`: `detail` says in the language of `Accept-Language` what to
do, `code` names the refusal, `problems` what is wrong with which field.
**Webhooks** are POSTed as [Standard Webhooks](https://www.standardwebhooks.com): `webhook-id`,
`webhook-timestamp`, and `webhook-signature` = `v1,` + base64 of HMAC-SHA256 over
`id.timestamp.body`, keyed by what stands behind `whsec_` (base64). The body is
`{"id", "kind", "at", "sequence", "complaint": {"number", "stage", "url"}}` and names nobody; `url`
leads to the rest. Answer 2xx within 15 s. Anything else is tried again, 12 times over three and a
half days, with the same `webhook-id`: do what it asks once. `sequence` counts a complaint's events.
**Rate**: `RateLimit-Limit`, `-Remaining` and `-Reset` stand in every answer; 429 has `Retry-After`.
""".strip()

api = NinjaAPI(
    title="转机 Zhuanji",
    version=__version__,
    description=DESCRIPTION,
    urls_namespace="api-v1",
    auth=Bearer(),
    parser=ReadAtTheDoor(),
    renderer=Readable(),
    docs_url=None,
    openapi_url=None,
)
api.add_router("/complaints", complaints.router)
api.add_router("/complaints", similar.router)
api.add_router("/complaints", assessment.router)
api.add_router("/complaints", acts.router)
api.add_router("/complaints", clocks.router)
api.add_router("/complaints", arranging.router)
api.add_router("/complaints", dispatch.router)
api.add_router("/complaints", talk.router)
api.add_router("/complaints", evidence.router)
api.add_router("", tasks.router)
api.add_router("/webhooks", webhooks.router)
api.add_router("/categories", categories.router)
api.add_router("", customers.router)
api.add_router("", records.router)
api.add_router("", dispatch.absences)


@api.exception_handler(NotValid)
def not_valid(request: HttpRequest, error: NotValid) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    found = {_field(e["loc"]): sentence(e["type"], e.get("ctx", {})) for e in error.errors}
    return problems.answer(Invalid(found))


def _field(place: tuple[object, ...]) -> str:
    """("body", "given", "customer", "phone") is customer.phone to whoever sent it."""
    where, *parts = place
    if where == "query":  # ("query", "asked", "stage", 0): nobody numbers the values of an address
        parts = [part for part in parts if part != "asked" and not isinstance(part, int)]
    return ".".join(str(part) for part in parts if part != "given") or "body"


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:  # noqa: ARG001
    return problems.answer(Unreadable())


@api.exception_handler(Exception)
def refuse(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001
    return door.answer_to(error)
