"""Pages of HTML with what a reader would call their document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.records import Passage, PassageKind

FOLDER = Path(__file__).resolve().parents[1] / "golden/html"
_MARKS = {PassageKind.LIST_ITEM: "- ", PassageKind.TABLE_ROW: "| "}


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is stated of a page: its facts, and the lines of its document."""

    facts: dict[str, str]
    lines: tuple[str, ...]


def get_names() -> list[str]:
    """The names of the pages."""
    return sorted(path.name for path in FOLDER.iterdir() if path.is_dir())


def load_expectation(name: str) -> Expectation:
    """What is expected of a page. A missing expectation is an error: write it by reading the page."""
    head, _, body = (FOLDER / name / "expected.txt").read_text("utf-8").partition("\n\n")
    return Expectation(
        dict(line.split(": ", 1) for line in head.splitlines()), tuple(_iter_chained(body.splitlines()))
    )


def load_lines(path: Path) -> list[str]:
    """The passages that a file without facts expects."""
    return list(_iter_chained(path.read_text("utf-8").splitlines()))


def _iter_chained(lines: list[str]) -> Iterator[str]:
    """Each passage behind its heading chain, with the same marks as in `write_passage`."""
    chain: list[tuple[int, str]] = []
    columns = ""
    for line in lines:
        columns = columns if line.startswith("|") else ""
        if line.startswith("|^ "):
            columns = f" ^ {line[3:]}"
            continue
        if line.startswith("#"):
            mark, _, text = line.partition(" ")
            chain = [*(entry for entry in chain if entry[0] < len(mark)), (len(mark), text)]
        else:
            yield " > ".join([text for _, text in chain]) + " > " + line + columns


def write_passage(passage: Passage) -> str:
    """A passage as the expectations write it, behind its heading chain."""
    columns = f" ^ {' | '.join(passage.columns)}" if passage.columns else ""
    return " > ".join([*passage.headings, _MARKS.get(passage.kind, "") + passage.text + columns])
