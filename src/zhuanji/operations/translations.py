"""Translations are kept as readable catalogues (*.po) and used compiled (*.mo)."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).resolve().parents[1]


def compile_changed(package: Path = PACKAGE) -> list[Path]:
    """Compile every catalogue that changed since it was last compiled; return those."""
    changed = [
        catalogue
        for catalogue in sorted(package.glob("*/locale/*/LC_MESSAGES/*.po"))
        if _is_newer(catalogue, catalogue.with_suffix(".mo"))
    ]
    for catalogue in changed:
        _compile(catalogue)
    return changed


def _is_newer(catalogue: Path, compiled: Path) -> bool:
    return not compiled.exists() or compiled.stat().st_mtime < catalogue.stat().st_mtime


def _compile(path: Path) -> None:
    """Compile beside, then rename: a reader sees the old one or the new one, whole."""
    draft = path.with_suffix(f".{os.getpid()}")
    with path.open("rb") as source, draft.open("wb") as target:
        write_mo(target, read_po(source))
    draft.replace(path.with_suffix(".mo"))
