"""Gate: passages and metadata of typeset documents against what their authors wrote.

Truth is every paragraph, list item, note and table row of the document. A passage counts when its text is
the same after white space and hyphens are taken out; running heads, headings and the box of facts on the
first page are no truth, so passages made of them count as wrong. Run: ``python tests/gate/gate_extract.py``.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # a script sees only its own folder

from corpus.records import Metadata, Passage, Sha256
from extract.reading import ReadJob, read_document
from tests.extract.typesetting import LAYOUTS, CodedDocument, Layout, load_document, typeset

ROOT: Final = Path(__file__).resolve().parents[2]
FOLDERS: Final = (ROOT / "models/starter/documents", ROOT.parent / "shared/study/documents")
DEMO: Final = ("almkoping", "storvalla", "bjorkdala", "fjallnora")
"""Municipalities that nothing may be tuned on."""
EVERY: Final = 4  # a quarter of the documents is enough to see a change of half a point

FLOORS: Final = {
    "one column, spaced, ragged": 0.99,
    "one column, indented, justified": 0.985,
    "two columns, justified": 0.985,
    "two columns, ragged, row lines": 0.97,
    "one column, table without rules": 0.98,
    "one column, spaced, tagged": 0.99,
}
FACTS_FLOOR: Final = 0.97
"""Floors lie a little below what was measured; lower one only with a reason in the change log."""

_FOLDED: Final = re.compile(r"[\s\-‐\xad–]+")


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of right passages, of all passages, and of all that should have been found."""

    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / max(self.found, 1)

    @property
    def recall(self) -> float:
        """The share of what should be found that was."""
        return self.right / max(self.wanted, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(self.found + self.wanted, 1)


def iter_documents() -> Iterator[tuple[str, CodedDocument]]:
    """Every fourth training document, by name."""
    folder = next((folder for folder in FOLDERS if folder.is_dir()), None)
    if folder is None:
        sys.exit("no coded documents: expected " + " or ".join(map(str, FOLDERS)))
    paths = [path for path in sorted(folder.glob("*.jsonl")) if not path.name.startswith(DEMO)]
    for path in paths[::EVERY]:
        yield path.stem, load_document(path)


def fold(text: str) -> str:
    """A text without white space and hyphens."""
    return _FOLDED.sub("", text)


def get_truth(document: CodedDocument) -> Counter[str]:
    """What should be found: every block but headings."""
    return Counter(fold(item.text) for item in document.items if not item.type.startswith("h"))


def get_found(passages: Sequence[Passage], document: CodedDocument) -> Counter[str]:
    """What was found, without the lines of the box of facts."""
    facts = {fold(value) for value in document.facts.values() if value}
    texts = [passage.text for passage in passages]
    return Counter(fold(text) for text in texts if fold(text.partition(": ")[2]) not in facts)


def score_layout(layout: Layout, show: str) -> tuple[Score, float]:
    """Passages over all documents in a layout, and the share of their facts that were read right."""
    right = found = wanted = 0
    facts: list[bool] = []
    with TemporaryDirectory() as folder:
        for name, document in iter_documents():
            path = Path(folder, f"{name}.pdf")
            path.write_bytes(typeset(document, layout))
            reading = read_document(ReadJob(Sha256("0" * 64), path, path.name, "application/pdf"))
            truth, got = get_truth(document), get_found(reading.passages, document)
            right += (truth & got).total()
            found += got.total()
            wanted += truth.total()
            facts.extend(iter_facts(reading.metadata, document))
            if show and show in layout.name:
                _print_misses(name, truth, got)
    return Score(right, found, wanted), sum(facts) / max(len(facts), 1)


def iter_facts(metadata: Metadata, document: CodedDocument) -> Iterator[bool]:
    """For each fact that a document states, whether it was read as stated."""
    for field in ("adopted", "adopted_by", "paragraph", "reference", "responsible"):
        if document.facts.get(field):
            yield getattr(metadata, field) == document.facts[field]


def _print_misses(name: str, truth: Counter[str], got: Counter[str]) -> None:
    for text in truth - got:
        print(f"- {name}: {text[:150]}")
    for text in got - truth:
        print(f"+ {name}: {text[:150]}")


def main() -> int:
    """Print the table; 1 if anything is below its floor. An argument shows the misses of a layout."""
    show = sys.argv[1] if len(sys.argv) > 1 else ""
    failed = False
    print(f"{'layout':<34}{'passages':>9}{'precision':>10}{'recall':>8}{'F1':>7}{'floor':>7}{'facts':>7}")
    for layout in LAYOUTS:
        score, facts = score_layout(layout, show)
        floor = FLOORS[layout.name]
        failed |= score.f1 < floor or facts < FACTS_FLOOR
        print(
            f"{layout.name:<34}{score.wanted:>9}{score.precision:>10.3f}{score.recall:>8.3f}{score.f1:>7.3f}"
            f"{floor:>7.3f}{facts:>7.3f}"
        )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
