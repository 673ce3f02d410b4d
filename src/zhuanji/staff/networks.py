"""Addresses and networks: where a token may be used from. Pure."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

MOST = 20


class NotANetwork(ValueError):
    """Says which of the given words is none."""


def read_networks(given: Iterable[str]) -> list[str]:
    """Return the networks as they are stored; one address is a network too. Raises NotANetwork."""
    networks = []
    for words in (one.strip() for one in given):
        if not words:
            continue
        try:
            networks.append(str(ip_network(words, strict=False)))
        except ValueError as error:
            raise NotANetwork(words[:50]) from error
    if len(networks) > MOST:
        raise NotANetwork(f"> {MOST}")
    return sorted(set(networks))


def is_within(address: str, networks: Iterable[str]) -> bool:
    """Whether an address belongs to one of the networks; what cannot be read belongs to none."""
    try:
        place = ip_address(address)
    except ValueError:
        return False
    return any(_plain(place) in ip_network(one) for one in networks)


def _plain(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """An IPv4 address is itself, also where it arrives in IPv6's clothes."""
    return getattr(address, "ipv4_mapped", None) or address
