"""What opens a group robot, encrypted with the installation's own key. Pure.

A copy of the database alone opens nothing; with another key what was sealed cannot be read, and
the robot's address is entered again.
"""

import base64
import json

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac

from zhuanji.notices.ways import Robot

Sealed = bytes | memoryview  # as PostgreSQL gives it back


def seal(robot: Robot) -> bytes:
    words = {"way": robot.way, "url": robot.url, "token": robot.token, "secret": robot.secret}
    return _box().encrypt(json.dumps(words).encode())


def unseal(sealed: Sealed | None) -> Robot | None:
    """The robot, or None when another key sealed it."""
    try:
        return Robot(**json.loads(_box().decrypt(bytes(sealed or b""))))
    except (InvalidToken, ValueError, TypeError):
        return None


def _box() -> Fernet:
    key = salted_hmac("zhuanji.notices", "robots", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
