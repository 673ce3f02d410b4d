"""What differs between two playbooks, category by category and rule by rule."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from zhuanji.playbooks.body import SECTIONS

Book = Mapping[str, Any]
_PARTS = {"categories": "category", "rules": "rule"} | {
    section: section for section in SECTIONS if section not in {"categories", "rules"}
}
_UPRIGHT = ("heartbeat", "dispatch")  # sections of one row

_EVERY = {**_PARTS, **{section: section for section in _UPRIGHT}}


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
    changes: list[Change] = list(_industries(before, after))
    before, after = _in_rows(before), _in_rows(after)
    for part, name in _EVERY.items():
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
    order = {
        (name, row["key"]): n
        for part, name in _EVERY.items()
        for n, row in enumerate(after.get(part, []))
    }
    parts = ["industries", *_EVERY.values()]
    return sorted(
        changes,
        key=lambda one: (parts.index(one.part), order.get((one.part, one.key), len(order))),
    )


def _in_rows(book: Book) -> Book:
    """Whatever a draft holds as rows with keys: what has none is not compared."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for section in _EVERY:
        rows = book.get(section) or []
        if section in _UPRIGHT and isinstance(rows, Mapping):
            rows = [{"key": section, **rows}]
        listed = rows if isinstance(rows, list | tuple) else ()
        found[section] = [row for row in listed if isinstance(row, Mapping) and "key" in row]
    return found


def _industries(before: Book, after: Book) -> Iterator[Change]:
    old, new = list(before.get("industries") or ()), list(after.get("industries") or ())
    yield from (Change("industries", one, one, one, "added") for one in new if one not in old)
    yield from (Change("industries", one, one, one, "removed") for one in old if one not in new)


def _between(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Change | None:
    fields = tuple(
        filter(
            None, (_field(f, old.get(f), new.get(f)) for f in _fields(old, new) if f != "active")
        )
    )
    was, is_now = old.get("active", True), new.get("active", True)
    if was == is_now and not fields:
        return None
    what = "changed" if was == is_now else ("restored" if is_now else "retired")
    return _of(name, new, what, fields)


def _fields(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    return list(dict.fromkeys([*new, *old]))


def _field(name: str, before: Any, after: Any) -> FieldChange | None:
    if isinstance(before or after, list | tuple):
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
