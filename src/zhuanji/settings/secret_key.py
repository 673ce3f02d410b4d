"""The installation's own key, made once and kept beside its data."""

import os
import secrets
from pathlib import Path


def read_or_make_secret_key(var: Path) -> str:
    """Return the key in `var`/secret-key, making it (mode 0600) when it is not there.

    Two processes that start together agree on one key: the file is made whole, then linked.
    """
    path = var / "secret-key"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        draft = var / f".secret-key-{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        try:
            path.hardlink_to(draft)
        except FileExistsError:
            pass  # another process was first: its key is the key
        finally:
            draft.unlink()
    return path.read_text()
