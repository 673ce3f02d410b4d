"""Short notices that htmx answers carry beside, or instead of, a piece of page."""

import json
from typing import TypeVar

from django.http import HttpResponseBase
from django.utils.functional import Promise

R = TypeVar("R", bound=HttpResponseBase)


def with_toast(response: R, text: str | Promise, *, kind: str = "success", undo: str = "") -> R:
    """Return the answer with a notice; `undo` is an address that takes back what was done.

    kind: success, info, warning or error (an error stays until it is dismissed).
    """
    said = json.loads(response.headers.get("HX-Trigger", "{}"))
    said["toast"] = {"text": str(text), "kind": kind, "undo": undo}
    response.headers["HX-Trigger"] = json.dumps(said)  # ASCII: a header carries nothing else
    return response
