"""What the environment says, looked at before anything begins: each mistake is named at once.

Nothing of Django is needed here, so that a setting which keeps Django from starting is named too.
"""

import logging
import os
import re
from collections.abc import Callable, Iterator, Mapping
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import available_timezones

from limits import parse

_HOST = re.compile(r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?", re.IGNORECASE)
_NUMBERS_ONLY = re.compile(r"[0-9.]+")
_MOST_THREADS = 64
_MAIL = ("smtp", "smtps", "smtp+tls")
_POSTGRES = ("postgres", "postgresql")


def mistakes(environment: Mapping[str, str]) -> list[str]:
    """Return a sentence for each setting that cannot be used, with an example that can."""
    return [
        f"{name}={_shown(name, value)} cannot be used: {sentence}"
        for name, (is_right, sentence) in _RULES.items()
        if (value := environment.get(name, "")) and not is_right(value.strip())
    ]


def mistake_about_folder(environment: Mapping[str, str], *, make: bool = True) -> str:
    """What keeps the folder of all data from being used, or ""; it is made unless told otherwise."""
    folder = Path(environment.get("ZHUANJI_VAR") or "var").resolve()
    try:
        if make:
            folder.mkdir(parents=True, exist_ok=True)
        if not folder.is_dir():
            raise NotADirectoryError(0, "no folder is there")
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(0, "it may not be written to")
    except OSError as error:
        why = error.strerror or str(error)
        return (
            f"ZHUANJI_VAR: {folder} cannot be the folder of all data ({why}). Name a folder that"
            " may be written to, for example ZHUANJI_VAR=/srv/zhuanji."
        )
    return ""


def _shown(name: str, value: str) -> str:
    """A mistake is told, a password is not."""
    if "://" in value and "@" in value and name in {"DATABASE_URL", "ZHUANJI_EMAIL"}:
        scheme, _, rest = value.partition("://")
        return f"{scheme}://…@{rest.rpartition('@')[2]}"
    return value


def _is_rate(value: str) -> bool:
    try:
        return parse(value).amount > 0
    except ValueError:
        return False


def _is_mail(value: str) -> bool:
    return value in {"file", "console"} or _is_url(value, _MAIL)


def _is_web(value: str) -> bool:
    return _is_url(value, ("http", "https"))


def _is_database(value: str) -> bool:
    """A socket's folder may stand as host=… in the query, so that no host is needed."""
    found = _split(value)
    return found is not None and found.scheme in _POSTGRES and len(found.path) > 1


def _is_url(value: str, schemes: tuple[str, ...]) -> bool:
    found = _split(value)
    return found is not None and found.scheme in schemes and bool(found.hostname)


def _split(value: str) -> SplitResult | None:
    try:
        found = urlsplit(value)
        port = found.port
    except ValueError:
        return None
    return None if port == 0 else found


def _is_network(value: str) -> bool:
    try:
        ip_network(value, strict=False)
    except ValueError:
        return False
    return True


def _is_place(value: str) -> bool:
    """A network, an address, or a host's name."""
    if "/" in value or ":" in value or _NUMBERS_ONLY.fullmatch(value):
        return _is_network(value)
    return bool(_HOST.fullmatch(value))


def _each(rule: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda value: all(map(rule, _parts(value)))


def _parts(value: str) -> Iterator[str]:
    return (part.strip() for part in value.split(",") if part.strip())


def _is_one_of(*words: str) -> Callable[[str], bool]:
    return lambda value: value in words


def _is_switch(value: str) -> bool:
    return value in {"0", "1"}


_SWITCH = (_is_switch, "write 1 for yes, or 0 or nothing for no.")
_RULES: dict[str, tuple[Callable[[str], bool], str]] = {
    "DATABASE_URL": (
        _is_database,
        "it names a PostgreSQL database, for example postgres://zhuanji:secret@db.example:5432/zhuanji",
    ),
    "ZHUANJI_URL": (
        _is_web,
        "it is the address customers see, for example https://complaints.example.com",
    ),
    "ZHUANJI_HOSTS": (
        _each(lambda host: host == "*" or bool(_HOST.fullmatch(host.strip("[].")) or ":" in host)),
        "it lists host names, separated by commas, for example complaints.example.com,localhost",
    ),
    "ZHUANJI_EMAIL": (
        _is_mail,
        "write file, console, or a mail server, for example smtp+tls://user:password@mail.example:587",
    ),
    "ZHUANJI_FROM": (
        lambda value: "@" in value,
        "it is who letters come from, for example Zhuanji <service@example.com>",
    ),
    "ZHUANJI_API_RATE": (
        _is_rate,
        "it says how often a token may ask, for example 60000/minute",
    ),
    "ZHUANJI_WEBHOOK_PRIVATE": (
        _each(_is_place),
        "it lists hosts and networks, separated by commas, for example erp.intern,10.1.0.0/16",
    ),
    "ZHUANJI_TRUSTED_PROXIES": (
        lambda value: value.isdigit() or _each(_is_network)(value),
        "it lists addresses and networks, or is a number of proxies, for example 10.0.0.0/8,192.0.2.7",
    ),
    "ZHUANJI_THREADS": (
        lambda value: value.isascii() and value.isdigit() and 0 < int(value) <= _MOST_THREADS,
        f"it is a number from 1 to {_MOST_THREADS}, for example 4",
    ),
    "ZHUANJI_TIME_ZONE": (
        lambda value: value in available_timezones(),
        "it is a time zone's name, for example Asia/Shanghai",
    ),
    "ZHUANJI_LOG_LEVEL": (
        _is_one_of(*(name for name in logging.getLevelNamesMapping() if name != "NOTSET")),
        "it is one of logging's levels, for example WARNING",
    ),
    "ZHUANJI_HTTPS": _SWITCH,
    "ZHUANJI_DEBUG": _SWITCH,
    "ZHUANJI_ALLOW_FORGETFUL_DATABASE": _SWITCH,
}
