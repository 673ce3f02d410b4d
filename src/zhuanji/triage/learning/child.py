"""The process that trains: python -m zhuanji.triage.learning.child, JSON in, JSON out."""

import json
import os
import sys
from base64 import b64decode, b64encode

_POLITE = 10


def main() -> None:
    """Read cases, train, compare, write the model and its card."""
    os.nice(_POLITE)
    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
    from zhuanji.triage.learning.challenge import challenge  # noqa: PLC0415 - after the two lines

    given = json.load(sys.stdin)
    old = b64decode(given["challenged"]) if given["challenged"] else None
    model, card = challenge(
        given["texts"], given["labels"], given["answers"], old, weights=given["weights"]
    )
    found = {"blob": b64encode(model.to_bytes()).decode(), "card": card}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
