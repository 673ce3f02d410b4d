"""Copy what the browser needs from node_modules into the package's static folder.

Only the files named here are served; licences travel with them.
"""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "node_modules"
TARGET = ROOT / "src/zhuanji/static/vendor"

FILES = {
    "alpine": ("@alpinejs/csp", ["dist/cdn.min.js"]),
    "echarts": ("echarts", ["dist/echarts.min.js", "LICENSE", "NOTICE"]),
    "htmx": ("htmx.org", ["dist/htmx.min.js", "LICENSE"]),
    "htmx-sse": ("htmx-ext-sse", ["dist/sse.min.js", "LICENSE"]),
    "sortable": ("sortablejs", ["Sortable.min.js", "LICENSE"]),
    "tabler": ("@tabler/core", ["dist/css/tabler.min.css", "dist/js/tabler.min.js", "README.md"]),
    "tabler-icons": (
        "@tabler/icons-webfont",
        ["dist/tabler-icons.min.css", "dist/fonts/tabler-icons.woff2", "LICENSE"],
    ),
}
# The icons' style sheet names its font by a path beside itself.
KEEPS_FOLDER = {"tabler-icons.woff2": "fonts"}


def copy(name: str, package: str, files: list[str]) -> None:
    """Copy the files of one package into a folder of its own."""
    for file in files:
        source = MODULES / package / file
        folder = TARGET / name / KEEPS_FOLDER.get(source.name, "")
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, folder / source.name)


def main() -> None:
    shutil.rmtree(TARGET, ignore_errors=True)
    for name, (package, files) in FILES.items():
        copy(name, package, files)


if __name__ == "__main__":
    main()
