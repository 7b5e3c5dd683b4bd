"""Manuscripts: what a demo document says, before it is set.

Two forms are read: the coded documents of the study (JSON lines: first the document's own facts, then
one block a line) and the demo's own irrelevant documents (a plain text form, see `parse_manuscript`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BLOCK_TYPES = ("h1", "h2", "h3", "p", "li", "row", "note", "field", "signature", "pagebreak")
"""What a block may be. `row` is one table row, its cells parted by " | "; `field` a box of a form."""

_MARKS = {
    "# ": "h1",
    "## ": "h2",
    "### ": "h3",
    "- ": "li",
    "| ": "row",
    "> ": "note",
    "_ ": "field",
    "~ ": "signature",
}


class ManuscriptError(ValueError):
    """A manuscript that cannot be read: the message names the file and the line to mend."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a manuscript, in reading order. `kind` is one of `BLOCK_TYPES`."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Manuscript:
    """One document to set. `facts` are what its opening states: (label, value), value "" for a line alone.

    `date` is ISO 8601: it becomes the PDF's creation date, so that the bytes do not follow the clock.
    `look` names an entry of `samverkan.demo.looks.LOOKS`.
    """

    id: str
    municipality: str
    title: str
    kind: str
    date: str
    look: str
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]


def read_coded_document(path: Path) -> tuple[dict[str, str], tuple[Block, ...]]:
    """Read a coded document of the study: its facts and its blocks. Raises ManuscriptError."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    if not lines or "doc" not in lines[0]:
        raise ManuscriptError(f"{path}:1: the first line must hold the document's facts")
    head: dict[str, Any] = lines[0]
    blocks = tuple(
        Block(_get_kind(line["type"], f"{path}:{n}"), line["text"]) for n, line in enumerate(lines[1:], 2)
    )
    return {key: str(value) for key, value in head.items()}, blocks


def parse_manuscript(text: str, name: str) -> Manuscript:
    """Parse the plain text form: ``key: value`` lines, a line ``---``, then one block a line.

    A block's first characters say what it is: ``# ``, ``## ``, ``### `` headings, ``- `` list item,
    ``| `` table row, ``> `` note, ``_ `` field of a form, ``~ `` line to sign on, ``===`` new page (or
    column, where there are two); anything else is a paragraph. ``fakta: label | value`` may be
    repeated. `name` becomes the id and stands in errors. Raises ManuscriptError.
    """
    head, found, body = text.partition("\n---\n")
    if not found:
        raise ManuscriptError(f"{name}: a line --- must part the facts from the text")
    fields: dict[str, str] = {}
    facts: list[tuple[str, str]] = []
    for number, line in enumerate(head.splitlines(), 1):
        key, colon, value = line.partition(": ")
        if not colon:
            raise ManuscriptError(f"{name}:{number}: expected key: value, found {line!r}")
        if key == "fakta":
            label, _, fact = value.partition(" | ")
            facts.append((label, fact))
        else:
            fields[key] = value
    missing = {"kommun", "titel", "typ", "datum", "look"} - fields.keys()
    if missing:
        raise ManuscriptError(f"{name}: the facts lack {', '.join(sorted(missing))}")
    blocks = tuple(_parse_block(line) for line in body.splitlines() if line.strip())
    return Manuscript(
        name,
        fields["kommun"],
        fields["titel"],
        fields["typ"],
        fields["datum"],
        fields["look"],
        tuple(facts),
        blocks,
    )


def _parse_block(line: str) -> Block:
    if line == "===":
        return Block("pagebreak", "")
    for mark, kind in _MARKS.items():
        if line.startswith(mark):
            return Block(kind, line[len(mark) :].strip())
    return Block("p", line.strip())


def _get_kind(kind: str, where: str) -> str:
    if kind not in BLOCK_TYPES:
        raise ManuscriptError(f"{where}: unknown block type {kind!r}; known are {', '.join(BLOCK_TYPES)}")
    return kind
