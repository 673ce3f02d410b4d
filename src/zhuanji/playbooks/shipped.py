"""The playbooks that come with the program: a general one, and what a trade adds to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.utils.translation import get_language

from zhuanji.playbooks.body import PlaybookBody
from zhuanji.playbooks.yaml_text import read_mapping

TRADES = ("appliances", "telecom", "hospitality")


@dataclass(frozen=True)
class Trade:
    """What one trade adds; its categories hang below those of the general playbook."""

    name: str
    zh: str
    en: str
    body: dict[str, list[dict[str, object]]]

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
    body = {part: list(said.get(part, [])) for part in ("categories", "rules")}
    return Trade(name, said["name_zh"], said["name_en"], body)


@cache
def shipped(names: Iterable[str] = ()) -> PlaybookBody:
    """The general playbook with what these trades add."""
    return with_trades(general(), names)


def with_trades(body: PlaybookBody, names: Iterable[str]) -> PlaybookBody:
    """A playbook with the additions of trades that it does not have yet."""
    said = body.model_dump(mode="json")
    for name in names:
        for part, rows in trade(name).body.items():
            known = {row["key"] for row in said[part]}
            said[part] += [row for row in rows if row["key"] not in known]
    said["categories"] = in_tree_order(said["categories"])
    return PlaybookBody.model_validate(said)


def in_tree_order(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Children below their parents, brothers in the order they came."""
    place = {row["key"]: number for number, row in enumerate(rows)}

    def rank(row: dict[str, object]) -> list[int]:
        parts = str(row["key"]).split(".")
        return [place.get(".".join(parts[: n + 1]), len(rows)) for n in range(len(parts))]

    return sorted(rows, key=rank)


def _text(name: str) -> str:
    return files("zhuanji.playbooks").joinpath(f"defaults/{name}.yaml").read_text(encoding="utf-8")
