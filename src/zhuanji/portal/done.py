"""What was just done, said once in words on the next page; it also proves to a draft that it arrived."""

import json
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

_KEPT_FOR = 600  # seconds: somebody on a bad line may need a while to the next page


@dataclass(frozen=True)
class Done:
    """A deed that arrived, and the token of the form that it came with."""

    deed: str
    token: str

    @property
    def words(self) -> str:
        known = {
            "say": _("Your message has arrived. You will read our answer here."),
            "accept": _("Thank you. We have noted that you are content with our answer."),
            "reject": _(
                "We have noted that you are not content, and why. We will look into it again and"
                " answer you here."
            ),
            "withdraw": _("You have taken your complaint back. You can open it again at any time."),
            "reopen": _("Your complaint is open again. We will look into it and answer you here."),
            "data": _(
                "Your request about your data has arrived. The person responsible answers you here."
            ),
        }
        return known.get(self.deed, "")


def remember(response: HttpResponse, number: str, done: Done) -> None:
    """Let the next page of this complaint say it."""
    response.set_signed_cookie(
        _name(number),
        json.dumps([done.deed, done.token]),
        salt=_name(number),
        max_age=_KEPT_FOR,
        path=f"/c/{number}",
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def read(request: HttpRequest, number: str) -> Done | None:
    """What the last page did; call `forget` once it has been said."""
    kept = request.get_signed_cookie(
        _name(number), default="", salt=_name(number), max_age=_KEPT_FOR
    )
    if not kept:
        return None
    deed, token = json.loads(kept)
    return Done(deed, token)


def forget(response: HttpResponse, number: str) -> None:
    response.delete_cookie(_name(number), path=f"/c/{number}")


def _name(number: str) -> str:
    return f"done-{number}"
