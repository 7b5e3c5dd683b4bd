"""The study's codebook as a tree of codes for other programs: dimension → sector → code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.counts import plural
from corpus.export.columns import label_of
from corpus.export.files import replacing
from corpus.export.material import Material, Written
from corpus.export.texts import CATALOGUE, Texts
from corpus.records import Code, Codebook, CodeId, Dimension
from corpus.refi.guids import code_guid, guid_of
from corpus.refi.records import ORIGIN, CodebookFile, CodeNode, Guid
from corpus.refi.writing import write_codebook

# Dark enough for white text and light enough to tell apart (Okabe and Ito 2008, darkened); by dimension.
_COLOURS = ("#0072B2", "#A34700", "#007A5A", "#8F4E79", "#6B5B00", "#2F6F8F", "#8C2D2D", "#4D4D4D")
_PARTS = ("include", "exclude", "cues", "code")


@dataclass(frozen=True, slots=True)
class Explained:
    """A description taken apart again. `code` is "" where none is named."""

    definition: str
    include: str
    exclude: str
    cues: tuple[str, ...]
    code: CodeId


def export_qdc(material: Material, path: Path) -> Written:
    """Write the codebook as a QDC file."""
    codebook = material.inventory.codebook
    nodes = build_tree(codebook, material.texts, {})
    origin = material.inventory.provenance.program or ORIGIN
    with replacing(path) as temporary, temporary.open("wb") as target:
        write_codebook(CodebookFile(origin, nodes), target)
    return Written(plural(len(codebook.codes), "code"))


def build_tree(
    codebook: Codebook, texts: Texts, notes: Mapping[CodeId, tuple[Guid, ...]]
) -> tuple[CodeNode, ...]:
    """The codes under their dimensions and sectors; `notes` are the memos on codes."""
    return tuple(
        CodeNode(
            guid=guid_of("dimension", dimension.id),
            name=label_of(dimension, texts),
            codable=False,
            colour=(colour := _COLOURS[number % len(_COLOURS)]),
            description=dimension.question,
            children=_build_codes(codebook, dimension, texts, _Look(colour, notes)),
        )
        for number, dimension in enumerate(codebook.dimensions)
    )


@dataclass(frozen=True, slots=True)
class _Look:
    colour: str
    notes: Mapping[CodeId, tuple[Guid, ...]]


def _build_codes(codebook: Codebook, dimension: Dimension, texts: Texts, look: _Look) -> tuple[CodeNode, ...]:
    def node(code: Code) -> CodeNode:
        return CodeNode(
            guid=code_guid(code.id),
            name=label_of(code, texts),
            colour=look.colour,
            description=explain(code, texts),
            notes=look.notes.get(code.id, ()),
        )

    names = {sector: sv if texts.language == "sv" else en for sector, sv, en in codebook.sectors}
    nodes = []
    for sector in dict.fromkeys(code.sector for code in dimension.codes):
        children = tuple(node(code) for code in dimension.codes if code.sector == sector)
        if sector:
            guid = guid_of("sector", dimension.id, sector)
            nodes.append(CodeNode(guid, names.get(sector, sector), False, look.colour, "", children))
        else:
            nodes.extend(children)
    return tuple(nodes)


def explain(code: Code, texts: Texts) -> str:
    """A code's definition with what counts and what does not, its cues and its id, a paragraph each."""
    parts = [code.definition]
    if code.include:
        parts.append(texts.fill("refi.include", text=code.include))
    if code.exclude:
        parts.append(texts.fill("refi.exclude", text=code.exclude))
    if code.cues:
        parts.append(texts.fill("refi.cues", text=" | ".join(code.cues)))
    parts.append(texts.fill("refi.code", code=code.id))
    return "\n\n".join(parts)


def parse_explanation(text: str) -> Explained:
    """What `explain` wrote in either language, also after other programs have changed its line breaks."""
    found = dict.fromkeys(_PARTS, "")
    definition: list[str] = []
    for paragraph in re.split(r"\s*\n\s*", text.strip()):
        part = next((one for one in _PARTS if paragraph.startswith(_heads(one))), None)
        if part is None:
            definition.append(paragraph)
        else:
            found[part] = paragraph.partition(": ")[2].strip()
    cues = tuple(cue.strip() for cue in found["cues"].split("|") if cue.strip())
    return Explained("\n".join(definition), found["include"], found["exclude"], cues, CodeId(found["code"]))


def _heads(part: str) -> tuple[str, ...]:
    return tuple(words.partition(":")[0] + ": " for words in CATALOGUE[f"refi.{part}"])
