"""Excerpts of the fictional training documents: what the golden PDFs are set from, and what is expected."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from pathlib import Path
from typing import Final

from tests.extract.typesetting import CodedDocument, Item, load_document

FOLDER: Final = Path(__file__).resolve().parents[3] / "models/starter/documents"
DEMO: Final = ("almkoping", "storvalla", "bjorkdala", "fjallnora")
_OPENING: Final = 22  # blocks from the beginning of a document
_AFTER: Final = 10  # blocks after its first table


@dataclass(frozen=True, slots=True)
class Expected:
    """One passage as its author wrote it, with its chain of headings, outermost first, and the heads of its
    columns if it is a row of a table that has any.
    """

    text: str
    headings: tuple[str, ...]
    columns: tuple[str, ...] = ()


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


class Heads(Enum):
    """What the program that sets a document makes of the first row of a table."""

    PLAIN = "plain"  # a row like the others
    BOLD = "bold"
    TAGGED = "tagged"


def get_expected(items: Sequence[Item], heads: Heads) -> list[Expected]:
    """Every block but headings and heads of tables, with the headings above it.

    Tables that begin with data have no head where their first row is set like the others. Where it is tagged
    as head it is one all the same, and where it is only bold unless it has amounts: nobody who sees "Villa |
    38 %" takes that for the names of columns, and a head is no passage.
    """
    chain: list[tuple[int, str]] = []
    expected = []
    for is_row, group in groupby(items, key=lambda item: item.type == "row"):
        if is_row:
            headings = tuple(text for _, text in chain)
            expected += [row for table in _split_tables(group) for row in _get_rows(table, headings, heads)]
            continue
        for item in group:
            if item.type.startswith("h"):
                level = int(item.type[1])
                chain = [*((other, text) for other, text in chain if other < level), (level, item.text)]
            else:
                expected.append(Expected(item.text, tuple(text for _, text in chain)))
    return expected


def _split_tables(rows: Iterable[Item]) -> Iterator[list[str]]:
    """Rows of as many cells are of one table."""
    for _, group in groupby(rows, key=lambda item: item.text.count(" | ")):
        yield [item.text for item in group]


def _get_rows(table: Sequence[str], headings: tuple[str, ...], heads: Heads) -> Iterator[Expected]:
    first, *rest = table
    set_apart = heads is Heads.TAGGED or (heads is Heads.BOLD and not _AMOUNT.search(first))
    if rest and (set_apart or not first.startswith(_HEADLESS)):
        columns = tuple(first.split(" | "))
        yield from (Expected(row, headings, columns) for row in rest)
    else:
        yield from (Expected(row, headings) for row in table)


_AMOUNT: Final = re.compile(r"\| \d[\d ,]*(?: %)?(?: \||$)")
_HEADLESS: Final = (
    "Andel elever", "Andel ärenden", "Antal invånare", "Arrangemang", "Avtalssamverkan",
    "Avtalstrohet", "Besök i", "Brand i", "Brukaren", "Deltagartillfällen", "Direktavkastning",
    "Dokumenttyp:", "Effektstyrning", "Elever i", "Energikartlägga", "Energitema", "Ersätta",
    "Fjällnora kyrkby", "Fysiska lån", "Genomsnittligt", "Grundstöd", "Gångväg", "Handläggningstid",
    "Hushåll med", "Inrikes", "Inventerade", "Invånare som", "Jordbruk", "KD", "Kommunstyrelsen",
    "Långfristiga", "Malmbäckens", "Meritvärde", "Nyckeltal | Hållbart", "Nystartade",
    "Personalkontinuitet", "Protokoll,", "Restavfall", "Resultat, andel", "Resultatet ska",
    "Sjukfrånvaro", "Utsläpp", "Vattenförekomster", "Villa", "Väntetid", "Åtgärda 60",
)  # fmt: skip
"""How tables begin that have no head but at once their data."""


def write_expected(path: Path, expected: Sequence[Expected], source: dict[str, str | bool]) -> None:
    """What a golden document should give, one passage a line, after a line that says where it is from."""
    lines = [json.dumps(source, ensure_ascii=False)]
    lines += [
        json.dumps(
            {"text": item.text, "headings": item.headings}
            | ({"columns": item.columns} if item.columns else {}),
            ensure_ascii=False,
        )
        for item in expected
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def read_expected(path: Path) -> tuple[dict[str, str | bool], list[Expected]]:
    """(source, passages) of an expectation."""
    source, *rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return source, [
        Expected(row["text"], tuple(row["headings"]), tuple(row.get("columns", ()))) for row in rows
    ]
