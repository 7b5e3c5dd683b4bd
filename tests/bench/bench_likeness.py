"""Bench: documents a second sketched from text, and a collection of fifty thousand compared.

Sketching takes the shipped documents' real text. The collection is of random sentences: a fifth of it are
revisions, copies and parts, and every document carries its municipality's boilerplate.
Run: ``python -m tests.bench.bench_likeness [DOCUMENTS]``.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # a script sees only its own folder

import numpy as np
from numpy.typing import NDArray

from corpus.records import Sha256
from extract.likeness import find_pairs
from extract.sketches import Sketch, sketch_document
from tests.extract.edited_copies import load_texts

DOCUMENTS: Final = 50_000
SENTENCES: Final = 200  # of a document on average
TEMPLATE: Final = 30  # sentences that all of a municipality's documents have
MUNICIPALITIES: Final = 290
ROUNDS: Final = 3
FLOOR: Final = 500
"""Documents a second compared: 100 s for fifty thousand. Measured several times that."""


def measure_sketching() -> float:
    """Documents of about a hundred sentences sketched a second, the best of some rounds."""
    texts = [texts for _, _, texts in load_texts()]
    taken = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        for number, text in enumerate(texts):
            sketch_document(Sha256(str(number)), text)
        taken.append(time.process_time() - begin)
    return len(texts) / min(taken)


def make_sketches(count: int) -> list[Sketch]:
    """Sketches of so many documents; every fifth goes back to the one before it."""
    chance = np.random.default_rng(7)
    templates = chance.integers(0, 2**64, (MUNICIPALITIES, TEMPLATE), np.uint64)
    sketches: list[Sketch] = []
    own: NDArray[np.uint64] = np.empty(0, np.uint64)
    for number in range(count):
        fresh = chance.integers(0, 2**64, int(chance.gamma(2.0, SENTENCES / 2)) + 10, np.uint64)
        if number % 5 == 4:
            kept = own[: int(len(own) * chance.uniform(0.6, 1.0))]
            own = np.concatenate([kept, fresh[: len(own) - len(kept)]])
        else:
            own = fresh
        hashes = np.unique(np.concatenate([own, templates[(number - number % 5) % MUNICIPALITIES]]))
        sketches.append(Sketch(Sha256(f"{number:064x}"), hashes, np.full(len(hashes), 80, np.int32)))
    return sketches


def main() -> int:
    """Print the rates and what was found; 1 when comparing is too slow or finds too little."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    print(f"sketched: {measure_sketching():.0f} documents/s of one core")
    sketches = make_sketches(count)
    begin = time.process_time()
    pairs = find_pairs(sketches)
    seconds = time.process_time() - begin
    names = {(int(pair.first, 16), int(pair.second, 16)) for pair in pairs}
    wanted = {(number - 1, number) for number in range(4, count, 5)}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"compared: {count} documents in {seconds:.1f} s, {count / seconds:.0f} documents/s, {peak:.0f} MB")
    print(f"found {len(names & wanted)} of {len(wanted)} pairs, and {len(names - wanted)} others")
    return int(count / seconds < FLOOR or len(names & wanted) < 0.99 * len(wanted) or len(names - wanted) > 0)


if __name__ == "__main__":
    sys.exit(main())
