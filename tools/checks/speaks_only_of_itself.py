"""Fail when a committed file names somebody's machine or a package registry.

The project installs through whatever index its user has, and runs wherever it was put.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MACHINE = r"(?<![\w.~])/(?:home|root|Users|work|opt/[a-z]+|tmp)/[\w.-]+"
REGISTRY = (
    r"pypi\.org|pythonhosted\.org|registry\.npmjs\.org|npmmirror\.com|"
    r"proxy\.golang\.org|crates\.io|mirrors\.[\w.-]+|--(?:extra-)?index-url|--find-links"
)
FORBIDDEN = re.compile(f"{MACHINE}|{REGISTRY}")
EXCUSE = "itself-ok: "
SELF = Path(__file__).resolve()


def committed_files() -> list[Path]:
    """Every file git keeps or is about to keep."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout  # noqa: S603
    return [ROOT / name for name in listed.decode().split("\0") if name]


def violations(path: Path) -> Iterator[str]:
    """The lines of one file that speak of somebody else."""
    content = path.read_bytes()
    if b"\0" in content:
        return
    for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
        if EXCUSE not in line and (found := FORBIDDEN.search(line)):
            yield f"{path.relative_to(ROOT)}:{number}: {found.group()}"


def main() -> int:
    files = [path for path in committed_files() if path.is_file() and path != SELF]
    found = [line for path in files for line in violations(path)]
    print("\n".join(found) or "speaks only of itself: ok")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
