"""The playbooks that come with the program: a general one, and what a trade adds to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.translation import get_language

from zhuanji.playbooks.body import PlaybookBody
from zhuanji.playbooks.yaml_text import read_mapping

TRADES = (
    "appliances", "telecom", "hospitality", "ecommerce", "property", "transport", "travel",
    "agriculture", "repair", "bank", "hotline",
)  # fmt: skip


Row = dict[str, Any]


@dataclass(frozen=True)
class Trade:
    """What one trade adds; its categories hang below those of the general playbook or beside them."""

    name: str
    zh: str
    en: str
    body: dict[str, Any]

    @property
    def said(self) -> str:
        return self.zh if (get_language() or "zh").startswith("zh") else self.en


@cache
def general() -> PlaybookBody:
    return PlaybookBody.model_validate(read_mapping(_text("general")))


@cache
def trade(name: str) -> Trade:
    """One of TRADES."""
    said = read_mapping(_text(name))
    names = said.pop("name_zh"), said.pop("name_en")
    return Trade(name, *names, {"categories": [], "rules": [], **said})


@cache
def shipped(names: Iterable[str] = ()) -> PlaybookBody:
    """The general playbook with what these trades add."""
    return with_trades(general(), names)


def with_trades(body: PlaybookBody, names: Iterable[str]) -> PlaybookBody:
    """A playbook with the additions of trades that it does not have yet.

    What is still as it is shipped gives way to what the trade says; what an organisation, or a
    trade before, wrote otherwise stays.
    """
    said = body.model_dump(mode="json")
    for name in names:
        for section, rows in trade(name).body.items():
            said[section] = _joined(section, said[section], rows)
        said["industries"] = list(dict.fromkeys([*said["industries"], name]))
    said["categories"] = in_tree_order(said["categories"])
    return PlaybookBody.model_validate(said)


def _joined(section: str, rows: list[Row], added: list[Row]) -> list[Row]:
    found = {row["key"]: row for row in rows}
    for row in added:
        if row["key"] not in found or found[row["key"]] == _plain(section).get(row["key"]):
            found[row["key"]] = row
    return list(found.values())


@cache
def _plain(section: str) -> Mapping[str, Row]:
    """The rows of a section that nobody wrote otherwise; categories and rules never give way."""
    if section in {"categories", "rules"}:
        return {}
    return {row["key"]: row for row in general().model_dump(mode="json")[section]}


def in_tree_order(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Children below their parents, brothers in the order they came."""
    place = {row["key"]: number for number, row in enumerate(rows)}

    def rank(row: dict[str, object]) -> list[int]:
        parts = str(row["key"]).split(".")
        return [place.get(".".join(parts[: n + 1]), len(rows)) for n in range(len(parts))]

    return sorted(rows, key=rank)


def _text(name: str) -> str:
    return files("zhuanji.playbooks").joinpath(f"defaults/{name}.yaml").read_text(encoding="utf-8")
