"""The process that trains: python -m zhuanji.triage.learning.child, JSON in, JSON out."""

import json
import os
import sys
import threading
import time
from base64 import b64decode, b64encode

STEP = "step "
"""A line of the error output that begins so says how many steps are done."""
_POLITE = 10


def main() -> None:
    """Read cases, train, compare, write the model and its card."""
    os.nice(_POLITE)
    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    from zhuanji.triage.learning.challenge import Used, challenge  # noqa: PLC0415 - after the lines above

    given = json.load(sys.stdin)
    used = given["challenged"]
    old = Used(b64decode(used["blob"]), frozenset(used["knew"])) if used else None
    model, card = challenge(
        given["texts"],
        given["labels"],
        given["answers"],
        old,
        weights=given["weights"],
        told=_tell,
    )
    found = {"blob": b64encode(model.to_bytes()).decode(), "card": card}
    json.dump(found, sys.stdout)


def _tell(step: int) -> None:
    sys.stderr.write(f"{STEP}{step}\n")
    sys.stderr.flush()


def _end_with(parent: int) -> None:
    """End when the worker that asked is gone: another trains anew, and two never do."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


if __name__ == "__main__":
    main()
