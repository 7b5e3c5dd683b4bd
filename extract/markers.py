"""Signs at the beginning of a line: bullets, list numbers, section numbers; and lines of contents."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from extract.lines import Line


class Marker(Enum):
    """What a line begins with. Dashes and numbers also begin lines inside sentences; bullets and check boxes
    never do.
    """

    NONE = "none"
    BULLET = "bullet"
    DASH = "dash"
    NUMBER = "number"
    BOX = "box"


_BULLETS: Final = frozenset("•·∙▪▫■□●○◦‣⁃►▶▸➢➤➔→✓✔❖◆◇◊*")
_BOXES: Final = frozenset("☐☑☒")
OPENING: Final = frozenset({Marker.BULLET, Marker.BOX})
"""Signs that begin an item wherever they begin a line."""
_DASHES: Final = frozenset("-–—−‐")
_NUMBER: Final = re.compile(r"(?:\d{1,2}|[a-zåäö]|[ivx]{2,4}|[A-H])[.)]|\(\d{1,2}\)|\([a-z]\)")
_LETTER_O: Final = 0.45  # of a font size: the letter o as Courier bullet is set off by more than a space

_LEADER: Final = re.compile(r"(?:\.[ \xa0]?|…|·|_){4,}[ \xa0]?(?:\d{1,3}|[ivx]{1,5})?$|(?:\.|…|_){8,}")
_LEADER_SIGNS: Final = ("..", ". .", ".\xa0.", "…", "·", "_")
"""Of which every leader has one: few pages do, and looking for them is quicker than the pattern."""
_ENDS_IN_NUMBER: Final = re.compile(r".*\S\s\d{1,3}$")
CONTENTS_HEADING: Final = re.compile(
    r"(?:inneh[åa]ll(?:sförteckning)?|table of contents|contents)\s*:?", re.IGNORECASE
)
SECTION_NUMBER: Final = re.compile(
    r"(?:(?:kapitel|kap\.?|chapter)\s+)?(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?=[^\W\d_])", re.IGNORECASE
)
FIELD: Final = re.compile(r"[A-ZÅÄÖ][^.:;!?]{1,40}: ?\S")
"""A labelled field such as "Telefon: 0123-456 78": each stands on a line of its own."""
PRIVATE_USE: Final = re.compile("[\ue000-\uf8ff]")


def get_marker(line: Line) -> Marker:
    """What the line begins with."""
    first = line.words[0].text
    if len(line.words) < 2:  # a sign alone marks nothing
        return Marker.NONE
    if first in _BULLETS or (len(first) == 1 and PRIVATE_USE.match(first)):
        return Marker.BULLET
    if first[0] in _BOXES:
        return Marker.BOX
    if first in _DASHES:
        return Marker.DASH
    if _NUMBER.fullmatch(first):
        return Marker.NUMBER
    step = line.words[1].x0 - line.words[0].x1
    if first == "o" and step > _LETTER_O * line.size:
        return Marker.BULLET
    glued = first[0] in _BULLETS and first[0] != "*" and len(first) > 1
    return Marker.BULLET if glued else Marker.NONE


def strip_marker(text: str, marker: Marker) -> str:
    """The text of a list item without its bullet. Numbers are words and stay, and whether a box is ticked."""
    if marker in (Marker.BULLET, Marker.DASH):
        return text[1:].lstrip()
    return text


def get_text_start(line: Line) -> float:
    """Where the words of a list item begin, after its sign: x in points."""
    return line.words[1].x0 if len(line.words) > 1 else line.words[0].x0


def find_contents(lines: list[Line]) -> set[int]:
    """The indices of the lines of a page that are a table of contents, with its heading."""
    texts = [line.text for line in lines]
    page = "\n".join(texts)
    has_leaders = any(sign in page for sign in _LEADER_SIGNS)
    leaders = [place for place, text in enumerate(texts) if _LEADER.search(text)] if has_leaders else []
    heading = next((place for place, text in enumerate(texts) if CONTENTS_HEADING.fullmatch(text)), None)
    if len(leaders) >= 3:  # fewer are blanks to be filled in
        first = min(leaders[0], heading) if heading is not None else leaders[0]
        return set(range(first, leaders[-1] + 1))
    if heading is None:
        return set()
    entries = [
        place
        for place, text in enumerate(texts)
        if place > heading and _ENDS_IN_NUMBER.match(text) and len(text) < 120
    ]
    return set(range(heading, entries[-1] + 1)) if len(entries) >= 3 else set()
