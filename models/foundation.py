"""What a study's model is built on: the starter, and what it says of its own material unseen.

The starter's out-of-fold scores take more than a minute to make, so they are made with it and shipped
(``folds.npz``, half precision). With them a correction can be calibrated, tuned and judged on the starter's
documents too without training anything of it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from corpus.records import CodeId
from models.block import embed
from models.classifier import STARTER, Classifier
from models.correction import Logits, Seen, absorb_calibration, add_heads, see
from models.encoders import Encoder
from models.errors import ModelError
from models.gate import DESCRIPTION, GATES
from models.judgements import Targets
from models.material import Example, material_hash, training_examples
from models.scorer import Scorer
from models.training import encode
from models.tuning import RawScores

Doubles = npt.NDArray[np.float64]

_FOLDS: Final = "folds.npz"


@dataclass(frozen=True, slots=True)
class Foundation:
    """The starter for one codebook, with heads for `codes`, and its material scored out of fold.

    `weak` (codes,) are those it never gives; `weights` and `natural` (rows,) are the material's. The last
    column of `seen.heads` is the constant; a block of vectors stands right before it.
    """

    classifier: Classifier
    scorer: Scorer
    codes: tuple[CodeId, ...]
    weak: npt.NDArray[np.bool_]
    seen: Seen
    logits: Logits
    targets: Targets
    weights: Doubles
    natural: npt.NDArray[np.bool_]
    groups: tuple[str, ...]
    texts: tuple[str, ...]

    def with_block(self, encoder: Encoder) -> Foundation:
        """The same with an encoder's vectors beside the heads' other inputs, which no head uses yet."""
        heads, seen = self.scorer.heads, self.seen.heads
        unused = np.zeros((len(heads.codes), encoder.dimensions), dtype=np.float32)
        wider = replace(heads, dense=np.hstack((heads.dense, unused)))
        block = sp.csr_matrix(embed(encoder, self.texts))
        return replace(
            self,
            scorer=replace(self.scorer, heads=wider, block=encoder),
            seen=Seen(self.seen.gate, sp.hstack((seen[:, :-1], block, seen[:, -1:])).tocsr()),
        )


def save_folds(folder: Path, examples: Sequence[Example], codes: Sequence[CodeId], raw: RawScores) -> None:
    """Keep the out-of-fold scores beside the model that was trained on the same examples."""
    with (folder / _FOLDS).open("wb") as file:
        np.savez_compressed(
            file,
            material=np.array(material_hash(tuple(examples))),
            codes=np.array(codes),
            gates=raw.gates.astype(np.float32),
            heads=raw.heads.astype(np.float16),
        )


def load_folds(folder: Path, examples: Sequence[Example], codes: Sequence[CodeId]) -> RawScores:
    """The scores for these codes; 0 for one that was not trained. Raises ModelError when they do not fit."""
    try:
        with (folder / _FOLDS).open("rb") as file, np.load(file, allow_pickle=False) as archive:
            material, known = str(archive["material"]), archive["codes"].tolist()
            gates, heads = archive["gates"].astype(np.float64), archive["heads"].astype(np.float64)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{folder / _FOLDS} cannot be used ({error}): run 'make starter'") from error
    if material != material_hash(tuple(examples)):
        raise ModelError(f"{folder / _FOLDS} was made from other material: run 'make starter'")
    place = {code: column for column, code in enumerate(known)}
    scores = np.zeros((len(heads), len(codes)))
    for column, code in enumerate(codes):
        if code in place:
            scores[:, column] = heads[:, place[code]]
    return RawScores(gates, scores)


@dataclass(frozen=True, slots=True)
class _Material:
    """The starter's material as it sees it: `gates` (rows,) of 0..3. Depends on no codebook."""

    examples: tuple[Example, ...]
    gates: npt.NDArray[np.int64]
    seen: Seen


@lru_cache(maxsize=1)
def _read_material(folder: Path) -> _Material:
    """Kept for the next training in the same process: reading it takes as long as all the rest."""
    examples, scorer = training_examples(), Classifier.load(folder).scorer
    coded = encode(examples, ())
    return _Material(examples, coded.gates, see(scorer, scorer.prepare(coded.contexts)))


def lay_foundation(base: Classifier, codes: Sequence[CodeId], folder: Path = STARTER) -> Foundation:
    """The starter with heads for `codes` and all that is known of it on its own material."""
    material = _read_material(folder)
    examples = material.examples
    scorer = add_heads(absorb_calibration(base.scorer), tuple(codes))
    calibrating = add_heads(base.scorer, tuple(codes)).heads
    trained = np.array([code in base.scorer.heads.codes for code in codes])
    never = set(base.card["never_yes"])
    truth = np.array([[code in example.codes for code in codes] for example in examples], dtype=np.float64)
    raw = load_folds(folder, examples, codes)
    heads = np.where(trained, raw.heads * calibrating.slopes + calibrating.shifts, scorer.heads.shift)
    coded_for = trained | np.array([code in base.card["without_head"] for code in codes])
    known = (material.gates <= DESCRIPTION)[:, None] & coded_for[None, :]
    return Foundation(
        classifier=base,
        scorer=scorer,
        codes=tuple(codes),
        weak=~trained | np.array([code in never for code in codes]),
        seen=material.seen,
        logits=Logits.of(RawScores(raw.gates, heads)),
        targets=Targets(np.eye(len(GATES))[material.gates], truth, known.astype(np.float64)),
        weights=np.array([example.weight for example in examples]),
        natural=np.array([bool(example.municipality) for example in examples]),
        groups=tuple(example.group for example in examples),
        texts=tuple(example.context.text for example in examples),
    )
