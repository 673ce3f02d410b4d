"""A new model beside what is in use, on the latest cases; the better one proposes from then on."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

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


def challenge(
    texts: Sequence[str],
    labels: Sequence[str],
    answers: Sequence[str],
    old: bytes | None,
    *,
    weights: Sequence[float] | None = None,
    told: Callable[[int], None] = lambda _step: None,
) -> tuple[TextModel, dict[str, Any]]:
    """Return a model of all cases, and a card that says how one of the earlier fared on the latest.

    `weights` say how much is learned from each; in comparing all count alike. `told`
    hears of each step that is done. Cases come in the order of time. Copies of the latest are not learned from when comparing.
    """
    latest = len(texts) - max(int(len(texts) * LATEST), 1)
    groups = near_duplicates([folded(text) for text in texts])
    told(1)
    asked = set(groups[latest:].tolist())
    learned = [n for n in range(latest) if int(groups[n]) not in asked]
    given_weights = list(weights or [1.0] * len(texts))
    rival = TextModel.fit(
        [texts[n] for n in learned],
        [labels[n] for n in learned],
        weights=[given_weights[n] for n in learned],
    )
    told(2)
    decisions, true = rival.decide(texts[latest:]), labels[latest:]
    given = [decision.label for decision in decisions]
    before = _answers_of(old, texts[latest:]) or list(answers[latest:])
    new, used = figures_of(rival, decisions, true), _figures(before, true)
    told(3)
    model = TextModel.fit(texts, labels, groups=groups.tolist(), weights=given_weights)
    told(4)
    card = {
        **model.card,
        "held_out": len(true),
        "new": new,
        "old": used,
        "better": new["macro_f1"] > used["macro_f1"] and new["accuracy"] >= used["accuracy"],
        "confusion": [[*pair, n] for pair, n in Counter(zip(true, given, strict=True)).items()],
        "reliability": _reliability(decisions, true),
        "words": strongest_words(model, texts, labels),
    }
    return model, card


def _answers_of(old: bytes | None, texts: Sequence[str]) -> list[str]:
    try:
        return [one.label for one in TextModel.from_bytes(old).decide(texts)] if old else []
    except NotAModel:
        return []


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
    return [word for word in common if not word.isascii()][:_WORDS]
