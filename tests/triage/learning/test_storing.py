import io
import zipfile

import numpy as np
import pytest

from tests.triage.learning.texts import complaints
from zhuanji.triage.learning import NotAModel, TextModel, storing

_MODEL = TextModel.fit(*complaints(each=5))
_RAW = _MODEL.to_bytes()


def test_a_model_comes_back_as_it_was() -> None:
    back = TextModel.from_bytes(_RAW)
    texts, _ = complaints(seed=3)

    assert back.decide(texts) == _MODEL.decide(texts)
    assert back.card["texts"] == _MODEL.card["texts"]
    assert back.to_bytes() == _RAW


@pytest.mark.parametrize(
    "raw", [b"", b"PK", b"\x80\x04.", _RAW[:-30], _RAW[:100] + b"x" * 50 + _RAW[150:]]
)
def test_bytes_that_are_no_model_are_refused(raw: bytes) -> None:
    with pytest.raises(NotAModel):
        TextModel.from_bytes(raw)


def _with(**changed: object) -> bytes:
    """Return the model with some of its arrays exchanged."""
    with np.load(io.BytesIO(_RAW), allow_pickle=False) as archive:
        parts = {name: archive[name] for name in archive.files}
    buffer = io.BytesIO()
    np.savez(buffer, **{**parts, **changed})
    return buffer.getvalue()


def test_parts_that_do_not_fit_are_refused() -> None:
    arrays, facts = storing.unpack(_RAW)
    hostile = [
        _with(keys=arrays["keys"][::-1]),
        _with(keys=arrays["keys"].astype(np.float64)),
        _with(matrix=arrays["matrix"][:-1]),
        _with(matrix=np.full_like(arrays["matrix"], np.nan)),
        _with(bias=np.array([object()], dtype=object)),
        _with(another=arrays["bias"]),
        storing.pack(arrays, {**facts, "labels": ["same", "same", "same"]}),
        storing.pack(arrays, {**facts, "calibration": [1.0, float("nan"), 1.0]}),
        storing.pack(arrays, {**facts, "form": 99}),
        storing.pack(arrays, {**facts, "card": None}),
    ]
    for raw in hostile:
        with pytest.raises(NotAModel):
            TextModel.from_bytes(raw)


def test_a_model_too_large_to_unpack_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "MOST_UNPACKED", 100)
    with pytest.raises(NotAModel, match="unpacks"):
        TextModel.from_bytes(_RAW)
    monkeypatch.setattr(storing, "MOST_BYTES", 100)
    with pytest.raises(NotAModel, match="at most"):
        TextModel.from_bytes(_RAW)


def test_a_part_missing_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_RAW)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            if name != "bias.npy":
                new.writestr(name, old.read(name))
    with pytest.raises(NotAModel, match="missing"):
        TextModel.from_bytes(buffer.getvalue())
