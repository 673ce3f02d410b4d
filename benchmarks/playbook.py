"""How far a playbook's words alone come without any label, and how fast they are found.

python benchmarks/playbook.py --labelled FILE [--words FILE]: a CSV with the columns
text and label; labels are the Chinese names of the categories.
"""

import argparse
import csv
import json
import os
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhuanji.settings")
os.environ.setdefault("ZHUANJI_SECRET_KEY", "measuring needs no secret")

import django

django.setup()

from sklearn.metrics import accuracy_score, f1_score  # noqa: E402

from zhuanji.playbooks.documents import read_body  # noqa: E402
from zhuanji.playbooks.playbook import Playbook  # noqa: E402
from zhuanji.playbooks.shipped import TRADES, shipped  # noqa: E402

HERE = Path(__file__).parent
SAMPLE = (
    "您好，上周三买的电水壶用了三天就底部渗水，底座一沾水就跳闸，孩子差点被电到。打了三次热线都敷衍我，"
    "说已加急，至今没人上门。再不处理我就打12315，找记者曝光！要求退款199元。家里有老人，一直正常使用。"
) * 4
LENGTH = 370
TIMES = 3000


def quality(playbook: Playbook, rows: list[dict[str, str]]) -> dict[str, float]:
    names = {one.name_zh: key for key, one in playbook.categories.items()}
    wanted = [names[row["label"]] for row in rows]
    got = [next((v.category for v in playbook.votes(row["text"])), "") for row in rows]
    covered = [(w, g) for w, g in zip(wanted, got, strict=True) if g]
    hits = sum(w == g for w, g in covered)
    return {
        "rows": len(rows),
        "accuracy": round(accuracy_score(wanted, got), 3),
        "macro_f1": round(f1_score(wanted, got, average="macro", labels=sorted(names.values())), 3),
        "covered": round(len(covered) / len(rows), 3),
        "accuracy_where_covered": round(hits / len(covered), 3),
    }


def speed(playbook: Playbook) -> dict[str, float]:
    text = SAMPLE[:LENGTH]
    playbook.votes(text)
    began = time.process_time()
    for _n in range(TIMES):
        playbook.votes(text)
    return {
        "characters": LENGTH,
        "words": sum(len(one.words) for one in playbook.body.categories),
        "milliseconds": round((time.process_time() - began) / TIMES * 1000, 4),
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--labelled", type=Path, help="CSV with the columns text and label")
    options.add_argument("--words", type=Path, default=HERE / "playbook_words.yaml")
    given = options.parse_args()
    found: dict[str, object] = {"speed": speed(Playbook(0, shipped(TRADES)))}
    if given.labelled:
        rows = list(csv.DictReader(given.labelled.open(encoding="utf-8-sig")))
        book = Playbook(0, read_body(given.words.read_text(encoding="utf-8")))
        found["quality"] = quality(book, rows)
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
