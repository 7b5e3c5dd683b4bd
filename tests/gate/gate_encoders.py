"""Gate: what an encoder is worth on our material, the shipped one and any that are named.

Two measurements on the training documents' passages about outside collaboration. *Likeness*: each passage
is a question, and those of other municipalities are ranked by nearness; average precision for each code that
it holds, mean over passages, then over codes, beside chance. *Block*: the encoder's vectors beside the heads'
other inputs, fitted as a study's model is, each municipality scored by a fit that has not seen it; the
verdict is the one that ``samverkan train --encoder`` would give. Speed is of one core (processor time).
Run:
``python -m tests.gate.gate_encoders [FOLDER_OR_NAME …] [--device auto]``. Exit 1 under a floor.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from models.block import Verdict, weigh_block
from models.classifier import STARTER, Classifier
from models.correction import Logits, Strength
from models.embedding_cache import CachedEncoder, EmbeddingCache
from models.encoders import Device, Encoder, EncoderChoice, load_encoder
from models.errors import EncoderError
from models.evaluation import average_precision
from models.folds import assign_folds
from models.foundation import Foundation, lay_foundation
from models.gate import DESCRIPTION
from models.lessons import Lesson, choose_strength, losses_of_heads

FLOORS: Final[Mapping[str, float]] = {"likeness": 0.10, "lead over chance": 0.05}
"""For the shipped encoder, a little under what was measured."""
FEWEST: Final = 5
"""Passages that must hold a code for it to be asked about."""
STRENGTHS: Final = (Strength(0.1, 0.1), Strength(0.1, 0.3))
"""Those that training tries, but the ends of the scale, where nothing was ever chosen here."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one encoder; `precision` is the heads' mean average precision with the block."""

    encoder: Encoder
    speed: float
    likeness: float
    precision: float
    verdict: Verdict


def load_material() -> Foundation:
    """The passages about outside collaboration in the documents, with what the starter says unseen."""
    classifier = Classifier.load(STARTER)
    whole = lay_foundation(classifier, classifier.scorer.heads.codes)
    outside = whole.targets.gates[:, : DESCRIPTION + 1].sum(axis=1) > 0
    rows = np.flatnonzero(outside & whole.natural)
    return replace(
        whole,
        seen=whole.seen.rows(rows),
        logits=whole.logits.rows(rows),
        targets=whole.targets.rows(rows),
        weights=whole.weights[rows],
        natural=whole.natural[rows],
        groups=tuple(whole.groups[row] for row in rows),
        texts=tuple(whole.texts[row] for row in rows),
    )


def measure_likeness(vectors: npt.NDArray[np.float32], material: Foundation) -> tuple[float, float]:
    """Mean average precision of ranking other municipalities' passages, and what chance would give."""
    groups, truth = np.array(material.groups), material.targets.shares > 0
    nearness = vectors @ vectors.T
    by_code: dict[int, list[tuple[float, float]]] = {}
    for row, own in enumerate(groups):
        others = np.flatnonzero(groups != own)
        for code in np.flatnonzero(truth[row] & (truth.sum(axis=0) >= FEWEST)).tolist():
            alike = truth[others, code]
            if alike.any():
                found = average_precision(nearness[row, others], alike), float(alike.mean())
                by_code.setdefault(code, []).append(found)
    mean = np.mean([np.mean(pairs, axis=0) for pairs in by_code.values()], axis=0)
    return float(mean[0]), float(mean[1])


def fit_unseen(material: Foundation) -> Logits:
    """What heads that were fitted on the other municipalities say."""
    folds = assign_folds(material.groups, 5)
    lesson = Lesson(material.seen, material.logits, material.targets, folds)
    return choose_strength(material, lesson, STRENGTHS, lambda _fold, _what: None)[1]


def measure_heads(said: Logits, material: Foundation) -> float:
    """Mean average precision of the heads over codes."""
    truth = material.targets.shares > 0
    codes = np.flatnonzero(truth.sum(axis=0) >= FEWEST).tolist()
    return float(np.mean([average_precision(said.heads[:, code], truth[:, code]) for code in codes]))


def measure(encoder: Encoder, material: Foundation, plain: Logits, folder: Path) -> tuple[Figures, float]:
    """Every figure of one encoder, and the likeness that chance gives."""
    cached = CachedEncoder(EmbeddingCache.open(folder, encoder))
    begin = time.process_time()
    vectors = cached.encode(material.texts)
    speed = len(vectors) / (time.process_time() - begin)
    likeness, chance = measure_likeness(vectors, material)
    wide = fit_unseen(material.with_block(cached))
    losses = [losses_of_heads(said, material.targets) for said in (plain, wide)]
    verdict = weigh_block(encoder.id, material.groups, *losses)
    return Figures(encoder, speed, likeness, measure_heads(wide, material), verdict), chance


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, compare; 1 when the shipped encoder falls short or a named one cannot be loaded."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoders", nargs="*", metavar="FOLDER_OR_NAME")
    parser.add_argument("--device", default="auto", choices=[device.value for device in Device])
    asked = parser.parse_args(arguments)
    material = load_material()
    failed = False
    with threadpool_limits(1), tempfile.TemporaryDirectory() as folder:
        plain = fit_unseen(material)
        sys.stdout.write(_HEAD + f"{'(none)':40}{'':>22}{'':>10}{measure_heads(plain, material):>12.3f}\n")
        for source in ("", *asked.encoders):
            try:
                encoder = load_encoder(EncoderChoice(source, Device(asked.device)))
            except EncoderError as error:
                sys.stdout.write(f"{source}: {error}\n")
                failed = True
                continue
            figures, chance = measure(encoder, material, plain, Path(folder))
            write_line(figures)
            if not source:
                failed |= falls_short(figures, chance)
    return 1 if failed else 0


_HEAD: Final = (
    f"{'encoder':40}{'numbers':>8}{'texts/s/core':>14}{'likeness':>10}{'heads mAP':>12}  with its block\n"
)


def write_line(figures: Figures) -> None:
    """One line of the table."""
    kept = "kept" if figures.verdict.keep else "not kept"
    sys.stdout.write(
        f"{figures.encoder.id:40}{figures.encoder.dimensions:>8}{figures.speed:>14,.0f}"
        f"{figures.likeness:>10.3f}{figures.precision:>12.3f}  {kept}: {figures.verdict.reason}\n"
    )
    sys.stdout.flush()


def falls_short(figures: Figures, chance: float) -> bool:
    """Whether the shipped encoder is under a floor; says which."""
    found = {"likeness": figures.likeness, "lead over chance": figures.likeness - chance}
    short = [name for name, floor in FLOORS.items() if found[name] < floor]
    sys.stdout.write(f"likeness by chance: {chance:.3f}\n")
    sys.stdout.write("".join(f"FALLS SHORT {name}: {found[name]:.3f} (≥{FLOORS[name]})\n" for name in short))
    return bool(short)


if __name__ == "__main__":
    sys.exit(main())
