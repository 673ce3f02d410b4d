"""Names for things that must not be guessed."""

import secrets
import time
import uuid

# Crockford's base 32: without I, L, O and U, which are misread and misheard.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans("ILO", "110")


def random_letters(length: int) -> str:
    """Return `length` unpredictable characters of ALPHABET (5 bits each)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def read_letters(typed: str) -> str:
    """Return what a person typed or dictated, as the characters that were meant."""
    return typed.upper().translate(_LOOKALIKES)


def time_ordered_uuid() -> uuid.UUID:
    """Return a version 7 UUID (RFC 9562): unguessable, and new ones sort last in an index."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | (0x7 << 76) | (secrets.randbits(12) << 64)
    return uuid.UUID(int=value | (0b10 << 62) | secrets.randbits(62))
