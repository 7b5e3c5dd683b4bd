"""Gate: likenesses found among coded documents and edited copies of them, against what was done to them.

Copies are broken up in other ways; revisions have 5 to 50 % of their passages changed; drafts are shuffled
too; parts are 15 to 50 % of a document, or stand whole in a collection. Every document carries its
municipality's boilerplate. Run: ``python tests/gate/gate_likeness.py``.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # a script sees only its own folder

from corpus.records import Likeness
from extract.versions import find_likenesses
from tests.extract.edited_copies import Collection, make_collection

SEEDS: Final = range(5)
FLOORS: Final = {"precision": 0.99, "recall": 0.99, "kind and direction": 0.99}
"""A little below what was measured; lower one only with a reason in the change log."""


def count(collection: Collection, found: tuple[Likeness, ...]) -> Counter[str]:
    """Pairs found, pairs that should be, those that are both, and of these the ones with the right kind.

    A revision is also like the collection that its original stands in: related pairs beyond those that
    must be found are neither right nor wrong.
    """
    true_pairs = {frozenset(one[:2]) for one in collection.truth}
    pairs = {
        pair
        for one in found
        if (pair := frozenset((one.document, one.other))) in true_pairs
        or not collection.is_related(one.document, one.other)
    }
    whole = {(one.document, one.other, one.kind) for one in found}
    return Counter(
        found=len(pairs),
        wanted=len(true_pairs),
        right=len(pairs & true_pairs),
        whole=len(whole & collection.truth),
    )


def main() -> int:
    """Print precision, recall and kinds over some collections; 1 when one is below its floor."""
    total: Counter[str] = Counter()
    for seed in SEEDS:
        collection = make_collection(seed)
        found = find_likenesses(collection.sketch(), collection.documents)
        total += count(collection, found)
        if "--show" in sys.argv:
            show(collection, found)
    reached = {
        "precision": total["right"] / total["found"],
        "recall": total["right"] / total["wanted"],
        "kind and direction": total["whole"] / total["right"],
    }
    print(f"{total['wanted']} likenesses in {len(SEEDS)} collections, {total['found']} found")
    for name, floor in FLOORS.items():
        print(f"{name:20} {reached[name]:6.3f}  floor {floor:.3f}")
    return int(any(reached[name] < floor for name, floor in FLOORS.items()))


def show(collection: Collection, found: tuple[Likeness, ...]) -> None:
    """Print what is wrong: not there, or not as it should be."""
    whole = {(one.document, one.other, one.kind): one for one in found}
    for one in sorted(collection.truth - set(whole)):
        print("missing", *one)
    for key, likeness in sorted(whole.items()):
        if key not in collection.truth and not collection.is_related(*key[:2]):
            print("wrong", *key, likeness.share, likeness.other_share)


if __name__ == "__main__":
    sys.exit(main())
