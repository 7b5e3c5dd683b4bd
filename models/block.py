"""The optional block of the heads: an encoder's vectors of the passages, beside words and language features.

It is tried when somebody names an encoder, and kept only where it helps passages of municipalities that were
left out, by more than chance would.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from models.encoders import Encoder, EncoderChoice, Vectors, load_encoder
from models.errors import EncoderError
from models.stopping import Interval

Doubles = npt.NDArray[np.float64]

ROUNDS: Final = 2000
FEWEST_GROUPS: Final = 4
"""Of fewer municipalities (or documents, where there is one municipality) an interval means nothing."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a block is kept. `change` is that of the loss a passage, in nats; below 0 is better."""

    encoder: str
    keep: bool
    reason: str
    change: Interval

    def to_card(self) -> Mapping[str, Any]:
        """As it stands in the model card."""
        ends = (self.change.value, self.change.low, self.change.high)
        change = [None if np.isnan(value) else round(value, 4) for value in ends]
        return {"encoder": self.encoder, "kept": self.keep, "reason": self.reason, "change_of_loss": change}


def weigh_block(encoder: str, groups: Sequence[str], without: Doubles, with_block: Doubles) -> Verdict:
    """Keep the block if the whole 95 % interval of the change of loss is below 0.

    `without` and `with_block` are the losses of the same passages, out of fold; the interval is from a
    bootstrap over groups, both measured on the same draws.
    """
    names, place = np.unique(np.array(groups), return_inverse=True)
    if len(names) < FEWEST_GROUPS:
        reason = f"{len(names)} municipalities or documents, {FEWEST_GROUPS} are needed to tell"
        return Verdict(encoder, False, reason, Interval(float("nan"), float("nan"), float("nan")))
    gained = np.bincount(place, with_block - without)
    sizes = np.bincount(place)
    drawn = np.random.default_rng(0).multinomial(len(names), np.full(len(names), 1 / len(names)), size=ROUNDS)
    low, high = np.quantile((drawn @ gained) / (drawn @ sizes), (0.025, 0.975)).tolist()
    change = Interval(float(gained.sum() / sizes.sum()), low, high)
    by = f"{change.value:+.4f} ({low:+.4f} to {high:+.4f})"
    if high < 0:
        return Verdict(encoder, True, f"the loss of unseen passages falls: {by}", change)
    return Verdict(encoder, False, f"the loss of unseen passages does not fall beyond noise: {by}", change)


def embed(encoder: Encoder, texts: Sequence[str]) -> Vectors:
    """The block of these texts: to half precision, so that a cache of vectors changes nothing."""
    return encoder.encode(texts).astype(np.float16).astype(np.float32)


def load_block(source: str, known: str) -> Encoder:
    """The encoder that a model was trained with. Raises EncoderError when it is gone or another one now."""
    encoder = load_encoder(EncoderChoice(source))
    if encoder.id != known:
        msg = (
            f"the model was trained with the encoder {known}, '{source}' is {encoder.id} now: train it again"
        )
        raise EncoderError(msg)
    return encoder
