"""Fail when a table is written outside an action.

A reader must find every way a row can change by opening `actions`. A call that looks like a write
and stands elsewhere carries `# writes-ok: <reason>` on its line.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src/zhuanji"
ROOMS = {"actions", "actions.py", "migrations"}
ALWAYS = {"bulk_create", "bulk_update", "get_or_create", "update_or_create"}
# These also name methods of dictionaries, files and pictures; the table's take no positionals.
WITHOUT_POSITIONALS = {"create", "delete", "save", "update"}
SQL = re.compile(
    r"\s*(insert\s+into|update|delete\s+from|truncate|copy|merge\s+into)\b", re.IGNORECASE
)
EXCUSE = "# writes-ok: "


def is_write(call: ast.Call) -> bool:
    """Whether a call writes to the database, as far as one can tell by its looks."""
    if not isinstance(call.func, ast.Attribute):
        return False
    name = call.func.attr
    plain = name.removeprefix("a") if name[1:] in ALWAYS | WITHOUT_POSITIONALS else name
    if plain in WITHOUT_POSITIONALS:
        return not call.args and not _is_mapping_update(plain, call)
    return plain in ALWAYS or (name.startswith("execute") and _is_writing_sql(call))


def _is_mapping_update(name: str, call: ast.Call) -> bool:
    return name == "update" and not call.keywords


def _is_writing_sql(call: ast.Call) -> bool:
    first = call.args[0] if call.args else None
    if isinstance(first, ast.JoinedStr) and first.values:
        first = first.values[0]
    return isinstance(first, ast.Constant) and bool(SQL.match(str(first.value)))


def violations(source: str) -> Iterator[tuple[int, str]]:
    """The line and the name of each write in a module that may not write."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and is_write(node):
            said = lines[node.lineno - 1 : node.end_lineno]
            if not any(EXCUSE in line for line in said):
                yield node.lineno, ast.unparse(node.func)


def main(source: Path = SOURCE) -> int:
    found = [
        f"{path}:{line}: {name}() writes outside actions"
        for path in sorted(source.rglob("*.py"))
        if not ROOMS & set(path.relative_to(source).parts)
        for line, name in violations(path.read_text(encoding="utf-8"))
    ]
    print("\n".join(found) or "writes live in actions: ok")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
