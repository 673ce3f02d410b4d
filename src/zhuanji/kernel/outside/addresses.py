"""Where webhooks may go: the public internet, and what the installation allows by name.

Whoever may enter an address must not reach the machine's neighbours through it. A name is resolved
once and the answer itself is connected to, so that a second answer cannot differ from the first.
"""

import ipaddress
import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass

import httpx
from django.utils.translation import gettext_lazy as _

from zhuanji.kernel.errors import DomainError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
LONGEST = 500
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
_LAST_PORT = 65_535
# What Python calls global and is not the public internet for us: the relay of 6to4, and Azure's
# host agent. (Alibaba's metadata at 100.100.100.200 lies in 100.64.0.0/10, which is not global.)
_CLOSED_4 = [ipaddress.ip_network(n) for n in ("192.88.99.0/24", "168.63.129.16/32")]
# Of IPv6 only global unicast is open, and of that nothing which carries IPv4 inside (6to4, Teredo).
# NAT64, mapped and compatible addresses, link-local and unique local lie outside 2000::/3.
_OPEN_6 = ipaddress.ip_network("2000::/3")
_CLOSED_6 = [
    ipaddress.ip_network(n) for n in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
]


class WrongAddress(DomainError):
    """Not an address that a webhook can be sent to."""

    status = 422
    message = _(
        "Enter the receiver's full address, beginning with https://, without user name and fragment."
    )


class NotEncrypted(WrongAddress):
    """Without HTTPS, everybody on the way can read along."""

    message = _(
        "Enter an address that begins with https://. Only to a private host that the operator allows in ZHUANJI_WEBHOOK_PRIVATE may it begin with http://."
    )


class PrivateAddress(DomainError):
    """An address inside somebody's network."""

    status = 422
    message = _(
        "This address leads into a private network. If that is meant, the operator allows the host in ZHUANJI_WEBHOOK_PRIVATE."
    )


@dataclass(frozen=True)
class Allowed:
    """The private hosts and networks that an installation names."""

    hosts: frozenset[str]
    networks: tuple[Network, ...]

    @classmethod
    def of(cls, named: Iterable[str]) -> "Allowed":
        hosts, networks = set(), []
        for name in named:
            try:
                networks.append(ipaddress.ip_network(name.strip("[]"), strict=False))
            except ValueError:
                hosts.add(name.lower().rstrip("."))
        return cls(frozenset(hosts), tuple(networks))

    def has_host(self, host: str) -> bool:
        literal = _literal(host)
        return host in self.hosts or (literal is not None and self.has_address(literal))

    def has_address(self, address: Address) -> bool:
        return any(address in network for network in self.networks)


def read_url(text: str, allowed: Allowed) -> httpx.URL:
    """Return the address in its one spelling. Raises WrongAddress, PrivateAddress.

    Without HTTPS only an allowed private host is told anything.
    """
    try:
        url = httpx.URL(text.strip())
    except (httpx.InvalidURL, UnicodeError) as error:
        raise WrongAddress from error
    host = host_of(url)
    if url.userinfo or url.fragment or len(str(url)) > LONGEST:
        raise WrongAddress
    if not _HOST.fullmatch(host) or not 0 < (url.port or 1) <= _LAST_PORT:
        raise WrongAddress
    if url.scheme not in ("http", "https"):
        raise WrongAddress
    if url.scheme == "http" and not allowed.has_host(host):
        raise NotEncrypted
    literal = _literal(host)
    if literal is not None:
        require_open([literal], host, allowed)
    return url


def host_of(url: httpx.URL) -> str:
    """The host in ASCII, as it goes into the Host header and is looked up."""
    return url.raw_host.decode("ascii").lower().rstrip(".")


def require_open(addresses: Iterable[Address], host: str, allowed: Allowed) -> None:
    """Raise PrivateAddress when one of the addresses that a host has is closed to us."""
    if host in allowed.hosts:
        return
    for address in addresses:
        if not (is_public(address) or allowed.has_address(address)):
            raise PrivateAddress


def is_public(address: Address) -> bool:
    """Whether packets to it can only go to the public internet."""
    if isinstance(address, ipaddress.IPv6Address):
        return address in _OPEN_6 and not any(address in closed for closed in _CLOSED_6)
    is_closed = any(address in closed for closed in _CLOSED_4)
    return address.is_global and not (is_closed or address.is_multicast or address.is_reserved)


def _literal(host: str) -> Address | None:
    """The address that a host is by itself, also in the old spellings: 127.1, 0x7f000001."""
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, UnicodeError):
        return None
