"""A model as bytes, and back, believing nothing: arrays and JSON, never code."""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zhuanji.triage.learning.calibration import Calibration
from zhuanji.triage.learning.ways import STORIES, WAYS

MOST_BYTES = 64 * 2**20
MOST_UNPACKED = 256 * 2**20
_FORM = 2
_OLDER_FORM = 1  # knew stories alone
_SHAPES = {
    "keys": (np.uint64, 1),
    "rarity": (np.float32, 1),
    "matrix": (np.float32, 2),
    "bias": (np.float32, 1),
}


class NotAModel(ValueError):
    """These bytes are no model, or one of another version."""


def pack(arrays: Mapping[str, NDArray[Any]], facts: Mapping[str, Any]) -> bytes:
    """Return arrays and facts in one archive."""
    told = json.dumps({"form": _FORM, **facts}, ensure_ascii=False).encode()
    buffer = io.BytesIO()
    parts: dict[str, Any] = {"facts": np.frombuffer(told, np.uint8), **arrays}
    np.savez_compressed(buffer, **parts)
    return buffer.getvalue()


def unpack(raw: bytes) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """Return what `pack` was given; NotAModel with a sentence for anything else."""
    if len(raw) > MOST_BYTES:
        raise NotAModel(f"A model has at most {MOST_BYTES // 2**20} MB; this has {len(raw)} bytes.")
    try:
        arrays = _arrays(raw)
        facts = json.loads(arrays.pop("facts").tobytes())
    except NotAModel:
        raise
    except (
        Exception
    ) as error:  # what numpy and zipfile raise on hostile bytes is not listed anywhere
        raise NotAModel("These bytes are not a model.") from error
    if isinstance(facts, dict) and facts.get("form") == _OLDER_FORM:
        facts |= {"form": _FORM, "way": STORIES.name}
    _check(arrays, facts)
    return arrays, facts


def _arrays(raw: bytes) -> dict[str, NDArray[Any]]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = {entry.filename: entry.file_size for entry in archive.infolist()}
    if set(parts) != {f"{name}.npy" for name in (*_SHAPES, "facts")}:
        raise NotAModel("These bytes are not a model: parts are missing or too many.")
    if sum(parts.values()) > MOST_UNPACKED:
        raise NotAModel("This model unpacks to more than a model may have.")
    with np.load(io.BytesIO(raw), allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}


def _check(arrays: Mapping[str, NDArray[Any]], facts: Any) -> None:
    if not isinstance(facts, dict) or facts.get("form") != _FORM:
        raise NotAModel("This model is of another version; train it anew.")
    fitting = all(
        arrays[name].dtype == kind and arrays[name].ndim == dimensions
        for name, (kind, dimensions) in _SHAPES.items()
    )
    if not fitting or not _agree(arrays, facts):
        raise NotAModel("The parts of this model do not fit each other.")


def _agree(arrays: Mapping[str, NDArray[Any]], facts: Mapping[str, Any]) -> bool:
    labels, keys = facts.get("labels"), arrays["keys"]
    return (
        isinstance(labels, list)
        and len(set(map(str, labels))) == len(labels) > 0
        and all(isinstance(label, str) for label in labels)
        and isinstance(facts.get("card"), dict)
        and _is_calibration(facts.get("calibration"))
        and isinstance(facts.get("way"), str)
        and facts["way"] in WAYS
        and arrays["matrix"].shape == (len(keys), len(labels))
        and arrays["rarity"].shape == keys.shape
        and arrays["bias"].shape == (len(labels),)
        and bool((keys[1:] > keys[:-1]).all())
        and all(bool(np.isfinite(arrays[name]).all()) for name in ("rarity", "matrix", "bias"))
    )


def _is_calibration(told: Any) -> bool:
    return (
        isinstance(told, list)
        and len(told) == len(fields(Calibration))
        and all(isinstance(number, float) and np.isfinite(number) for number in told)
    )
