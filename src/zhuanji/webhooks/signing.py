"""Signatures in the Standard Webhooks form, and the secrets they are made with. Pure.

A secret is derived from the installation's own key and a random salt. Only the salt is in the
database, so a copy of the database alone signs nothing.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable

from django.utils.crypto import salted_hmac

PREFIX = "whsec_"
_SALT_BYTES = 32
Salt = bytes | memoryview  # as PostgreSQL gives it back


def new_salt() -> bytes:
    return secrets.token_bytes(_SALT_BYTES)


def signing_key(salt: Salt) -> bytes:
    return salted_hmac("zhuanji.webhooks", bytes(salt).hex(), algorithm="sha256").digest()


def secret_of(salt: Salt) -> str:
    """The secret as people copy it: whsec_ and base64."""
    return PREFIX + base64.b64encode(signing_key(salt)).decode()


def signed_headers(
    body: bytes, *, message_id: str, timestamp: int, keys: Iterable[bytes]
) -> dict[str, str]:
    """Return webhook-id, webhook-timestamp and webhook-signature, one v1 signature per key."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(f"v1,{_signature(key, signed)}" for key in keys),
    }


def _signature(key: bytes, signed: bytes) -> str:
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
