"""How wide intervals will be, before anything is read: advice on how many passages to audit. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.audit_design import LAYERS, MISSED, allocate, expect_spread
from corpus.audit_records import Layer
from corpus.estimate_material import Frame
from corpus.estimates import FEW_POSITIVES
from corpus.records import CodeId

SAMPLE_SIZES: Final = (100, 200, 300, 500)
_DEVIATE: Final = 1.96


@dataclass(frozen=True, slots=True)
class Expectation:
    """What an audit of `size` passages is expected to tell of a code: the width of its 95 % interval as a
    share of passages, and how many of the read passages will hold it.
    """

    code: CodeId
    size: int
    width: float
    positives: float

    @property
    def gives_point(self) -> bool:
        """Whether there will be positives enough for more than limits."""
        return self.positives >= FEW_POSITIVES


def expect_width(frame: Frame, sizes: Mapping[Layer, int], code: CodeId, wanted: int) -> Expectation:
    """The expectation as if the model's probabilities were right, and as if it missed `MISSED` of what it
    says nothing of. Municipalities that differ in how the model errs make intervals wider than this.
    """
    drawn = allocate(sizes, expect_spread(frame.codings, frame.layers), wanted)
    scores = frame.codings.scores[:, frame.codings.column(code)].astype(float)
    external = float(frame.codings.external.sum())
    missed = MISSED * min(1.0, float(scores.sum()) / external) if external else 0.0
    variance = positives = 0.0
    for place, layer in enumerate(LAYERS):
        own = scores[frame.layers == place]
        if not drawn[layer]:
            continue
        if layer is Layer.REST:
            share, spread = missed, missed * (1 - missed)
        else:
            share, spread = float(own.mean()), float((own * (1 - own)).mean())
        size = sizes[layer]
        variance += size**2 * (1 - drawn[layer] / size) * spread / drawn[layer]
        positives += drawn[layer] * share
    return Expectation(code, wanted, 2 * _DEVIATE * math.sqrt(variance) / sum(sizes.values()), positives)


def list_common(frame: Frame, most: int) -> tuple[CodeId, ...]:
    """The codes that the model counts most often, most common first; none that it never counts."""
    counts = frame.codings.accepted.sum(axis=0)
    ordered = sorted(zip(-counts, frame.codings.codes, strict=True))
    return tuple(code for count, code in ordered[:most] if count)


def find_sizes(sizes: Mapping[Layer, int]) -> Sequence[int]:
    """The sample sizes worth comparing: none above what there is."""
    whole = sum(sizes.values())
    smaller = [size for size in SAMPLE_SIZES if size < whole]
    return smaller if len(smaller) == len(SAMPLE_SIZES) or not whole else [*smaller, whole]
