"""The number a complainant quotes, and the query code that proves it is theirs."""

import hashlib
import hmac
import unicodedata
from datetime import date

from django.conf import settings

from zhuanji.kernel.ids import ALPHABET, random_letters, read_letters

_RANDOM = 10  # 50 bits: cannot be guessed or enumerated, and a million a year do not collide
_CODE = 8  # 40 bits


def new_number(on: date) -> str:
    """Return a number like ZJ26-7K3F9-Q2M4T."""
    letters = random_letters(_RANDOM)
    return f"ZJ{on:%y}-{letters[:5]}-{letters[5:]}"


def read_number(typed: str) -> str:
    """Return the number somebody typed, whatever case, width, spaces or dashes it has; "" if none."""
    letters = "".join(
        ch for ch in read_letters(_narrow(typed.strip()[:60])) if ch.isascii() and ch.isalnum()
    )
    body = letters.removeprefix("ZJ")
    if not letters.startswith("ZJ") or len(body) != 2 + _RANDOM:
        return ""
    return f"ZJ{body[:2]}-{body[2:7]}-{body[7:]}"


def _narrow(typed: str) -> str:
    """ＺＪ２６－… as a Chinese keyboard writes it."""
    return unicodedata.normalize("NFKC", typed)


def query_code(number: str) -> str:
    """Return the code that goes with a number, like 4H7K-Q92M.

    It is derived from the installation's key, so it is stored nowhere and can be told again.
    """
    key = hashlib.sha256(b"query-code:" + settings.SECRET_KEY.encode()).digest()
    digest = int.from_bytes(hmac.digest(key, number.encode(), "sha256")[:8], "big")
    letters = "".join(ALPHABET[(digest >> (5 * place)) & 31] for place in range(_CODE))
    return f"{letters[:4]}-{letters[4:]}"


def is_query_code(number: str, typed: str) -> bool:
    """Compare in constant time, forgiving case, spaces, dashes and look-alike letters."""
    letters = "".join(ch for ch in read_letters(_narrow(typed[:40])) if ch in ALPHABET)
    expected = query_code(number).replace("-", "")
    return hmac.compare_digest(letters.encode(), expected.encode())
