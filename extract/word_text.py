"""The text of one Word paragraph: what a reader of the final version sees, with its notes and text boxes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from extract.word_styles import Style, W, is_on, parse_half_points

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATE: Final = f"{_MC}AlternateContent"
_M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DROPPED: Final = frozenset(
    W + name
    for name in (
        "del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delText", "delInstrText",
        "fldChar", "softHyphen", "annotationRef", "footnoteRef", "endnoteRef", "tblPr", "tblGrid", "rt",
    )
)  # fmt: skip
"""Deleted and moved-away text, settings, the codes of fields, and signs that only the typesetter needs."""
_SIGNS: Final = {
    f"{W}tab": " ",
    f"{W}ptab": " ",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
}
_BOXES: Final = f"{W}txbxContent"
_REFERENCES: Final = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}


@dataclass(slots=True)
class WordText:
    """The text of a paragraph. `notes` are (part, id) of its footnotes and endnotes; `boxes` its text boxes.

    `letters` counts what is no space, `bold` those of it set in bold; `size` is the largest stated, in
    points. `weight` is how the text that comes next is set: 1 for bold, else 0.
    """

    weight: int = 0
    pieces: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    letters: int = 0
    bold: int = 0
    size: float = 0.0

    @property
    def text(self) -> str:
        """All pieces as one text."""
        return "".join(self.pieces).strip()

    def add(self, text: str) -> None:
        """Add a piece set with the present weight."""
        letters = len(text) - text.count(" ")
        self.pieces.append(text)
        self.letters += letters
        self.bold += letters * self.weight


def read_text(paragraph: etree._Element, style: Style) -> WordText:
    """The text of a paragraph that has this style."""
    found = WordText(weight=int(style.bold))
    _walk(paragraph, found)
    return found


def _walk(element: etree._Element, found: WordText) -> None:
    for child in element:
        tag = child.tag
        if tag in _DROPPED or (tag == f"{W}sdt" and is_placeholder(child)):
            continue
        if tag == f"{W}r":
            _read_run(child, found)
        elif tag == _ALTERNATE:
            _walk(get_choice(child), found)
        elif tag == _BOXES:
            found.boxes.append(child)
        elif tag == f"{_M}t":
            found.add(child.text or "")
        else:
            _walk(child, found)


def _read_run(run: etree._Element, found: WordText) -> None:
    weight = found.weight
    settings = run.find(f"{W}rPr")
    if settings is not None:
        if _is_set(settings, "vanish") or _is_set(settings, "webHidden"):
            return
        switch = settings.find(f"{W}b")
        found.weight = weight if switch is None else int(is_on(switch.get(f"{W}val", "1")))
        size = settings.find(f"{W}sz")
        if size is not None:
            found.size = max(found.size, parse_half_points(size.get(f"{W}val", "")))
    for child in run:
        _read_part(child, found)
    found.weight = weight


def _read_part(part: etree._Element, found: WordText) -> None:
    tag = part.tag
    if tag == f"{W}t":
        found.add(part.text or "")
    elif tag in _SIGNS:
        found.pieces.append(" " if part.get(f"{W}type") in ("page", "column") else _SIGNS[tag])
    elif tag in _REFERENCES:
        found.notes.append((_REFERENCES[tag], part.get(f"{W}id", "")))
    elif tag not in _DROPPED and len(part):  # drawings, with text boxes in them
        _walk(get_choice(part) if tag == _ALTERNATE else part, found)


def _is_set(settings: etree._Element, name: str) -> bool:
    switch = settings.find(W + name)
    return switch is not None and is_on(switch.get(f"{W}val", "1"))


def get_choice(alternatives: etree._Element) -> etree._Element:
    """The preferred one of alternative contents: the others show the same in older programs."""
    for name in ("Choice", "Fallback"):
        choice = alternatives.find(_MC + name)
        if choice is not None:
            return choice
    return etree.Element("none")


def is_placeholder(control: etree._Element) -> bool:
    """Whether a content control only shows its prompt ("Klicka här för att ange text")."""
    return control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
