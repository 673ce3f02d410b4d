"""Collect the sentences to translate, and check that none is missing.

Sentences are written in English where they are used. Each app keeps its own catalogue beside its
code; what stands outside the apps (kernel, settings) is in the desk's.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src/zhuanji"
LANGUAGE = "zh_Hans"
HEADER = f"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: {LANGUAGE}\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
OUTSIDE_APPS = "desk"  # Django reads the catalogues of apps only
METHODS = [("**/migrations/**", "ignore"), ("**.py", "python"), ("**/jinja2/**", "jinja2")]
OPTIONS = {"**/jinja2/**": {"silent": "false", "trimmed": "true", "newstyle_gettext": "true"}}
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def homes() -> dict[Path, list[Path]]:
    """Each catalogue's path, with the folders and files whose sentences it holds."""
    found: dict[Path, list[Path]] = {}
    for place in sorted(path for path in PACKAGE.iterdir() if path.name != "__pycache__"):
        app = place.name if (place / "apps.py").exists() else OUTSIDE_APPS
        found.setdefault(PACKAGE / app / "locale" / LANGUAGE / "LC_MESSAGES/django.po", []).append(
            place
        )
    return found


def collected(places: list[Path]) -> Catalog:
    """The sentences that stand in the code and pages of these places."""
    catalog = Catalog()
    for place in places:
        folder, chosen = (place, None) if place.is_dir() else (place.parent, place.name)
        extracted = extract_from_dir(folder, METHODS, OPTIONS, KEYWORDS, ["Translators:"])
        for name, _line, text, comments, context in extracted:
            if chosen in {None, name}:
                file = (folder / name).relative_to(PACKAGE).as_posix()
                catalog.add(text, None, [(file, 0)], auto_comments=comments, context=context)
    return catalog


def kept(path: Path) -> Catalog:
    """The catalogue as it stands in the file, or an empty one."""
    if not path.exists():
        return Catalog(locale=LANGUAGE)
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def renewed(path: Path, places: list[Path]) -> Catalog:
    """The catalogue with new sentences added, untranslated, and forgotten ones left out."""
    catalog = kept(path)
    catalog.update(collected(places), no_fuzzy_matching=True, update_creation_date=False)
    return catalog


def collect() -> int:
    for path, places in homes().items():
        if catalog := renewed(path, places):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(HEADER + as_text(catalog), encoding="utf-8")
    return check()


def as_text(catalog: Catalog) -> str:
    target = BytesIO()
    # Neither dates nor line numbers: a catalogue changes when a sentence does.
    write_po(
        target,
        catalog,
        100,
        omit_header=True,
        sort_output=True,
        ignore_obsolete=True,
        include_lineno=False,
    )
    return target.getvalue().decode()


def problems(path: Path, places: list[Path]) -> Iterator[str]:
    """What is not right with one catalogue."""
    catalog = renewed(path, places)
    name = path.relative_to(ROOT)
    yield from (f"{name}: not translated: {m.id!r}" for m in catalog if m.id and not is_done(m))
    yield from (f"{name}: no longer used: {text!r}" for text in catalog.obsolete)
    for message, errors in catalog.check():
        yield from (f"{name}: {message.id!r}: {error}" for error in errors if is_done(message))


def is_done(message: Message) -> bool:
    strings = message.string if isinstance(message.string, (tuple, list)) else [message.string]
    return all(strings) and not message.fuzzy


def check() -> int:
    found = [line for path, places in homes().items() for line in problems(path, places)]
    print("\n".join(found) or "translations are complete: ok")
    return bool(found)


if __name__ == "__main__":
    sys.exit({"collect": collect, "check": check}[sys.argv[1]]())
