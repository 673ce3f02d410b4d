"""What differs between two playbooks, category by category and rule by rule."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Book = Mapping[str, Any]
_LISTS = ("words", "less", "together", "unless")
_PARTS = {"categories": "category", "rules": "rule"}


@dataclass(frozen=True)
class FieldChange:
    """A field before and after, or for a list of words those that went and those that came."""

    name: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """`what` is added, removed, retired, restored, moved or changed; names are the newer ones."""

    part: str
    key: str
    zh: str
    en: str
    what: str
    fields: tuple[FieldChange, ...] = field(default=())


def compare(before: Book, after: Book) -> list[Change]:
    """Every change that leads from one to the other; both as they are stored, perhaps as drafts."""
    changes: list[Change] = []
    for part, name in _PARTS.items():
        old = {row["key"]: row for row in before.get(part, [])}
        new = {row["key"]: row for row in after.get(part, [])}
        changes += [_of(name, row, "added") for key, row in new.items() if key not in old]
        changes += [_of(name, row, "removed") for key, row in old.items() if key not in new]
        changes += [
            one for key in old.keys() & new.keys() if (one := _between(name, old[key], new[key]))
        ]
        stayed = [key for key in new if key in old]
        if stayed != [key for key in old if key in new]:
            moved = _moved([key for key in old if key in new], stayed)
            changes += [_of(name, new[key], "moved") for key in moved]
    order = {row["key"]: n for part in _PARTS for n, row in enumerate(after.get(part, []))}
    return sorted(changes, key=lambda one: (one.part, order.get(one.key, len(order))))


def _between(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Change | None:
    fields = tuple(filter(None, (_field(f, old.get(f), new.get(f)) for f in new if f != "active")))
    was, is_now = old.get("active", True), new.get("active", True)
    if was == is_now and not fields:
        return None
    what = "changed" if was == is_now else ("restored" if is_now else "retired")
    return _of(name, new, what, fields)


def _field(name: str, before: Any, after: Any) -> FieldChange | None:
    if name in _LISTS:
        old, new = list(before or ()), list(after or ())
        gone = tuple(word for word in old if word not in new)
        come = tuple(word for word in new if word not in old)
        return FieldChange(name, gone, come) if gone or come else None
    if (before or "") == (after or ""):
        return None
    return FieldChange(name, (str(before or ""),), (str(after or ""),))


def _moved(old: list[str], new: list[str]) -> list[str]:
    """Those that stand behind another neighbour than before, among their brothers."""

    def before_it(keys: list[str]) -> dict[str, str]:
        last: dict[str, str] = {}
        found = {}
        for key in keys:
            parent = key.rpartition(".")[0]
            found[key] = last.get(parent, "")
            last[parent] = key
        return found

    was, is_now = before_it(old), before_it(new)
    return [key for key in new if was[key] != is_now[key]][:1]


def _of(
    part: str, row: Mapping[str, Any], what: str, fields: tuple[FieldChange, ...] = ()
) -> Change:
    key = str(row["key"])
    return Change(part, key, str(row.get("zh", key)), str(row.get("en", key)), what, fields)
