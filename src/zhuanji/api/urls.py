from django.urls import URLPattern, URLResolver, path, re_path

from zhuanji.api import documentation
from zhuanji.api.door import guarded, no_such_address, too_large
from zhuanji.api.v1 import api


def _behind_the_door() -> list[URLPattern | URLResolver]:
    patterns, _app_name, _namespace = api.urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = guarded(pattern.callback)
    return patterns


urlpatterns = [
    path("v1/docs", documentation.page, name="api-docs"),
    path("v1/openapi.json", documentation.description, name="api-description"),
    path("too-large/", too_large),
    path("v1/", (_behind_the_door(), "ninja", "api-v1")),
    re_path("", no_such_address),
]
