"""The description of the API: for machines as OpenAPI, for people as a page to try it on."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from zhuanji.api.v1 import api

_CHINESE = Path(__file__).parent / "words" / "description.zh-hans.json"


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document: in English for machines, in Chinese for the page when it asks so."""
    chinese = request.GET.get("language") == "zh-hans"
    return HttpResponse(_described(chinese=chinese), content_type="application/json")


@cache
def _described(*, chinese: bool) -> str:
    told = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    words = json.loads(_CHINESE.read_text(encoding="utf-8")) if chinese else {}
    return json.dumps(_said(told, words), ensure_ascii=False)


def _said(told: Any, words: Mapping[str, str]) -> Any:
    """What people read, in their words; a sentence that is too new to be known stays as it is."""
    if isinstance(told, list):
        return [_said(one, words) for one in told]
    if not isinstance(told, dict):
        return told
    said = {name: _said(value, words) for name, value in told.items()}
    for name in {"summary", "description"} & told.keys():
        if isinstance(told[name], str):
            said[name] = words.get(told[name], told[name])
    if isinstance(told.get("tags"), list):
        said["tags"] = [words.get(f"tag: {tag}", tag) for tag in told["tags"]]
    return said


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The same, to read and to try."""
    address = reverse("api-description")
    if (get_language() or "").startswith("zh"):
        address += "?language=zh-hans"
    configuration = {
        "url": address,
        "layout": "BaseLayout",
        "deepLinking": True,
        "docExpansion": "list",
    }
    return render(request, "api/docs.html", {"configuration": configuration})
