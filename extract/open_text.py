"""The text of one paragraph of an OpenDocument file, with its notes and frames."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from extract.open_styles import TEXT, OpenStyle, OpenStyles

OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
DRAW: Final = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
DROPPED: Final = frozenset(
    [
        TEXT + name
        for name in (
            "tracked-changes", "table-of-content", "illustration-index", "table-index", "alphabetical-index",
            "bibliography", "sequence-decls", "variable-decls", "user-field-decls", "hidden-text",
            "hidden-paragraph", "note-citation", "ruby-text", "index-title",
        )
    ]
    + [OFFICE + name for name in ("annotation", "annotation-end", "forms", "event-listeners")]
)  # fmt: skip
"""Deleted text, contents, declarations, remarks: what is no text of the document."""
_SPACE: Final = re.compile(r"\s+")
_MAX_SPACES: Final = 100


@dataclass(slots=True)
class OpenText:
    """The text of a paragraph with its notes and frames. `bold` counts those of its letters set so."""

    pieces: list[str] = field(default_factory=list)
    notes: list[etree._Element] = field(default_factory=list)
    frames: list[etree._Element] = field(default_factory=list)
    letters: int = 0
    bold: int = 0

    @property
    def text(self) -> str:
        """All pieces as one text."""
        return "".join(self.pieces).strip()

    def add(self, text: str | None, style: OpenStyle) -> None:
        """Add a piece set in a style. White space in the XML is one space (part 3, 6.1.2)."""
        if text and not style.hidden:
            folded = _SPACE.sub(" ", text)
            letters = len(folded) - folded.count(" ")
            self.pieces.append(folded)
            self.letters += letters
            self.bold += letters if style.bold else 0


def read_text(paragraph: etree._Element, style: OpenStyle, styles: OpenStyles) -> OpenText:
    """The text of a paragraph that has this style."""
    found = OpenText()
    _walk(paragraph, found, style, styles)
    return found


def _walk(element: etree._Element, found: OpenText, style: OpenStyle, styles: OpenStyles) -> None:
    found.add(element.text, style)
    for child in element:
        _read_part(child, found, style, styles)
        found.add(child.tail, style)


def _read_part(part: etree._Element, found: OpenText, style: OpenStyle, styles: OpenStyles) -> None:
    tag = str(part.tag)
    if tag == f"{TEXT}s":
        count = part.get(f"{TEXT}c", "1")
        found.pieces.append(
            " " * min(int(count), _MAX_SPACES) if count.isdecimal() and len(count) < 5 else " "
        )
    elif tag == f"{TEXT}tab":
        found.pieces.append(" ")
    elif tag == f"{TEXT}line-break":
        found.pieces.append("\n")
    elif tag == f"{TEXT}note":
        found.notes.append(part)
    elif tag.startswith(DRAW):
        found.frames.append(part)
    elif tag not in DROPPED:
        _walk(part, found, _get_inner(part, style, styles), styles)


def _get_inner(part: etree._Element, style: OpenStyle, styles: OpenStyles) -> OpenStyle:
    """The style inside an element: that of a span, with what it leaves open from around it."""
    if part.tag != f"{TEXT}span":
        return style
    inner = styles.get(part.get(f"{TEXT}style-name", ""))
    return replace(
        inner,
        bold=style.bold if inner.bold is None else inner.bold,
        hidden=inner.hidden or style.hidden,
    )
