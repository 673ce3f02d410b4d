"""What is shipped for each trade: precise enough to propose a category without any label."""

from typing import Any

import pytest

from tests.playbooks.sentences import SENTENCES
from zhuanji.playbooks.body import GRADES, PlaybookBody
from zhuanji.playbooks.checking import Known, strangers
from zhuanji.playbooks.documents import read_body, write_body
from zhuanji.playbooks.duties import duties
from zhuanji.playbooks.playbook import Playbook
from zhuanji.playbooks.shipped import TRADES, general, shipped, trade, with_trades

DEPARTMENTS = frozenset(
    {"quality", "service", "sales", "repair", "finance", "tech", "legal", "logistics", "stores"}
)


def book(*names: str) -> Playbook:
    return Playbook(0, shipped(names))


@pytest.mark.parametrize("name", TRADES)
def test_sentences_of_a_trade_propose_its_category_first(name: str) -> None:
    playbook = book(name)
    proposed = {
        said: next((vote.category for vote in playbook.votes(said)), "")
        for said, _ in SENTENCES[name]
    }

    assert proposed == dict(SENTENCES[name])
    assert len(proposed) >= 8


@pytest.mark.parametrize("name", TRADES)
def test_a_trade_says_all_that_a_complaints_manager_decides(name: str) -> None:
    added = trade(name).body
    least = {
        "categories": 8,
        "rules": 1,
        "deadlines": 2,
        "routes": 1,
        "emergency": 2,
        "scripts": 2,
        "surveys": 1,
    }

    assert {part: len(added.get(part, [])) >= number for part, number in least.items()} == dict.fromkeys(least, True)  # fmt: skip
    assert trade(name).zh != trade(name).en
    assert [row["key"] for row in added["categories"] if len(row.get("words", [])) < 4] == []
    assert read_body(write_body(shipped((name,)))) == shipped((name,))
    assert strangers(shipped((name,)).model_dump(mode="json"), Known(DEPARTMENTS)) == []


@pytest.mark.parametrize(
    ("name", "grade", "terms"),
    [
        ("bank", "general", ("1h", "3wd", "15d")),
        ("bank", "complex", ("1h", "5wd", "30d")),
        ("hotline", "emergency", ("1h", "2h", "24h")),
        ("hotline", "major", ("2h", "24h", "7d")),
        ("hotline", "general", ("24h", "5wd", "7wd")),
        ("ecommerce", "general", ("30m", "12h", "48h")),
    ],
)
def test_trades_have_deadlines_of_their_own(
    name: str, grade: str, terms: tuple[str, str, str]
) -> None:
    said = book(name).deadlines(grade)

    assert (
        tuple(str(said[kind]) for kind in ("acknowledgement", "first_answer", "resolution"))
        == terms
    )


def test_what_somebody_wrote_stays_and_what_is_shipped_gives_way() -> None:
    own: dict[str, Any] = general().model_dump(mode="json")
    own["deadlines"][0] |= {"resolution": "36h"}
    joined = Playbook(1, with_trades(PlaybookBody.model_validate(own), ("bank", "hotline")))

    assert str(joined.deadlines("general")["resolution"]) == "36h"
    assert str(joined.deadlines("complex")["resolution"]) == "30d"
    assert joined.industries == ("bank", "hotline")
    assert with_trades(joined.body, ("bank",)) == joined.body


def test_all_trades_together_still_agree() -> None:
    every = book(*TRADES)

    assert [grade for grade in GRADES if not every.deadlines(grade)] == []
    assert every.industries == TRADES


def test_duties_name_categories_and_trades_that_there_are() -> None:
    keys, trades = set(book(*TRADES).categories), {*TRADES, "fca_disp", "cfpb"}

    assert [one.key for one in duties() if not set(one.categories) <= keys] == []
    assert [one.key for one in duties() if not set(one.industries) <= trades] == []
