"""How near the passages of a golden document are to what its author wrote."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from corpus.records import Passage, PassageKind, Sha256
from extract.reading import Reading, ReadJob, read_document
from tests.golden.pdf.excerpts import DEMO, Expected, read_expected

HERE: Final = Path(__file__).parent
_SPACE: Final = re.compile(r"\s+")
_HYPHENS: Final = re.compile(r"[-‐\xad]")


@dataclass(frozen=True, slots=True)
class Golden:
    """One golden document with what it should give."""

    name: str
    path: Path
    producer: str
    tagged: bool
    held_out: bool
    expected: tuple[Expected, ...]


@dataclass(slots=True)
class Score:
    """Counts over documents. `breaks` are words broken at line ends, `mended` those made whole right;
    `rows` are right ones of tables, `headed` those of them whose columns have the right heads.
    """

    right: int = 0
    found: int = 0
    wanted: int = 0
    chains: int = 0
    rows: int = 0
    headed: int = 0
    breaks: int = 0
    mended: int = 0
    names: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Count another score in."""
        for name in ("right", "found", "wanted", "chains", "rows", "headed", "breaks", "mended"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.names += other.names

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
        """The harmonic mean of precision and recall; 1 where nothing should be found and nothing was."""
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 1.0


def list_golden() -> list[Golden]:
    """Every golden document that has text to be found, by name. The others are pictures to a reader."""
    return [golden for golden in _iter_golden() if golden.expected]


def _iter_golden() -> Iterator[Golden]:
    for path in sorted(HERE.glob("*.pdf")):
        source, expected = read_expected(path.with_suffix(".jsonl"))
        if str(source["document"]).startswith(DEMO):
            raise ValueError(f"{path.name} is set from a document of the demo")
        yield Golden(
            path.stem,
            path,
            str(source["producer"]),
            source["tagged"] is True,
            source["held_out"] is True,
            tuple(expected),
        )


def read_golden(golden: Golden) -> Reading:
    """The reading of a golden document."""
    return read_document(ReadJob(Sha256("0" * 64), golden.path, golden.path.name, "application/pdf"))


def fold(text: str) -> str:
    """A text with each stretch of white space as one space."""
    return _SPACE.sub(" ", text).strip()


def score_texts(golden: Golden, texts: Sequence[str]) -> Score:
    """Passages alone, as any tool can give them. A peer's text that is a heading counts neither way."""
    headings = {heading for item in golden.expected for heading in _fold_chain(item.headings)}
    wanted = Counter(fold(item.text) for item in golden.expected)
    found = Counter(
        fold(text) for text in texts if fold(text).casefold() not in headings or fold(text) in wanted
    )
    return Score((wanted & found).total(), found.total(), wanted.total(), names=[golden.name])


def score_reading(golden: Golden, passages: Sequence[Passage]) -> Score:
    """Passages with their chains of headings, heads of columns and mended hyphens."""
    score = score_texts(golden, [passage.text for passage in passages])
    chains: dict[str, list[tuple[str, ...]]] = {}
    for item in golden.expected:
        chains.setdefault(fold(item.text), []).append(_fold_chain(item.headings))
    for passage in passages:
        rest = chains.get(fold(passage.text), [])
        chain = _fold_chain(passage.headings)
        if chain in rest:
            rest.remove(chain)
            score.chains += 1
    columns = {fold(item.text): tuple(map(fold, item.columns)) for item in golden.expected}
    for passage in passages:
        if passage.kind is PassageKind.TABLE_ROW and fold(passage.text) in columns:
            score.rows += 1
            score.headed += columns[fold(passage.text)] == tuple(map(fold, passage.columns))
    score.breaks = count_breaks(golden.path)
    score.mended = score.breaks - _count_wrong_hyphens(golden, passages)
    return score


def _fold_chain(headings: Sequence[str]) -> tuple[str, ...]:
    """A chain without regard to capitals, since layouts set headings in capitals."""
    return tuple(fold(heading).casefold() for heading in headings)


def _count_wrong_hyphens(golden: Golden, passages: Sequence[Passage]) -> int:
    """Hyphens too many or too few in passages that are otherwise right."""
    wanted = {_HYPHENS.sub("", fold(item.text)): fold(item.text) for item in golden.expected}
    wrong = 0
    for passage in passages:
        text = fold(passage.text)
        true = wanted.get(_HYPHENS.sub("", text), text)
        wrong += abs(len(_HYPHENS.findall(text)) - len(_HYPHENS.findall(true)))
    return wrong


def count_breaks(path: Path) -> int:
    """Lines of a file that end in a hyphen after a letter, by PDFium's text."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path)
    texts = [page.get_textpage().get_text_range() for page in pdf]
    pdf.close()
    return sum(len(re.findall(r"(?<=\w)(?:[\ufffe\x02]|[-‐\xad](?=\r?\n))", text)) for text in texts)


def list_misses(golden: Golden, texts: Sequence[str]) -> list[str]:
    """What is missing ("-") and what is too much ("+"), for documents that may be looked at."""
    if golden.held_out:
        raise ValueError(f"{golden.name} is held out: its errors are not looked at")
    wanted = Counter(fold(item.text) for item in golden.expected)
    found = Counter(fold(text) for text in texts)
    return [*(f"- {text}" for text in wanted - found), *(f"+ {text}" for text in found - wanted)]


def list_wrong_heads(golden: Golden, passages: Sequence[Passage]) -> list[str]:
    """Right rows with wrong heads of their columns, for documents that may be looked at."""
    list_misses(golden, [])
    columns = {fold(item.text): item.columns for item in golden.expected}
    return [
        f"{passage.text}: {passage.columns} for {columns[fold(passage.text)]}"
        for passage in passages
        if columns.get(fold(passage.text), passage.columns) != passage.columns
    ]
