"""A new model beside what is in use, on the latest cases; the better one proposes from then on."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from zhuanji.language.function_words import means_something
from zhuanji.triage.learning.grams import folded
from zhuanji.triage.learning.likeness import near_duplicates
from zhuanji.triage.learning.measuring import accuracy, macro_f1
from zhuanji.triage.learning.model import TextModel
from zhuanji.triage.learning.storing import NotAModel
from zhuanji.triage.learning.trial import figures_of

LATEST = 0.2
_WORDS = 12
_READ = 60
_SEEN = 3
"""Texts that must say a word before it is shown: a name stands in one or two."""


@dataclass(frozen=True, slots=True)
class Used:
    """The model in use, and which cases it has learned from: it is learned anew without those asked."""

    blob: bytes
    knew: frozenset[int]


def challenge(
    texts: Sequence[str],
    labels: Sequence[str],
    answers: Sequence[str],
    used: Used | None,
    *,
    weights: Sequence[float] | None = None,
    told: Callable[[int], None] = lambda _step: None,
) -> tuple[TextModel, dict[str, Any]]:
    """Return a model of all cases, and a card that says how one of the earlier fared on the latest.

    Asked are the latest cases of each category; neither rival has seen them or copies of them. A
    category that the one in use never saw counts against it. `weights` say how much is learned from
    each; in comparing all count alike. `told` hears of each step that is done. Cases come in the
    order of time.
    """
    groups = near_duplicates([folded(text) for text in texts])
    told(1)
    asked, learned = sides(labels, groups.tolist())
    given_weights = list(weights or [1.0] * len(texts))
    rival = _learned(texts, labels, given_weights, learned)
    told(2)
    asked_texts, true = [texts[n] for n in asked], [labels[n] for n in asked]
    decisions = rival.decide(asked_texts)
    given = [decision.label for decision in decisions]
    old = _again(used, texts, labels, given_weights, learned)
    before = [one.label for one in old.decide(asked_texts)] if old else [answers[n] for n in asked]
    new, until_now = figures_of(rival, decisions, true), _figures(before, true)
    told(3)
    model = TextModel.fit(texts, labels, groups=groups.tolist(), weights=given_weights)
    told(4)
    card = {
        **model.card,
        "held_out": len(true),
        "new": new,
        "old": until_now,
        "better": _is_better(new, until_now, knows_more=bool(old and {*labels} - {*old.labels})),
        "confusion": [[*pair, n] for pair, n in Counter(zip(true, given, strict=True)).items()],
        "reliability": _reliability(decisions, true),
        "words": strongest_words(model, texts, labels),
    }
    return model, card


def sides(labels: Sequence[str], groups: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return which cases are asked and which learned from: the latest of every category are asked.

    Copies of what is asked are not learned from. Of a category all of whose cases are copies of each
    other none is asked: it would be unknown to whoever is examined.
    """
    of: dict[str, list[int]] = {}
    for number, label in enumerate(labels):
        of.setdefault(label, []).append(number)
    group = [int(one) for one in groups]
    asked: set[int] = set()
    for numbers in of.values():
        latest = set(numbers[-max(int(len(numbers) * LATEST), 1) :])
        taken = {group[n] for n in latest}
        if any(group[n] not in taken for n in numbers):
            asked |= latest
    taken = {group[n] for n in asked}
    learned = [n for n in range(len(labels)) if n not in asked and group[n] not in taken]
    return sorted(asked), learned


def _learned(
    texts: Sequence[str], labels: Sequence[str], weights: Sequence[float], numbers: Sequence[int]
) -> TextModel:
    return TextModel.fit(
        [texts[n] for n in numbers],
        [labels[n] for n in numbers],
        weights=[weights[n] for n in numbers],
    )


def _again(
    used: Used | None,
    texts: Sequence[str],
    labels: Sequence[str],
    weights: Sequence[float],
    learned: Sequence[int],
) -> TextModel | None:
    """Return the model in use as it would be had it not seen the cases that are asked."""
    if used is None:
        return None
    known = [n for n in learned if n in used.knew]
    try:
        names = {*TextModel.from_bytes(used.blob).labels}
    except NotAModel:
        return None
    known = [n for n in known if labels[n] in names]
    return _learned(texts, labels, weights, known) if known else None


def _is_better(new: Mapping[str, Any], old: Mapping[str, Any], *, knows_more: bool) -> bool:
    """Whether macro F1 is higher and accuracy not lower; who knows more need not be righter."""
    righter = new["macro_f1"] > old["macro_f1"] or (
        knows_more and new["macro_f1"] == old["macro_f1"]
    )
    return bool(righter and new["accuracy"] >= old["accuracy"])


def _figures(given: Sequence[str], true: Sequence[str]) -> dict[str, float]:
    right = np.array([answer == truth for answer, truth in zip(given, true, strict=True)])
    return {"accuracy": accuracy(right), "macro_f1": macro_f1(true, given)}


def _reliability(decisions: Sequence[Any], true: Sequence[str]) -> list[list[float]]:
    """Return (mean probability, share right, cases) for each tenth of probability that has cases."""
    rows: dict[int, list[tuple[float, bool]]] = {}
    for one, truth in zip(decisions, true, strict=True):
        rows.setdefault(min(int(one.probability * 10), 9), []).append(
            (one.probability, one.label == truth)
        )
    return [
        [
            sum(p for p, _ in found) / len(found),
            sum(right for _, right in found) / len(found),
            len(found),
        ]
        for _, found in sorted(rows.items())
    ]


def strongest_words(
    model: TextModel, texts: Sequence[str], labels: Sequence[str]
) -> dict[str, list[str]]:
    """Return for each label the words that spoke most for it in its own texts."""
    return {
        label: _words_of(
            model, label, [t for t, own in zip(texts, labels, strict=True) if own == label]
        )
        for label in model.labels
    }


def _words_of(model: TextModel, label: str, texts: Sequence[str]) -> list[str]:
    weight: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for text in texts[-_READ:]:
        for word in model.why(text, label, most=10):
            weight[word.words] += word.weight  # type: ignore[assignment]
            seen[word.words] += 1
    common = [word for word, _ in weight.most_common() if seen[word] >= _SEEN]
    return [word for word in common if not word.isascii() and means_something(word)][:_WORDS]
