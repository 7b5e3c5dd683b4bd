"""Gate: passages, headings, hyphens and facts against what the authors of the documents wrote.

Three tables. The golden documents (tests/golden/pdf), by producer, with other tools beside; a passage counts
when its text is the same after white space is folded, so a wrong hyphen is a wrong passage. Documents typeset
anew in six layouts. Facts, by the kind of place they are read from, against the confidence that they state.
Run: ``python tests/gate/gate_extract.py [NAME]``; a name shows the misses of golden documents not held out.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # a script sees only its own folder

from corpus.records import Metadata, Passage, PassageKind, Sha256
from extract.reading import ReadJob, read_document
from extract.statements import Source, get_confidence
from tests.extract.typesetting import LAYOUTS, CodedDocument, Layout, list_fact_lines, load_document, typeset
from tests.golden.pdf.confidence import measure_confidence
from tests.golden.pdf.excerpts import Heads, get_expected, list_documents
from tests.golden.pdf.peers import list_peers, read_rows_by_pdfplumber
from tests.golden.pdf.scoring import (
    Golden,
    Score,
    fold,
    list_golden,
    list_misses,
    list_wrong_heads,
    read_golden,
    score_reading,
    score_texts,
)  # fmt: skip

EVERY: Final = 4  # a quarter of the documents is enough to see a change of half a point
GOLDEN_FLOORS: Final = {
    ("tagged", "tuned"): 0.995,
    ("tagged", "held out"): 0.97,
    ("untagged", "tuned"): 0.985,
    ("untagged", "held out"): 0.965,
}
CHAIN_FLOOR: Final = 0.87
HEADS_FLOOR: Final = 0.94
"""Of the rows that are read right: those of which every cell has the head that stands above it."""
HYPHEN_FLOOR: Final = 0.98
LAYOUT_FLOORS: Final = {
    "one column, spaced, ragged": 0.99,
    "one column, indented, justified": 0.985,
    "two columns, justified": 0.985,
    "two columns, ragged, row lines": 0.97,
    "one column, table without rules": 0.98,
    "one column, spaced, tagged": 0.99,
}
FACTS_FLOOR: Final = 0.97
CONFIDENCE_SLACK: Final = 0.06
"""By how much a stated confidence may be above what is measured. Floors lie a little below what was measured;
lower one only with a reason in the change log."""


def score_golden(show: str) -> bool:
    """Print the golden documents by producer and in total; whether a floor is broken."""
    rows: dict[tuple[str, ...], Score] = {}
    totals: dict[tuple[str, str], Score] = {}
    goldens = list_golden()
    for golden in goldens:
        passages = read_golden(golden).passages
        score = score_reading(golden, passages)
        group = ("tagged" if golden.tagged else "untagged", "held out" if golden.held_out else "tuned")
        rows.setdefault((golden.producer, *group), Score()).add(score)
        totals.setdefault(group, Score()).add(score)
        if show and show in golden.name:
            print(golden.name, *list_misses(golden, [p.text for p in passages]), sep="\n  ")
            print(*list_wrong_heads(golden, passages), sep="\n  ")
    print(
        f"{'golden documents':<38}{'files':>6}{'passages':>9}{'P':>7}{'R':>7}{'F1':>7}"
        f"{'chain':>7}{'heads':>7}  hyphens"
    )
    for key, score in sorted(rows.items()):
        print_score(" · ".join(key), score)
    failed = False
    for group, score in sorted(totals.items()):
        floor = GOLDEN_FLOORS[group]
        failed |= score.f1 < floor or score.chains < CHAIN_FLOOR * score.right
        failed |= score.headed < HEADS_FLOOR * score.rows
        failed |= score.mended < HYPHEN_FLOOR * score.breaks
        print_score(f"all {' · '.join(group)} (floor {floor})", score)
    print_peers(goldens)
    return failed


def print_score(name: str, score: Score) -> None:
    """One line of the table."""
    chain, heads = score.chains / max(score.right, 1), score.headed / max(score.rows, 1)
    print(
        f"{name:<38}{len(score.names):>6}{score.wanted:>9}{score.precision:>7.3f}{score.recall:>7.3f}"
        f"{score.f1:>7.3f}{chain:>7.3f}{heads:>7.3f}  {score.mended}/{score.breaks}"
    )


def print_peers(goldens: Sequence[Golden]) -> None:
    """The same golden documents by other tools, and the rows of ruled tables by pdfplumber beside ours."""
    for name, read in list_peers():
        for tagged in (True, False):
            score = Score()
            for golden in goldens:
                if golden.tagged is tagged:
                    score.add(score_texts(golden, read(golden.path)))
            print_score(f"{name}, {'tagged' if tagged else 'untagged'}", score)
    wanted = ours = theirs = 0
    for golden in goldens:
        rows = Counter(fold(item.text) for item in golden.expected if " | " in item.text)
        found = [p.text for p in read_golden(golden).passages if p.kind is PassageKind.TABLE_ROW]
        wanted += rows.total()
        ours += (rows & Counter(map(fold, found))).total()
        theirs += (rows & Counter(map(fold, read_rows_by_pdfplumber(golden.path)))).total()
    print(f"rows of tables found: {ours} of {wanted}; by pdfplumber's extract_tables: {theirs}")


def score_layouts() -> bool:
    """Print the documents typeset anew; whether a floor is broken."""
    failed = False
    print(f"\n{'typeset anew':<38}{'':>6}{'passages':>9}{'P':>7}{'R':>7}{'F1':>7}{'facts':>7}  floor")
    for layout in LAYOUTS:
        score, facts = score_layout(layout)
        floor = LAYOUT_FLOORS[layout.name]
        failed |= score.f1 < floor or facts < FACTS_FLOOR
        print(
            f"{layout.name:<44}{score.wanted:>9}{score.precision:>7.3f}{score.recall:>7.3f}{score.f1:>7.3f}"
            f"{facts:>7.3f}  {floor}"
        )
    return failed


def score_layout(layout: Layout) -> tuple[Score, float]:
    """Passages over a quarter of the documents in a layout, and the share of their facts read right."""
    score = Score()
    facts: list[bool] = []
    with TemporaryDirectory() as folder:
        for source in list_documents()[::EVERY]:
            document = load_document(source)
            path = Path(folder, f"{source.stem}.pdf")
            path.write_bytes(typeset(document, layout))
            reading = read_document(ReadJob(Sha256("0" * 64), path, path.name, "application/pdf"))
            truth, found = get_truth(document), get_found(reading.passages)
            score.add(Score((truth & found).total(), found.total(), truth.total()))
            facts.extend(iter_facts(reading.metadata, document))
    return score, sum(facts) / max(len(facts), 1)


def get_truth(document: CodedDocument) -> Counter[str]:
    """What should be found: the lines of the box of facts, and every block but headings."""
    texts = [item.text for item in get_expected(document.items, Heads.PLAIN)]
    return Counter(map(fold, [*list_fact_lines(document.facts), *texts]))


def get_found(passages: Sequence[Passage]) -> Counter[str]:
    """What was found."""
    return Counter(fold(passage.text) for passage in passages)


def iter_facts(metadata: Metadata, document: CodedDocument) -> Iterator[bool]:
    """For each fact that a document states, whether it was read as stated."""
    for field in ("adopted", "adopted_by", "paragraph", "reference", "responsible"):
        if document.facts.get(field):
            yield getattr(metadata, field) == document.facts[field]


def score_confidence() -> bool:
    """Print how often facts are right beside what they state; whether one states far too much."""
    failed = False
    print(f"\n{'facts':<38}{'right':>9}{'share':>8}{'stated':>8}")
    for (field, source), (right, total) in measure_confidence(EVERY - 1).items():
        stated = get_confidence(field, Source(source))
        failed |= total >= 10 and right / total < stated - CONFIDENCE_SLACK
        print(f"{field + ' from ' + source:<38}{f'{right}/{total}':>9}{right / total:>8.3f}{stated:>8.2f}")
    return failed


def main() -> int:
    """Print the tables; 1 if anything is below its floor."""
    show = sys.argv[1] if len(sys.argv) > 1 else ""
    failed = [score_golden(show), score_layouts(), score_confidence()]
    return int(any(failed))


if __name__ == "__main__":
    sys.exit(main())
