"""How fast complaints are read on one core, what is found in them, and whether time grows with length alone.

make bench SUBJECT=reading ARGS="--file complaints.csv --column text"
"""

import argparse
import csv
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from django.utils import timezone

from benchmarks.table import show
from zhuanji.language.masking import mask_id, mask_phone
from zhuanji.language.reading import Reading, read

_LONGEST = 1_000_000
_INVENTED = (
    "我上周三下午在你们店买的手机，10号晚上8点就打不开机了，前天打客服电话13800138000没有人接，",
    "订单号DD20261123001，花了三千五百块，态度极其恶劣，非常失望！要求全额退款并赔偿损失，",
    "否则就打12315投诉，找律师起诉你们。我家在湖南省长沙市岳麓区，等了整整三天，一直没有答复。",
)


def texts_of(file: Path, columns: Sequence[str]) -> list[str]:
    """Return the texts of a CSV's column, the first that it has."""
    csv.field_size_limit(10_000_000)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        column = next(name for name in columns if name in (rows.fieldnames or ()))
        return [" ".join(row[column].split()) for row in rows if row[column]]


def seconds(work: Callable[[], object]) -> float:
    """Return the time of this process alone: others on the machine do not count."""
    start = time.process_time()
    work()
    return time.process_time() - start


def is_right(kind: str, value: str) -> bool:
    """Check an identifier again, by another road than the reader's."""
    if kind == "identity_card":
        weighed = (
            (10 if digit == "X" else int(digit)) * pow(2, 17 - n, 11)
            for n, digit in enumerate(value)
        )
        return sum(weighed) % 11 == 1
    digits = [int(digit) for digit in reversed(value)]
    return sum(d if n % 2 == 0 else (2 * d - 9 * (d > 4)) for n, d in enumerate(digits)) % 10 == 0


def speed(texts: list[str]) -> list[Reading]:
    at = timezone.localtime()
    readings: list[Reading] = []
    taken = seconds(lambda: readings.extend(read(text, at=at) for text in texts))
    characters = sum(map(len, texts))
    megabytes = sum(len(text.encode("utf-8", "replace")) for text in texts) / 1e6
    row = (len(texts), characters / len(texts), len(texts) / taken, megabytes / taken)
    show(
        "Reading on one core",
        ("complaints", "characters each", "complaints/s", "MB/s", "ms each"),
        [(*row, f"{1000 * taken / len(texts):.3f}")],
    )
    return readings


def kinds(readings: list[Reading]) -> None:
    found: Counter[str] = Counter(f.kind for r in readings for f in r.findings)
    holding: Counter[str] = Counter(k for r in readings for k in {f.kind for f in r.findings})
    checked = {
        kind: [is_right(kind, f.value) for r in readings for f in r.of(kind)]
        for kind in ("identity_card", "bank_card")
    }
    rows = [(kind, found[kind], holding[kind], _share(checked.get(kind))) for kind in sorted(found)]
    show("Found", ("kind", "findings", "complaints with one", "check digit right"), rows)


def _share(right: list[bool] | None) -> str:
    return f"{sum(right)} of {len(right)}" if right is not None else ""


def growth(texts: list[str]) -> None:
    """Read ever longer texts, pieced together from the real ones."""
    whole = "".join(texts)
    whole *= -(-_LONGEST // len(whole))
    rows = []
    size = 1_000
    while size <= _LONGEST:
        text = whole[:size]
        taken = min(seconds(lambda t=text: read(t)) for _ in range(3 if size < 100_000 else 1))
        rows.append((size, 1000 * taken, f"{1e6 * taken / size:.3f}"))
        size *= 10
    show("Growth with length", ("characters", "ms", "µs per character"), rows)


def samples(readings: list[Reading], kind: str, number: int) -> None:
    """Print some findings of one kind with a little around them, personal data masked."""
    every = [(r, f) for r in readings for f in r.of(kind)]
    mask = {"identity_card": mask_id, "bank_card": mask_id, "phone": mask_phone}.get(kind, str)
    rows = [
        (
            r.text[max(f.start - 10, 0) : f.start],
            mask(f.text),
            r.text[f.end : f.end + 10],
            mask(f.value),
        )
        for r, f in random.Random(1).sample(every, min(number, len(every)))  # noqa: S311
    ]
    show(f"Some of {len(every)}: {kind}", ("before", "words", "behind", "value"), rows)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--file", type=Path, action="append", default=[], help="a CSV; may repeat")
    options.add_argument("--column", action="append", default=[], help="of the text; may repeat")
    options.add_argument("--show", default="", help="a kind to print samples of")
    asked = options.parse_args()
    columns = asked.column or ["text", "account", "留言详情"]
    texts = [text for file in asked.file for text in texts_of(file, columns)]
    texts = texts or ["".join(_INVENTED)] * 2_000
    read(texts[0])
    readings = speed(texts)
    kinds(readings)
    growth(texts)
    if asked.show:
        samples(readings, asked.show, 40)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
