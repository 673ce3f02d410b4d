"""Handing one message to its receiver. No tables here, and never inside a transaction."""

import asyncio
import contextlib
import ipaddress
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx
from django.conf import settings

from zhuanji import __version__
from zhuanji.kernel.errors import DomainError
from zhuanji.kernel.outside.addresses import Address, Allowed, host_of, read_url, require_open

SECONDS = 15.0  # for everything: the name, the connection, the answer
_EXCERPT = 500
_MOST_READ = 4096
_ADDRESSES_TRIED = 3
GONE = 410
# A connection is never used twice: two hosts at one address would share it, and its certificate.
_LIMITS = httpx.Limits(max_keepalive_connections=0)


@dataclass(frozen=True)
class Parcel:
    """What goes where."""

    url: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What became of it: a status, or in `words` why there is none."""

    status: int | None
    words: str
    milliseconds: int
    retry_after: float = 0

    @property
    def is_taken(self) -> bool:
        return self.status is not None and 200 <= self.status < 300  # noqa: PLR2004


def send_all(parcels: Sequence[Parcel]) -> list[Answer]:
    """Send them side by side; the answers stand in the same order. None takes longer than SECONDS."""
    return asyncio.run(_send_all(parcels))


async def _send_all(parcels: Sequence[Parcel]) -> list[Answer]:
    async with httpx.AsyncClient(
        timeout=SECONDS, limits=_LIMITS, trust_env=False, follow_redirects=False
    ) as client:
        return await asyncio.gather(*(_send(client, parcel) for parcel in parcels))


async def _send(client: httpx.AsyncClient, parcel: Parcel) -> Answer:
    start = time.monotonic()
    status, words, retry_after = None, "", 0.0
    try:
        async with asyncio.timeout(SECONDS):
            status, words, retry_after = await _post(client, parcel)
    except TimeoutError:
        words = f"timeout: no answer within {SECONDS:g} s"
    except DomainError as refusal:
        words = type(refusal).__name__
    except (httpx.HTTPError, OSError, UnicodeError) as problem:
        words = f"{type(problem).__name__}: {problem}"
    return Answer(status, _clean(words), int((time.monotonic() - start) * 1000), retry_after)


async def _post(client: httpx.AsyncClient, parcel: Parcel) -> tuple[int, str, float]:
    allowed = Allowed.of(settings.WEBHOOK_PRIVATE)
    url = read_url(parcel.url, allowed)
    host = host_of(url)
    addresses = await _resolve(host, url.port or (443 if url.scheme == "https" else 80))
    require_open(addresses, host, allowed)
    *first, last = addresses[:_ADDRESSES_TRIED]
    for address in first:
        with contextlib.suppress(httpx.ConnectError, httpx.ConnectTimeout):
            return await _post_to(client, parcel, url, address)
    return await _post_to(client, parcel, url, last)


async def _resolve(host: str, port: int) -> list[Address]:
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    texts = dict.fromkeys(str(place[0]).split("%")[0] for *_rest, place in found)
    return [ipaddress.ip_address(text) for text in texts]


async def _post_to(
    client: httpx.AsyncClient, parcel: Parcel, url: httpx.URL, address: Address
) -> tuple[int, str, float]:
    """Connect to this very address, while name and certificate stay the host's."""
    headers = {
        "Host": url.netloc.decode("ascii"),
        "Content-Type": "application/json",
        "User-Agent": f"Zhuanji/{__version__}",
        "Accept-Encoding": "identity",
        **parcel.headers,
    }
    request = client.build_request(
        "POST",
        url.copy_with(host=str(address)),
        content=parcel.body,
        headers=headers,
        extensions={"sni_hostname": host_of(url)},
    )
    response = await client.send(request, stream=True)
    try:
        words = await _beginning(response)
    finally:
        await response.aclose()
    return response.status_code, words, _retry_after(response)


async def _beginning(response: httpx.Response) -> str:
    """The first words of the answer; the rest is never read."""
    read = b""
    async for chunk in response.aiter_raw():
        read += chunk
        if len(read) >= _MOST_READ:
            break
    return read[:_MOST_READ].decode("utf-8", "replace")


def _retry_after(response: httpx.Response) -> float:
    asked = response.headers.get("Retry-After", "")
    return float(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 0.0  # noqa: PLR2004


def _clean(words: str) -> str:
    """Printable, on one line, and short."""
    kept = "".join(c if c.isprintable() else " " for c in words[: _EXCERPT * 4])
    return " ".join(kept.split())[:_EXCERPT]
