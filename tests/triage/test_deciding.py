"""What follows from what was read, without a database."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from zhuanji.language.reading import read
from zhuanji.playbooks.queries import playbook_in_use
from zhuanji.triage.deciding import grade
from zhuanji.triage.deciding.again import again_in
from zhuanji.triage.deciding.assessing import Around, Assessed, Customs, Material, assess, text_of
from zhuanji.triage.deciding.category import from_model, from_votes, propose_category
from zhuanji.triage.deciding.department import propose_department
from zhuanji.triage.deciding.harm import harm_in
from zhuanji.triage.deciding.impact import Known, impact_of
from zhuanji.triage.deciding.proposals import Proposal
from zhuanji.triage.deciding.standing import standing
from zhuanji.triage.deciding.triggers import triggers_in
from zhuanji.triage.deciding.validity import ENOUGH, propose_validity

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


def assessed(text: str, **around: object) -> Assessed:
    playbook = playbook_in_use()
    material = Material(
        text=text,
        read=read(text, at=AT),
        votes=playbook.votes(text),
        rules=playbook.forced(text),
        around=Around(**around),  # type: ignore[arg-type]
    )
    return assess(material, Customs(lambda key: key.partition(".")[0]))


@pytest.mark.parametrize(
    ("text", "kind", "degree"),
    [
        ("孩子被烫伤了", "injury", 1.0),
        ("幸好没有人受伤", "", 0.0),
        ("没有受伤，但是插座冒烟", "danger", 0.7),
        ("担心漏电", "danger", 0.42),
        ("差点触电", "injury", 0.6),
        ("手機漏電", "danger", 0.7),
        ("屏幕打不开", "loss", 0.4),
        ("你们的态度真好", "", 0.0),
    ],
)
def test_harm_is_read_with_denial_and_fear(text: str, kind: str, degree: float) -> None:
    found = harm_in(text)

    assert (found.kind, round(found.degree, 2)) == (kind, degree)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("这是第三次了", ["第三次"]),
        ("我多次致电都没人管", ["多次致电"]),
        ("投诉了好几次", ["投诉了好几次"]),
        ("第一次买", []),
    ],
)
def test_that_it_is_not_the_first_time_is_read(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in again_in(text)] == words


def parts(**given: float) -> tuple[grade.Part, ...]:
    return tuple(grade.Part(name, given.get(name, 0.0)) for name in grade.WEIGHTS)


@pytest.mark.parametrize(
    ("given", "score", "label"),
    [
        ({}, 0.0, "general"),
        ({"harm": 1.0}, 35.0, "complex"),
        ({"harm": 0.7, "emotion": 0.8, "threat": 0.8}, 56.5, "major"),
        (
            {"harm": 1.0, "emotion": 1.0, "threat": 1.0, "value": 1.0, "repeat": 1.0},
            100.0,
            "emergency",
        ),
    ],
)
def test_the_grade_is_the_band_of_the_score(
    given: dict[str, float], score: float, label: str
) -> None:
    made = parts(**given)

    assert (grade.score(made), grade.propose_grade(made).label) == (score, label)


def test_between_two_bands_a_person_decides_between_both() -> None:
    made = grade.propose_grade(parts(harm=5 / 7))  # 25 points: the edge itself

    assert made.abstained
    assert sorted(label for label, _ in made.ranked) == ["complex", "general"]


def test_the_shares_of_all_bands_are_one() -> None:
    shares = grade.ASSUMED.shares(44.0)

    assert round(sum(shares.values()), 9) == 1.0


def test_a_rule_lifts_the_grade_and_never_lowers_it() -> None:
    lifted = grade.propose_grade(parts(), forced="emergency", rule="injury")
    higher = grade.propose_grade(parts(harm=1, emotion=1, threat=1), forced="complex", rule="x")

    assert (lifted.label, lifted.source, lifted.abstained) == ("emergency", "rule", False)
    assert (higher.label, higher.source) == ("emergency", "score")


@dataclass
class Vote:
    category: str
    weight: float
    spans: tuple[tuple[int, int, str], ...] = ()


def test_one_word_makes_nobody_sure_and_a_rival_takes_from_the_winner() -> None:
    one = from_votes([Vote("quality.leak", 1.4)])
    many = from_votes([Vote("quality.leak", 6.0), Vote("logistics.late", 1.0)])
    rivals = from_votes([Vote("quality.leak", 6.0), Vote("logistics.late", 5.0)])

    assert [p.abstained for p in (one, many, rivals)] == [True, False, True]
    assert [label for label, _ in rivals.ranked] == ["quality.leak", "logistics.late"]


def test_without_a_vote_there_is_no_candidate() -> None:
    assert from_votes([]) == Proposal("category")


@dataclass
class Decision:
    label: str = "quality"
    probability: float = 0.8
    margin: float = 0.5
    ranked: tuple[tuple[str, float], ...] = (("quality", 0.8), ("price", 0.2))
    strange: bool = False

    @property
    def is_sound(self) -> bool:
        return self.probability >= 0.5 and not self.strange


def test_a_model_below_the_margin_abstains() -> None:
    decided = [from_model(Decision(), [], margin=m).abstained for m in (0.4, 0.6)]

    assert decided == [False, True]


def test_a_model_never_proposes_what_is_likelier_wrong_than_right() -> None:
    guess = from_model(Decision("price", 0.19, 0.0, (("price", 0.19), ("quality", 0.1))), [])

    assert (guess.label, guess.abstained) == ("price", True)


def test_of_what_resembles_nothing_learned_it_offers_nothing() -> None:
    made = from_model(Decision(strange=True), [])

    assert (made.label, made.abstained, made.ranked) == ("", True, ())
    assert (made.source, made.facts["strange"]) == ("model", True)


NEW = [Vote("safety.shock", 6.0)]
GUESS = Decision("price", 0.4, 0.1, (("price", 0.4), ("quality", 0.3)))
SURE = Decision("quality", 0.97, 2.0, (("quality", 0.97), ("price", 0.03)))


def test_words_propose_what_the_model_has_not_learned() -> None:
    made = propose_category(NEW, Decision())

    assert (made.label, made.source, made.abstained) == ("safety.shock", "playbook", False)
    assert [label for label, _ in made.ranked] == ["safety.shock", "quality", "price"]


def test_words_propose_where_the_model_is_unsure_or_knows_nothing_like_it() -> None:
    learned = [Vote("quality", 6.0)]

    for decision in (GUESS, Decision(strange=True)):
        made = propose_category(learned, decision)
        assert (made.label, made.source, made.abstained) == ("quality", "playbook", False)


def test_the_model_decides_what_it_has_learned_and_where_it_is_surer() -> None:
    others = propose_category([Vote("price", 6.0)], Decision())
    surer = propose_category(NEW, SURE)
    above = propose_category(
        [Vote("quality", 9.0)], Decision("quality.leak", 0.8, 1.0, (("quality.leak", 0.8),))
    )

    assert [one.label for one in (others, surer, above)] == ["quality", "quality", "quality.leak"]


def test_where_both_are_unsure_both_name_candidates() -> None:
    made = propose_category([Vote("safety.shock", 1.0)], GUESS)

    assert (made.label, made.abstained, made.source) == ("price", True, "model")
    assert [label for label, _ in made.ranked] == ["price", "safety.shock", "quality"]
    assert made.facts["words"] == ["safety.shock"]


def test_a_guess_forces_neither_grade_nor_department() -> None:
    text = "我没说要退款，修好就行"
    customs = Customs(lambda _key: "refunds", lambda _key: "major")
    wild = Decision("price", 0.11, 0.0, (("price", 0.11), ("quality", 0.1)))
    given = Material(text=text, read=read(text, at=AT), decision=wild)
    made = assess(given, customs).proposals

    assert (made["category"].abstained, made["department"].abstained) == (True, True)
    assert made["grade"].label != "major"


def test_one_candidate_without_a_department_leaves_it_to_a_person() -> None:
    category = Proposal("category", "a", 0.6, True, (("a", 0.6), ("b", 0.35)))

    made = propose_department(category, {"a": "quality", "b": ""}.__getitem__)

    assert (made.label, made.abstained) == ("quality", True)


def test_two_unsure_categories_of_one_department_make_the_department_sure() -> None:
    category = Proposal("category", "a", 0.4, True, (("a", 0.4), ("b", 0.35)))

    made = propose_department(category, {"a": "quality", "b": "quality"}.__getitem__)

    assert (made.label, round(made.probability, 2), made.abstained) == ("quality", 0.75, False)


def test_validity_says_nothing_before_there_is_enough_to_go_by() -> None:
    few = propose_validity({"upheld": ENOUGH - 1}, files=1, has_order=True)
    enough = propose_validity(
        {"upheld": 60, "partly": 10, "not_upheld": 10}, files=0, has_order=False
    )

    assert (few.abstained, few.ranked, few.facts["judged"]) == (True, (), ENOUGH - 1)
    assert (enough.label, enough.abstained, round(enough.probability, 2)) == ("upheld", False, 0.73)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("宝宝吃了以后过敏", ["injury", "minor"]),
        ("给孩子买的书包拉链坏了", []),
        ("八岁的女儿偷偷充值了两千元", ["minor"]),
        ("我的个人信息被泄露了", ["leak"]),
        ("担心触电", []),
    ],
)
def test_legal_triggers_are_named_with_their_words(text: str, kinds: list[str]) -> None:
    found = triggers_in(text, harm=harm_in(text), threats=[])

    assert [one.kind for one in found] == kinds
    assert all(one.spans for one in found)


def test_impact_is_a_range_that_grows_with_what_is_threatened() -> None:
    calm = impact_of(Known(paid=2000, purchases=5))
    loud = impact_of(Known(paid=2000, purchases=5, emotion=0.9, threats=("media", "regulator")))

    for one in (calm, loud):
        assert one.loss[0] < one.loss[1] < one.loss[2]
        assert one.churn[0] < one.churn[1] < one.churn[2]
    assert all(more > less for more, less in zip(loud.loss, calm.loss, strict=True))


def test_churn_is_never_certain() -> None:
    assert impact_of(Known(earlier=50, emotion=1.0)).churn[2] == 0.9


def test_a_category_somebody_chose_is_settled_and_a_grade_as_proposed_too() -> None:
    proposals = {
        "category": {"label": "quality", "abstained": False},
        "grade": {"label": "general", "abstained": False},
    }
    unsure = {**proposals, "category": {"label": "", "abstained": True}}
    nothing = {"category": "", "grade": "general"}
    chosen = {"category": "price", "grade": "general"}

    assert standing(proposals, held=nothing, confirmed=()) == "proposed"
    assert standing(unsure, held=nothing, confirmed=()) == "unsure"
    assert standing(unsure, held=chosen, confirmed=()) == "settled"
    assert standing(unsure, held=nothing, confirmed={"category"}) == "settled"


BAD = {
    "empty": "",
    "one character": "差",
    "a megabyte": "客服态度差，要求退款！" * 30_000,
    "a megabyte of one digit": "1" * 1_000_000,
    "mixed languages": "My kettle 漏电 and nobody отвечает, ねえ",
    "traditional": "電熱水壺漏電，客服態度惡劣，要求退款",
    "dialect": "俺买的壶恁漏电嘞，弄啥嘞不中",
    "sarcasm": "你们的服务真是太好了呢，等了五天，给你们点个大大的赞",
    "all emoji": "😡🤬💩👎" * 50,
    "html": "<script>alert(1)</script><img src=x onerror=alert(2)>&amp;要求退款",
    "half a surrogate": "漏电\ud83d",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_whatever_is_written_is_assessed_honestly(text: str) -> None:
    made = assessed(text)

    for proposal in made.proposals.values():
        assert 0 <= proposal.probability <= 1
        assert all(0 <= start < end <= len(text) for start, end in proposal.spans)
    assert made == assessed(text)


@pytest.mark.parametrize("name", ["empty", "one character", "all emoji", "a megabyte of one digit"])
def test_what_says_nothing_is_left_to_a_person(name: str) -> None:
    category = assessed(BAD[name]).proposals["category"]

    assert (category.abstained, category.ranked) == (True, ())


def test_the_account_comes_first_so_that_its_places_are_places_of_the_text() -> None:
    assert text_of("水壶漏电", "我的水壶漏电", "退款") == "我的水壶漏电\n要求退款"
    assert text_of("热线没人接", "我的水壶漏电", "") == "我的水壶漏电\n热线没人接"


@pytest.mark.parametrize(
    "text",
    [
        "👍",
        "差",
        "المنتج معطل وأريد استرداد المال",
        "商品が届きません。",
        "侬迭个物事一眼眼也勿灵光",
        "点解仲未送到货㗎，等到颈都长",
        "客服真耐心，耐心地挂了我三次电话，点赞",
        "asdfjkl;qwer 1234 !!!",
    ],
)
def test_no_words_of_a_text_that_nobody_understood_are_no_mild_grade(text: str) -> None:
    made = assessed(text).proposals["grade"]

    assert (made.label, made.abstained, made.ranked) == ("", True, ())


def test_a_calm_text_that_was_understood_is_mild() -> None:
    made = assessed("快递一直没到，物流信息三天没有更新，快递丢了").proposals["grade"]

    assert (made.label, made.abstained) == ("general", False)


def test_what_a_rule_demands_holds_also_where_nothing_else_was_understood() -> None:
    silent = grade.propose_grade(parts(), forced="major", rule="x", understood=False)

    assert (silent.label, silent.abstained) == ("major", False)
