"""Who is really asking, when proxies of our own stand in front."""

from collections.abc import Callable, Iterable
from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Address = IPv4Address | IPv6Address
_FORWARDED = "HTTP_X_FORWARDED_FOR"


class TrustedProxyMiddleware:
    """Set REMOTE_ADDR to the visitor's own address, for everybody who asks for it afterwards."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        if not settings.TRUSTED_PROXIES.isdigit():
            _networks(settings.TRUSTED_PROXIES)  # a misspelt setting stops the start

    def __call__(self, request: HttpRequest) -> HttpResponse:
        peer, told = request.META.get("REMOTE_ADDR", ""), request.META.get(_FORWARDED, "")
        request.META["REMOTE_ADDR"] = visitor_address(peer, told, settings.TRUSTED_PROXIES)
        return self._get_response(request)


def visitor_address(peer: str, forwarded: str, trusted: str) -> str:
    """Return the nearest address that is no proxy of ours.

    Read from the right: what a trusted proxy added is believed, what a stranger wrote before it is
    not. `trusted` names addresses and networks, or is a number of proxies; "" believes nobody.
    """
    told = [part.strip() for part in forwarded.split(",") if part.strip()]
    if not trusted or not told:
        return peer
    if trusted.isdigit():
        return (_plain(told[-int(trusted) :][0]) or peer) if int(trusted) else peer
    found = peer
    while told and _is_ours(found, trusted):
        nearer = _plain(told.pop())
        if not nearer:
            break
        found = nearer
    return found


def read_networks(words: str) -> list[IPv4Network | IPv6Network]:
    """Return the networks named, separated by commas. Raises ValueError for what is none."""
    return [ip_network(part.strip(), strict=False) for part in words.split(",") if part.strip()]


@cache
def _networks(trusted: str) -> Iterable[IPv4Network | IPv6Network]:
    return tuple(read_networks(trusted))


def _is_ours(address: str, trusted: str) -> bool:
    found = _read(address)
    return found is not None and any(found in network for network in _networks(trusted))


def _plain(words: str) -> str:
    """An address without port and brackets, "" when it is none."""
    bare = words.removeprefix("[").split("]")[0]
    if bare.count(":") == 1:
        bare = bare.split(":")[0]
    found = _read(bare)
    return str(found) if found else ""


def _read(words: str) -> Address | None:
    try:
        found = ip_address(words)
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found
