"""The description of the API: for machines as OpenAPI, for people as a page to try it on."""

import json
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from zhuanji.api.v1 import api


@require_safe
def description(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The OpenAPI document."""
    return HttpResponse(_described(), content_type="application/json")


@cache
def _described() -> str:
    return json.dumps(api.get_openapi_schema(), ensure_ascii=False, default=str)


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The same, to read and to try."""
    address = reverse("api-description")
    configuration = {
        "url": address,
        "layout": "BaseLayout",
        "deepLinking": True,
        "docExpansion": "list",
    }
    return render(request, "api/docs.html", {"configuration": configuration})
