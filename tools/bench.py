"""Run one benchmark on an embedded database of its own, so that nobody's complaints are touched.

A benchmark is a file in benchmarks/ that prints one table; what follows its name is handed on.
"""

import os
import runpy
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "benchmarks"


def main(subject: str, arguments: list[str]) -> None:
    """Start the database, bring its tables up to date, run the benchmark."""
    script = FOLDER / f"{subject}.py"
    if not subject or not script.exists():
        names = ", ".join(sorted(path.stem for path in FOLDER.glob("[a-z]*.py")))
        raise SystemExit(f"Choose one: make bench SUBJECT=name. There are: {names or 'none yet'}.")
    os.environ.setdefault("ZHUANJI_VAR", str(ROOT / "var/bench"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhuanji.settings")
    sys.path.insert(0, str(ROOT))
    django.setup()
    from zhuanji.operations import database, preparation  # noqa: PLC0415 - reads the settings

    with database.available():
        preparation.prepare()
        sys.argv = [str(script), *arguments]
        runpy.run_path(str(script), run_name="__main__")


if __name__ == "__main__":
    main(sys.argv[1] if sys.argv[1:] else "", sys.argv[2:])
