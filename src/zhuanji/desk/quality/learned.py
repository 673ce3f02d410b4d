"""What a model learned in words, beside the one before it."""

from dataclasses import dataclass

from zhuanji.desk.categories import path_of
from zhuanji.language.function_words import means_something
from zhuanji.triage.models import ModelVersion


@dataclass(frozen=True, slots=True)
class Learned:
    """A category's strongest words, which of them are new, and which no longer weigh."""

    name: str
    words: list[tuple[str, bool]]
    gone: list[str]


def learned(used: ModelVersion | None, before: ModelVersion | None) -> list[Learned]:
    """By category, in the model's order; without a model before, nothing is new."""
    now, then = _words(used), _words(before)
    return [
        Learned(
            path_of(label) or label,
            [(word, bool(then) and word not in then.get(label, [])) for word in words],
            [word for word in then.get(label, []) if word not in words],
        )
        for label, words in now.items()
        if words
    ]


def _words(version: ModelVersion | None) -> dict[str, list[str]]:
    kept = version.card.get("words", {}) if version else {}
    return {
        label: [word for word in words if means_something(word)] for label, words in kept.items()
    }
