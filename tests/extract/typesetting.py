"""Typeset coded documents as PDFs with typst, in the layouts that municipalities use."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import typst


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document is set. `preamble` is typst code; `tagged` puts structure tags into the file."""

    name: str
    preamble: str
    tagged: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One block of a document as its author wrote it: `type` is h1, h2, h3, p, li, row or note."""

    type: str
    text: str


@dataclass(frozen=True, slots=True)
class CodedDocument:
    """The facts and blocks of one document of the study."""

    facts: dict[str, str]
    items: tuple[Item, ...]


_HEAD: Final = """
#set text(lang: "sv")
#let p(body) = par(body)
#let note(body) = block(text(size: 0.85em, body))
#let facts = json(bytes(sys.inputs.facts))
"""
_RUNNING: Final = """
#set page(
  header: [#facts.title #h(1fr) #facts.municipality],
  footer: context [#facts.reference #h(1fr) Sida #counter(page).display() (#counter(page).final().first())],
)
"""
_ROWS: Final = "#let rows(n, ..cells) = table(columns: n, stroke: {}, ..cells)\n"
_GRID, _LINES, _BARE = (_ROWS.format(stroke) for stroke in ("0.5pt", "(x: none, y: 0.5pt)", "none"))
_SPACED: Final = '#set text(font: "Libertinus Serif", size: 11pt)\n#set page(paper: "a4", margin: 2.5cm)\n'
_INDENTED: Final = """
#set text(font: "New Computer Modern", size: 10pt)
#set page(paper: "a4", margin: 3cm, number-align: center, numbering: "1")
#set par(justify: true, first-line-indent: 1.2em, spacing: 0.65em)
#set heading(numbering: "1.1")
"""
_TWO_JUSTIFIED: Final = """
#set text(font: "Libertinus Serif", size: 9.5pt)
#set page(paper: "a4", margin: 2cm, columns: 2)
#set par(justify: true)
"""
_TWO_RAGGED: Final = """
#set text(font: "New Computer Modern", size: 10pt, hyphenate: true)
#set page(paper: "a4", margin: 2cm, columns: 2, numbering: "1 (1)")
"""
_TYPEWRITTEN: Final = """
#set text(font: "DejaVu Sans Mono", size: 8pt)
#set page(paper: "a4", margin: 2.5cm)
#set par(leading: 0.8em, spacing: 1.6em)
"""

LAYOUTS: Final = (
    Layout("one column, spaced, ragged", _HEAD + _GRID + _SPACED + _RUNNING),
    Layout("one column, indented, justified", _HEAD + _GRID + _INDENTED),
    Layout("two columns, justified", _HEAD + _GRID + _TWO_JUSTIFIED + _RUNNING),
    Layout("two columns, ragged, row lines", _HEAD + _LINES + _TWO_RAGGED),
    Layout("one column, table without rules", _HEAD + _BARE + _TYPEWRITTEN + _RUNNING),
    Layout("one column, spaced, tagged", _HEAD + _GRID + _SPACED + _RUNNING, tagged=True),
)


def load_document(path: Path) -> CodedDocument:
    """A document of the study from its JSON lines: the facts first, then one block a line."""
    first, *rest = (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())
    return CodedDocument(
        {key: str(value) for key, value in first.items()},
        tuple(Item(row["type"], row["text"]) for row in rest),
    )


def typeset(document: CodedDocument, layout: Layout) -> bytes:
    """The PDF of a document in a layout. The same input gives the same text, if not the same bytes."""
    source = layout.preamble + _facts_box(document.facts) + "".join(_iter_markup(document.items))
    return compile_typst(source, tagged=layout.tagged, facts=document.facts)


def compile_typst(source: str, *, tagged: bool, facts: dict[str, str] | None = None) -> bytes:
    """The PDF of typst code, which sees the facts as `sys.inputs.facts`."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "document.typ")
        path.write_text(source, "utf-8")
        pdf: bytes = typst.compile(
            str(path),
            sys_inputs={"facts": json.dumps(facts or {})},
            pdf_tags=tagged,
            ignore_system_fonts=True,
        )
    return pdf


def list_fact_lines(facts: dict[str, str]) -> list[str]:
    """The lines of the box of facts that opens a document."""
    labels = (
        ("adopted_by", "Beslutad av"), ("adopted", "Beslutsdatum"), ("paragraph", "Paragraf"),
        ("reference", "Diarienummer"), ("valid", "Giltighetstid"), ("responsible", "Dokumentansvarig"),
    )  # fmt: skip
    return [f"{label}: {facts[key]}" for key, label in labels if facts.get(key)]


def _facts_box(facts: dict[str, str]) -> str:
    lines = [f"#block[#{_quote(line)}]\n" for line in list_fact_lines(facts)]
    return "#block(stroke: 0.5pt, inset: 8pt)[" + "".join(lines) + "]\n"


def _iter_markup(items: Sequence[Item]) -> Iterator[str]:
    table: list[list[str]] = []
    for item in [*items, Item("end", "")]:
        cells = item.text.split(" | ")
        if table and (item.type != "row" or len(cells) != len(table[0])):
            flat = ", ".join(_quote(cell) for row in table for cell in row)
            yield f"#rows({len(table[0])}, {flat})\n\n"
            table = []
        if item.type == "row":
            table.append(cells)
        elif item.type != "end":
            yield _MARKUP[item.type].format(_quote(item.text))


_MARKUP: Final = {
    "h1": "#heading(level: 1, {})\n\n",
    "h2": "#heading(level: 2, {})\n\n",
    "h3": "#heading(level: 3, {})\n\n",
    "p": "#p({})\n\n",
    "li": "- #{}\n",
    "note": "#note({})\n\n",
}


def _quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
