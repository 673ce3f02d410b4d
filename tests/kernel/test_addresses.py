"""Limits count visitors, never the proxy in front of them, and nobody can pretend."""

import pytest

from zhuanji.kernel.addresses import visitor_address

OURS = "10.0.0.0/8, 192.0.2.7"


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "visitor"),
    [
        ("10.0.0.1", "203.0.113.9", "", "10.0.0.1"),
        ("10.0.0.1", "", OURS, "10.0.0.1"),
        ("10.0.0.1", "203.0.113.9", OURS, "203.0.113.9"),
        ("10.0.0.1", "1.2.3.4, 203.0.113.9", OURS, "203.0.113.9"),
        ("10.0.0.1", "1.2.3.4, 203.0.113.9, 192.0.2.7", OURS, "203.0.113.9"),
        ("198.51.100.3", "1.2.3.4", OURS, "198.51.100.3"),
        ("10.0.0.1", "not an address", OURS, "10.0.0.1"),
        ("10.0.0.1", "203.0.113.9:4711", OURS, "203.0.113.9"),
        ("::ffff:10.0.0.1", "[2001:db8::1]:80", OURS, "2001:db8::1"),
        ("10.0.0.1", "1.2.3.4, 203.0.113.9", "1", "203.0.113.9"),
        ("10.0.0.1", "1.2.3.4, 203.0.113.9, 10.0.0.2", "2", "203.0.113.9"),
        ("10.0.0.1", "203.0.113.9", "2", "203.0.113.9"),
        ("10.0.0.1", "203.0.113.9", "0", "10.0.0.1"),
    ],
)
def test_the_nearest_address_that_is_no_proxy_of_ours(
    peer: str, forwarded: str, trusted: str, visitor: str
) -> None:
    assert visitor_address(peer, forwarded, trusted) == visitor
