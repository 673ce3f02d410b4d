"""What people decide is learned from, compared, put into use only if better, and taken back."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from tests import cast
from tests.triage.learned import decided
from tests.triage.learning.texts import complaints
from zhuanji.history.models import Entry
from zhuanji.kernel.errors import Invalid, NotAllowed
from zhuanji.triage import actions
from zhuanji.triage.learning import TextModel
from zhuanji.triage.learning.challenge import Used, challenge, sides
from zhuanji.triage.models import Assessment, Confirmation, Learning, ModelVersion
from zhuanji.triage.queries import forget_models, model_in_use
from zhuanji.triage.queries.learning import lessons_of
from zhuanji.triage.running import train_model
from zhuanji.triage.sweeps import sweep_learning
from zhuanji.triage.training import Trained, TrainingFailed, train

pytestmark = pytest.mark.django_db
HEAD = "category"
LATER = cast.MONDAY + timedelta(hours=1)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    forget_models()


def jobs() -> int:
    return ProcrastinateJob.objects.filter(task_name="triage.train_model").count()


def kinds() -> list[str]:
    return list(Entry.objects.filter(about="model/category").values_list("kind", flat=True))


def trained(*, better: bool = True, of: list[Confirmation] | None = None) -> ModelVersion:
    """Keep a model learned here and now from the lessons, without another process."""
    lessons = lessons_of(HEAD)
    model, card = challenge(
        [one.text for one in lessons], [one.label for one in lessons], [""] * len(lessons), None
    )
    Learning.objects.update_or_create(head=HEAD, defaults={"state": Learning.State.RUNNING})
    made = actions.finish_training(
        at=LATER,
        head=HEAD,
        trained=Trained(model.to_bytes(), {**card, "better": better}),
        until=max(one.pk for one in of) if of else 0,
    )
    assert made is not None
    return made


def test_enough_decisions_are_learned_from_once_by_themselves() -> None:
    rows = decided()

    assert [sweep_learning(at=LATER), sweep_learning(at=LATER)] == [1, 0]
    assert (jobs(), Learning.objects.get().state) == (1, "asked")
    train_model(HEAD)
    train_model(HEAD)

    made = ModelVersion.objects.get()
    learning = Learning.objects.get()
    assert (made.number, made.in_use, made.card["held_out"]) == (1, True, 18)
    assert (made.card["new"]["macro_f1"], made.card["old"]["macro_f1"]) == (1, 0)
    assert (learning.state, learning.outcome) == ("idle", "better")
    assert learning.learned_until == max(row.pk for row in rows)
    assert kinds() == ["model.put_into_use"]
    assert sweep_learning(at=LATER + timedelta(hours=1)) == 0


def test_too_few_decisions_are_looked_at_now_and_then_only() -> None:
    decided(each=20)

    assert sweep_learning(at=LATER) == 0
    assert Learning.objects.get().touched_at == LATER
    with pytest.raises(Invalid, match="三十"):
        actions.ask_training(by=cast.zhou().actor, at=LATER, head=HEAD)
    assert jobs() == 0


def test_a_training_lost_is_asked_for_again() -> None:
    decided()
    Learning.objects.create(head=HEAD, state="running", touched_at=LATER)

    assert sweep_learning(at=LATER + timedelta(minutes=20)) == 0
    assert sweep_learning(at=LATER + timedelta(minutes=40)) == 1


def test_what_is_not_better_is_kept_but_not_used() -> None:
    decided()
    first, second = trained(), trained(better=False)
    first.refresh_from_db()

    assert (first.in_use, second.number, second.in_use) == (True, 2, False)
    assert Learning.objects.get().outcome == "not_better"
    assert kinds() == ["model.put_into_use", "model.not_better"]


def test_the_latest_cases_say_which_is_better() -> None:
    rows = decided()
    lessons = lessons_of(HEAD)
    texts, labels = [one.text for one in lessons], [one.label for one in lessons]

    assert [one.at for one in lessons] == sorted(row.at for row in rows)
    assert not challenge(texts, labels, labels, None)[1]["better"]
    used, card = challenge(texts, labels, [""] * len(texts), None)
    assert card["better"]
    knew = Used(used.to_bytes(), frozenset(range(len(texts))))
    _, again = challenge(texts, labels, [""] * len(texts), knew)
    assert (again["better"], again["old"]["macro_f1"]) == (False, 1)


def test_what_is_in_use_has_not_seen_the_cases_either() -> None:
    """Labels at random cannot be known: who learned them by heart is not better than who did not."""
    texts, labels = complaints(each=30)
    by_chance = [labels[(n * 7 + 3) % len(labels)] for n in range(len(labels))]
    all_seen = TextModel.fit(texts, by_chance)
    used = Used(all_seen.to_bytes(), frozenset(range(len(texts))))

    _, card = challenge(texts, by_chance, [""] * len(texts), used)

    assert card["old"]["accuracy"] < 0.8
    assert card["old"]["accuracy"] == card["new"]["accuracy"]


def test_asked_are_the_latest_of_every_category() -> None:
    labels = ["a"] * 50 + ["b"] * 20
    asked, learned = sides(labels, list(range(70)))
    copies, rest = sides(labels, [*range(50), *[99] * 20])

    assert (asked, len(learned)) == ([*range(40, 50), *range(66, 70)], 56)
    assert (copies, len(rest)) == (list(range(40, 50)), 60)


BOX = ("包装盒压扁了", "外箱破了一个大洞", "泡沫没放，盒子变形", "封条被撕开过", "纸箱受潮发霉")


def confirmed_anew(label: str, times: int) -> None:
    """People put so many fresh complaints into a category that nobody has used before."""
    chance = random.Random(1)  # noqa: S311 - not for secrets
    for n in range(times):
        story = "".join(chr(chance.randrange(0x4E00, 0x5000)) for _ in range(16))
        account = f"{BOX[n % 5]}，{BOX[(n + 1 + n // 9) % 5]}，{story}"
        complaint = cast.wang_complains(account=account)
        Confirmation.objects.create(
            complaint=complaint, head=HEAD, label=label, source="corrected", by="user:1",
            by_name="林小雨", at=LATER + timedelta(minutes=n), proposed="price", probability=0.3,
        )  # fmt: skip


def test_a_category_that_is_new_is_waited_for_by_nobody() -> None:
    rows = decided(each=250)
    card = {"texts": {"logistics": 250, "price": 250, "quality": 250}}
    ModelVersion.objects.create(
        head=HEAD, number=1, blob=b"", card=card, in_use=True, made_at=LATER
    )
    Learning.objects.create(head=HEAD, learned_until=max(row.pk for row in rows))
    confirmed_anew("price", 30)
    assert sweep_learning(at=LATER) == 0

    Confirmation.objects.filter(by_name="林小雨", source="corrected", at__gte=LATER).update(
        label="quality.box"
    )
    assert sweep_learning(at=LATER + timedelta(hours=1)) == 1


def test_a_category_that_is_new_is_learned_and_proposed() -> None:
    decided(each=40)
    Learning.objects.create(head=HEAD, state="asked", touched_at=LATER)
    train_model(HEAD)
    confirmed_anew("quality.box", 36)

    assert sweep_learning(at=timezone.now() + timedelta(hours=1)) == 1
    train_model(HEAD)
    forget_models()

    used = ModelVersion.objects.get(in_use=True)
    assert (used.number, used.card["old"]["accuracy"] < used.card["new"]["accuracy"]) == (2, True)
    made = model_in_use(HEAD)
    assert made is not None
    [one] = made.model.decide(["，".join(BOX)])
    assert (one.label, one.is_sound, one.margin >= made.margin) == ("quality.box", True, True)


def test_a_process_that_fails_says_why() -> None:
    with pytest.raises(TrainingFailed, match="at least one text"):
        train([], [], [], challenged=None)


def test_what_it_learned_is_told_in_words_but_never_in_names() -> None:
    decided()
    words = trained().card["words"]

    assert sorted(words) == ["logistics", "price", "quality"]
    assert {"快递", "运单"} & set(words["logistics"])
    assert not any(word.isascii() for found in words.values() for word in found)


def test_the_last_decision_about_a_complaint_counts() -> None:
    first = decided(each=2)[0]
    actions.confirming.record_confirmation(
        by=cast.lin().actor,
        at=LATER,
        complaint=first.complaint,
        head=HEAD,
        label="safety",
        proposed="",
        source="corrected",
    )
    lessons = lessons_of(HEAD)

    assert len(lessons) == 6
    assert lessons[-1].label == "safety"


def test_the_model_in_use_proposes_with_its_words() -> None:
    decided()
    made = trained()
    complaint = cast.wang_complains(account="运单查不到，包裹丢在路上了，物流停在中转站")

    actions.assess_complaints(at=LATER)

    assessed = Assessment.objects.get(complaint=complaint)
    proposal = assessed.proposals[HEAD]
    used = model_in_use(HEAD)
    assert used is not None
    assert (used.number, assessed.model_version) == (made.number, "1")
    assert (proposal["label"], proposal["source"]) == ("logistics", "model")
    assert proposal["spans"]


def test_a_lead_goes_back_and_forth_in_one_step() -> None:
    decided()
    trained()
    trained()
    zhou = cast.zhou().actor

    for number in (1, None, None, 2):
        actions.use_model(by=zhou, at=LATER, head=HEAD, number=number)

    assert list(ModelVersion.objects.filter(in_use=True).values_list("number", flat=True)) == [2]
    assert kinds()[2:] == ["model.chosen"] * 3
    with pytest.raises(Invalid):
        actions.use_model(by=zhou, at=LATER, head=HEAD, number=9)


def test_a_lead_says_how_right_proposals_must_be() -> None:
    decided()
    trained()
    sure = model_in_use(HEAD)
    actions.choose_precision(by=cast.zhou().actor, at=LATER, head=HEAD, precision=0.8)
    actions.choose_precision(by=cast.zhou().actor, at=LATER, head=HEAD, precision=0.8)
    forget_models()
    bold = model_in_use(HEAD)

    assert sure is not None
    assert bold is not None
    assert bold.margin <= sure.margin
    assert kinds()[1:] == ["model.precision_chosen"]
    with pytest.raises(Invalid):
        actions.choose_precision(by=cast.zhou().actor, at=LATER, head=HEAD, precision=0.123)


def test_only_who_writes_the_playbook_chooses_models() -> None:
    decided()
    for one in (cast.lin(), cast.su()):
        with pytest.raises(NotAllowed):
            actions.ask_training(by=one.actor, at=LATER, head=HEAD)
        with pytest.raises(NotAllowed):
            actions.use_model(by=one.actor, at=LATER, head=HEAD, number=None)
        with pytest.raises(NotAllowed):
            actions.choose_precision(by=one.actor, at=LATER, head=HEAD, precision=0.9)


def test_a_model_of_another_version_of_the_product_is_passed_over() -> None:
    ModelVersion.objects.create(
        head=HEAD, number=1, blob=b"old", card={}, in_use=True, made_at=LATER
    )

    assert model_in_use(HEAD) is None
