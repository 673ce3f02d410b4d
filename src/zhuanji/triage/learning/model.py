"""A model of texts: learned once, kept as bytes, deciding thousands of texts a second."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, field
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from zhuanji.triage.learning import storing
from zhuanji.triage.learning.calibration import Calibration
from zhuanji.triage.learning.decisions import SOUND, Decision, Evidence
from zhuanji.triage.learning.evidence import words_that_speak
from zhuanji.triage.learning.examining import Examination, examine, margins_of, report
from zhuanji.triage.learning.familiar import Known, Usual, known_of
from zhuanji.triage.learning.features import (
    SEEN_AT_LEAST,
    Vocabulary,
    counts,
    known_keys,
    rarity,
    read,
    texts_with,
    weighted,
)
from zhuanji.triage.learning.grams import folded
from zhuanji.triage.learning.likeness import near_duplicates
from zhuanji.triage.learning.linear import Lessons, Weights, learn
from zhuanji.triage.learning.measuring import lowest_margin
from zhuanji.triage.learning.ways import WAYS, Way, ways_for

_AT_ONCE = 1000


@dataclass(frozen=True)
class TextModel:
    """Linear over character n-grams, calibrated on texts it had not seen, explainable to the letter.

    `card` says how it fared on held-out folds of its own training texts: texts per label, accuracy,
    macro F1, calibration error, and the curve of (margin, coverage, precision) to choose a
    threshold for abstaining from.
    """

    labels: tuple[str, ...]
    vocabulary: Vocabulary
    weights: Weights
    calibration: Calibration
    card: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def fit(
        cls,
        texts: Sequence[str],
        labels: Sequence[str],
        *,
        groups: Sequence[int] | None = None,
        weights: Sequence[float] | None = None,
        seed: int = 0,
    ) -> Self:
        """Learn from texts and their labels; the same input gives the same model.

        Texts of one group (near-duplicates, if not said otherwise) are never learned from and
        examined on at once.
        """
        if not texts or len(texts) != len(labels):
            raise ValueError("Give at least one text, and one label for each text.")
        ready = [folded(text) for text in texts]
        names, answers = np.unique(np.array(labels, dtype=object).astype(str), return_inverse=True)
        grouped = near_duplicates(ready) if groups is None else np.asarray(groups)
        count = np.ones(len(ready)) if weights is None else np.asarray(weights, np.float64)
        given = answers, grouped, count, len(names)
        tried = [_tried(ready, given, way, seed) for way in ways_for(ready)]
        (share, _), found, keys, known = min(tried, key=lambda one: one[0][1])
        scores = found.mixed(share)
        calibration, _ = Calibration.best(scores, found.answers)
        usual = Usual.among(known)
        card = report(
            names.tolist(),
            scores,
            found.answers,
            calibration,
            strange=usual.strange(known)[found.examined],
        )
        card["usual"] = [usual.share, usual.runs]
        card["texts"] = dict(zip(names.tolist(), np.bincount(answers).tolist(), strict=True))
        card["plain_share"] = share
        rare, learned = _learned(found.lessons, share, seed)
        vocabulary = Vocabulary(keys, rare, found.lessons.way)
        return cls(tuple(names.tolist()), vocabulary, learned, calibration, card)

    def decide(self, texts: Sequence[str]) -> list[Decision]:
        """Return a decision for each text, in order; any text is answered, if only unsurely."""
        return [
            decision
            for first in range(0, len(texts), _AT_ONCE)
            for decision in self._decide(texts[first : first + _AT_ONCE])
        ]

    def scores(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the uncalibrated scores of folded texts, a column per label."""
        return self.weights.scores(self.vocabulary.features(texts))

    def why(self, text: str, label: str, most: int = 6) -> tuple[Evidence, ...]:
        """Return the words of `text` that speak most for `label` against the other labels."""
        if label not in self.labels:
            return ()
        column = self.labels.index(label)
        return words_that_speak(text, self.vocabulary, self.weights.matrix, column, most)

    def margin_for(self, precision: float) -> float:
        """Return the margin from which on answers were `precision` right on held-out texts.

        Never so low that the answers there were more often wrong than right, however right the
        others were: what is sure does not pay for what is guessed.
        """
        return lowest_margin(self.card["curve"], precision, SOUND)

    def to_bytes(self) -> bytes:
        """Return the model as an npz archive of plain arrays and JSON."""
        return storing.pack(
            {
                "keys": self.vocabulary.keys,
                "rarity": self.vocabulary.rarity,
                "matrix": self.weights.matrix,
                "bias": self.weights.bias,
            },
            {
                "labels": self.labels,
                "way": self.vocabulary.way.name,
                "calibration": astuple(self.calibration),
                "card": self.card,
            },
        )

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """Return the model of these bytes; NotAModel when they are none."""
        arrays, facts = storing.unpack(raw)
        return cls(
            tuple(facts["labels"]),
            Vocabulary(arrays["keys"], arrays["rarity"], WAYS[facts["way"]]),
            Weights(arrays["matrix"], arrays["bias"]),
            Calibration(*facts["calibration"]),
            facts["card"],
        )

    def _decide(self, texts: Sequence[str]) -> list[Decision]:
        grams = read([folded(text) for text in texts], self.vocabulary.way)
        scores = self.weights.scores(self.vocabulary.weighted(grams)).astype(np.float64)
        strange = Usual.told(self.card).strange(known_of(grams, self.vocabulary.keys))
        shares = self.calibration.shares(scores)
        order = np.argsort(-scores, axis=1, kind="stable")
        ranked = np.take_along_axis(shares, order, axis=1).tolist()
        margins = margins_of(scores).tolist()
        return [
            Decision(
                self.labels[places[0]],
                likely[0],
                margin,
                tuple(
                    (self.labels[place], share) for place, share in zip(places, likely, strict=True)
                ),
                is_strange,
            )
            for places, likely, margin, is_strange in zip(
                order.tolist(), ranked, margins, strange.tolist(), strict=True
            )
        ]


def _tried(
    ready: Sequence[str],
    given: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], int],
    way: Way,
    seed: int,
) -> tuple[tuple[float, float], Examination, NDArray[np.uint64], Known]:
    """Return how this way fared on folds: the best share and its surprise, all of it, the n-grams.

    At last, what each text has in common with the others.
    """
    grams = read(ready, way)
    keys = known_keys(grams, given[1])
    counted = counts(grams, keys, way)
    in_others = texts_with(counted, given[1]) > SEEN_AT_LEAST
    found = examine(Lessons(counted, *given, way), seed)
    return found.best_share(), found, keys, known_of(grams, keys, in_others)


def _learned(lessons: Lessons, share: float, seed: int) -> tuple[NDArray[np.float32], Weights]:
    groups = len(np.unique(lessons.groups))
    rare = rarity(texts_with(lessons.counted, lessons.groups), groups)
    features = weighted(lessons.counted, rare, lessons.way)
    learned = learn(features, lessons, seed, by_ratio=True)
    if share:
        learned = learned.mixed(learn(features, lessons, seed, by_ratio=False), share)
    return rare, learned
