"""Which texts are nearly the same, so that none is learned from and examined on at once.

MinHash: the share of equal smallest hashes estimates the share of common three-character runs
(Jaccard). Texts that agree in one band of hashes are compared, linear in the number of texts.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from zhuanji.triage.learning.grams import grams_of

_HASHES = 64
_BAND = 4
_READ = 1500
_RUN = 3
_MIX_1, _MIX_2 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)


def near_duplicates(texts: Sequence[str], *, alike: float = 0.5) -> NDArray[np.int64]:
    """Return for each folded text the number of its group; groups hold what is `alike`."""
    signatures = _signatures([text[:_READ] for text in texts])
    leader = np.arange(len(texts))
    for first in range(0, _HASHES, _BAND):
        band = np.ascontiguousarray(signatures[:, first : first + _BAND])
        _, members = np.unique(band.view(f"V{band.itemsize * _BAND}").ravel(), return_inverse=True)
        _join(members, signatures, leader, alike)
    return np.array([_find(leader, member) for member in range(len(texts))], dtype=np.int64)


def _signatures(texts: Sequence[str]) -> NDArray[np.uint64]:
    grams = grams_of(texts, _RUN)
    whole = (grams.keys >> np.uint64(16 * (_RUN - 1))) > 0
    order = np.argsort(grams.rows[whole], kind="stable")
    rows, keys = grams.rows[whole][order], grams.keys[whole][order]
    # A text too short to have a run is like no other.
    signatures = np.repeat(np.arange(len(texts), dtype=np.uint64)[:, None], _HASHES, axis=1)
    if not len(rows):
        return signatures
    present, starts = np.unique(rows, return_index=True)
    keys = keys * _MIX_1
    keys ^= keys >> np.uint64(32)
    factors = np.random.default_rng(1).integers(1, 2**62, _HASHES).astype(np.uint64) * 2 + 1
    for number, factor in enumerate(factors):
        hashed = keys * factor
        hashed ^= hashed >> np.uint64(29)
        signatures[present, number] = np.minimum.reduceat(hashed * _MIX_2, starts)
    return signatures


def _join(
    members: NDArray[np.int64],
    signatures: NDArray[np.uint64],
    leader: NDArray[np.int64],
    alike: float,
) -> None:
    """Join each text to the first of its bucket when they are alike enough."""
    _, firsts = np.unique(members, return_index=True)
    first = firsts[members]
    others = np.flatnonzero(first != np.arange(len(members)))
    agree = (signatures[others] == signatures[first[others]]).mean(axis=1)
    for other in others[agree >= alike]:
        leader[_find(leader, other)] = _find(leader, first[other])


def _find(leader: NDArray[np.int64], member: int) -> int:
    while leader[member] != member:
        leader[member] = leader[leader[member]]
        member = leader[member]
    return int(member)
