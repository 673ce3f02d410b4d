"""Where each door stands."""

from django.urls import include, path

from zhuanji.desk.errors import too_large
from zhuanji.desk.health import favicon, health
from zhuanji.desk.live.views import events

handler400 = "zhuanji.desk.errors.bad_request"
handler403 = "zhuanji.desk.errors.permission_denied"
handler404 = "zhuanji.desk.errors.page_not_found"
handler500 = "zhuanji.desk.errors.server_error"

urlpatterns = [
    path("", include("zhuanji.portal.urls")),
    path("api/", include("zhuanji.api.urls")),
    path("events", events, name="events"),
    path("favicon.ico", favicon, name="favicon"),
    path("healthz", health, name="health"),
    # Asked for by the server itself, in the place of what was too large to take in.
    path("too-large/", too_large, name="too-large"),
    path("desk/too-large/", too_large, name="too-large-for-the-desk"),
    path("desk/", include("zhuanji.desk.urls")),
]
