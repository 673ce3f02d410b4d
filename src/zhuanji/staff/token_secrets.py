"""The secret half of an API token."""

import hashlib
import secrets

PREFIX = "zj_"  # lets a secret scanner recognise one that leaked


def new_secret() -> str:
    return PREFIX + secrets.token_urlsafe(32)


def new_link_secret() -> str:
    """What stands in a one-time link."""
    return secrets.token_urlsafe(24)


def hash_of(secret: str) -> str:
    """SHA-256 is enough for 256 random bits; slow hashes are for what people choose."""
    return hashlib.sha256(secret.encode()).hexdigest()
