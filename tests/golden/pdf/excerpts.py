"""Excerpts of the fictional training documents: what the golden PDFs are set from, and what is expected."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.extract.typesetting import CodedDocument, Item, load_document

FOLDER: Final = Path(__file__).resolve().parents[3] / "models/starter/documents"
DEMO: Final = ("almkoping", "storvalla", "bjorkdala", "fjallnora")
_OPENING: Final = 22  # blocks from the beginning of a document
_AFTER: Final = 10  # blocks after its first table


@dataclass(frozen=True, slots=True)
class Expected:
    """One passage as its author wrote it, with its chain of headings, outermost first."""

    text: str
    headings: tuple[str, ...]


def list_documents() -> list[Path]:
    """The training documents, never those of the demo's municipalities."""
    return [path for path in sorted(FOLDER.glob("*.jsonl")) if not path.name.startswith(DEMO)]


def load_excerpt(number: int) -> CodedDocument:
    """The opening of a training document and the section with its first table."""
    paths = list_documents()
    document = load_document(paths[number % len(paths)])
    return CodedDocument(document.facts, tuple(_cut(document.items)))


def _cut(items: Sequence[Item]) -> list[Item]:
    rows = [place for place, item in enumerate(items) if item.type == "row"]
    if not rows or rows[0] <= _OPENING:
        return list(items[: _OPENING + 2 * _AFTER])
    first = rows[0]
    while items[first].type not in ("h2", "h3"):
        first -= 1
    last = next(place for place in range(rows[0], len(items) + 1) if place not in rows)
    return [*items[:_OPENING], *items[max(first, _OPENING) : last + _AFTER]]


def get_expected(items: Sequence[Item]) -> list[Expected]:
    """Every block but headings, with the headings above it."""
    chain: list[tuple[int, str]] = []
    expected = []
    for item in items:
        if item.type.startswith("h"):
            level = int(item.type[1])
            chain = [*((other, text) for other, text in chain if other < level), (level, item.text)]
        else:
            expected.append(Expected(item.text, tuple(text for _, text in chain)))
    return expected


def write_expected(path: Path, expected: Sequence[Expected], source: dict[str, str | bool]) -> None:
    """What a golden document should give, one passage a line, after a line that says where it is from."""
    lines = [json.dumps(source, ensure_ascii=False)]
    lines += [
        json.dumps({"text": item.text, "headings": item.headings}, ensure_ascii=False) for item in expected
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def read_expected(path: Path) -> tuple[dict[str, str | bool], list[Expected]]:
    """(source, passages) of an expectation."""
    source, *rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return source, [Expected(row["text"], tuple(row["headings"])) for row in rows]
