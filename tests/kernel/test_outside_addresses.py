"""Webhooks reach the public internet and nothing else."""

import ipaddress

import pytest
from pytest_django import Settings

from zhuanji.kernel.outside.addresses import (
    Allowed,
    PrivateAddress,
    WrongAddress,
    is_public,
    read_url,
    require_open,
)
from zhuanji.kernel.outside.sending import Parcel, send_all

NOTHING = Allowed.of(())
CLOSED = [
    "0.0.0.0",  # noqa: S104
    "10.1.2.3",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.1",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::1",
    "3fff::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fec0::1",
    "ff02::1",
]


@pytest.mark.parametrize("text", CLOSED)
def test_closed_addresses(text: str) -> None:
    assert is_public(ipaddress.ip_address(text)) is False


@pytest.mark.parametrize(
    "text", ["1.1.1.1", "8.8.8.8", "223.5.5.5", "2400:3200::1", "2606:4700::1111"]
)
def test_open_addresses(text: str) -> None:
    assert is_public(ipaddress.ip_address(text)) is True


def test_one_closed_answer_closes_the_whole_name() -> None:
    answers = [ipaddress.ip_address(text) for text in ("8.8.8.8", "10.0.0.1")]

    with pytest.raises(PrivateAddress):
        require_open(answers, "rebound.example", NOTHING)


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://127.1/",
        "https://0/",
        "https://2130706433/",
        "https://0x7f.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:169.254.169.254]/",
        "https://100.64.0.1/",
    ],
)
def test_private_addresses_are_refused_when_they_are_entered(url: str) -> None:
    with pytest.raises(PrivateAddress):
        read_url(url, NOTHING)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "shop.example",
        "http://shop.example/",
        "gopher://shop.example/",
        "file:///etc/passwd",
        "https://",
        "https:///x",
        "https://shop.example@127.0.0.1/",
        "https://u:p@shop.example/",
        "https://shop.example/#x",
        "https://shop.example:99999/",
        "https://shop.example/" + "x" * 500,
        "https://[::1",
        "https://0177.0.0.1/",
        "https://sh op.example/",
        "https://\x00/",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(WrongAddress):
        read_url(url, NOTHING)


def test_the_operator_allows_hosts_and_networks_by_name() -> None:
    allowed = Allowed.of(("erp.intern", "10.1.0.0/16", "fd00::/8"))

    for url in ("http://erp.intern/x", "http://10.1.2.3:8080/", "https://[fd00::5]/"):
        assert str(read_url(url, allowed)) == url
    for url in ("http://other.intern/", "http://10.2.0.1/"):
        with pytest.raises(WrongAddress):
            read_url(url, allowed)
    require_open([ipaddress.ip_address("192.168.0.9")], "erp.intern", allowed)


@pytest.mark.parametrize("host", ["localhost", "127.1", "0", "[::ffff:127.0.0.1]", "[::1]"])
def test_no_connection_is_made_to_what_resolves_inside(host: str, settings: Settings) -> None:
    settings.WEBHOOK_PRIVATE = ()

    (answer,) = send_all([Parcel(f"https://{host}:9/", b"{}")])

    assert (answer.status, answer.words) == (None, "PrivateAddress")


def test_an_allowed_host_is_asked_by_name_at_its_own_address(settings: Settings) -> None:
    settings.WEBHOOK_PRIVATE = ("localhost",)

    (answer,) = send_all([Parcel("http://localhost:9/", b"{}")])

    assert (answer.status, answer.words.split(":")[0]) == (None, "ConnectError")
