"""Which blocks are headings, and of which level: by size, weight, capitals and section numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from extract.blocks import Block, BlockKind, join_blocks
from extract.breaks import opens_note
from extract.joins import is_break
from extract.lines import Line
from extract.markers import SECTION_NUMBER, Marker

_LARGER: Final = 1.07  # of the body size: from here a line stands out
_HUGE: Final = 1.6  # of the body size: text in between may also be a lead or a pulled quote
_MAX_LINES: Final = 4
_MAX_LINES_HUGE: Final = 7  # of a title in a narrow column
_HEADING_PITCH: Final = 1.45  # font sizes between the baselines of one heading
_MAX_LETTERS: Final = 180
_MAX_WORDS_PLAIN: Final = 14  # of a numbered heading that is set like the text
_MAX_WORDS_BOLD: Final = 16  # of a heading that is little larger than the text, or only bold
_MODAL: Final = re.compile(r"\b(?:ska|skall|bör|måste|kommer att)\b", re.IGNORECASE)
_MIN_LETTERS: Final = 3
_SENTENCE_END: Final = re.compile(r"[.,;]$")
_ABBREVIATION_END: Final = re.compile(r"(?:m\.m|m\.fl|o\.s\.v|osv|etc|mm|mfl|dvs)\.$")
_FIGURE_LABEL: Final = re.compile(
    r"(?:tabell|figur|bild|diagram|foto|karta|källa|table|figure)\b[\s:]*\d*", re.IGNORECASE
)
MAX_LEVEL: Final = 6
_SLOGAN: Final = 1.5  # times the size of the headings around it


@dataclass(frozen=True, slots=True)
class Body:
    """How running text is set in a document. `size` in points."""

    size: float
    bold: bool


def get_body(lines: Iterable[Line]) -> Body:
    """The size and weight that most letters of the document are set in."""
    sizes: Counter[tuple[float, bool]] = Counter()
    for line in lines:
        sizes[line.size, line.bold] += line.letters
    if not sizes:
        return Body(10.0, bold=False)
    return Body(*sizes.most_common(1)[0][0])


Order = tuple[float, bool, bool, int]
"""What levels are sorted by: see `_Look`."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What tells levels apart. Sorted: larger first, then bold, then capitals, then the outer number."""

    size: float
    regular: bool
    small_letters: bool
    depth: int

    @property
    def order(self) -> Order:
        return (-self.size, self.regular, self.small_letters, self.depth)


def mark_headings(blocks: Sequence[Block], body: Body) -> list[Block]:
    """The blocks, with those that are headings marked as such and given levels from 1."""
    named = _get_named(blocks)
    looks: dict[int, _Look] = {}
    for place, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING and block.level:
            continue
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        if block.kind is BlockKind.HEADING or _is_heading(block, body, following):
            looks[place] = _get_look(block)
    orders = [look.order for look in looks.values()]
    slogans = _find_slogans(orders)
    levels = _get_levels(set(orders) - slogans.keys(), named)
    levels.update({order: levels[below] for order, below in slogans.items()})
    shift = 1 - min([1, *levels.values()])
    marked = [
        replace(block, kind=BlockKind.HEADING, level=_limit(levels[looks[place].order] + shift))
        if place in looks
        else replace(block, level=_limit(block.level + shift))
        if block.kind is BlockKind.HEADING
        else block
        for place, block in enumerate(blocks)
    ]
    # Headings whose lines a column has parted are one: the first line spans the columns, and the second fits
    # into the left one.
    return _raise_title(join_blocks(marked, _is_next_line))


def _is_next_line(before: Block, block: Block) -> bool:
    if before.kind is not BlockKind.HEADING or block.kind is not BlockKind.HEADING:
        return False
    last, first = before.lines[-1], block.lines[0]
    alike = last.size == first.size and last.bold == first.bold and abs(last.x0 - first.x0) < 1.0
    close = 0 < first.bottom - last.bottom < _HEADING_PITCH * first.size
    if is_break(before, block) and first.text[0].islower() and not block.tagged:  # over a column or page
        return last.size == first.size and last.bold == first.bold
    return alike and close and not block.tagged and not SECTION_NUMBER.match(first.text)


def _raise_title(blocks: list[Block]) -> list[Block]:
    """The blocks with the title above all other headings, also where a later display heading is larger."""
    first = [
        place
        for place, block in enumerate(blocks)
        if block.kind is BlockKind.HEADING and block.parts[0].page == blocks[0].parts[0].page
    ]
    if not first:
        return blocks
    title = max(first, key=lambda place: (_get_look(blocks[place]).size, -place))
    look = _get_look(blocks[title])
    others = [
        block for place, block in enumerate(blocks) if block.kind is BlockKind.HEADING and place != title
    ]
    if SECTION_NUMBER.match(get_plain_text(blocks[title])) or any(
        _get_look(block) == look for block in others
    ):
        return blocks  # a chapter like others
    if min((block.level for block in others), default=MAX_LEVEL) > blocks[title].level:
        return blocks
    own = blocks[title].level  # levels below it stay, if it leaves its level empty
    last = MAX_LEVEL if any(block.level == own for block in others) else own
    return [
        replace(block, level=1 if place == title else _limit(block.level + (block.level <= last)))
        if block.kind is BlockKind.HEADING
        else block
        for place, block in enumerate(blocks)
    ]


def _get_named(blocks: Sequence[Block]) -> dict[Order, int]:
    """The looks of the headings whose level the file's tags name, with the outermost level of each."""
    named: dict[Order, int] = {}
    for block in blocks:
        if block.kind is BlockKind.HEADING and block.level:
            order = _get_look(block).order
            named[order] = min(block.level, named.get(order, MAX_LEVEL))
    return named


def _get_levels(orders: set[Order], named: dict[Order, int]) -> dict[Order, int]:
    """The level of each look: its rank, or its place among the looks that tags name; 0 is above all these."""
    if not named:
        return {order: level for level, order in enumerate(sorted(orders), 1)}
    return {
        order: named[order]
        if order in named
        else max((level for look, level in named.items() if look < order), default=-1) + 1
        for order in orders
    }


def _find_slogans(orders: Sequence[Order]) -> dict[Order, Order]:
    """The looks that are no level of their own, by the look that they count as.

    What stands once, much larger than headings of a kind before and after it, is a slogan over a page: were
    it a level, all to the end of the document would stand below it. It counts as the largest of those around.
    """
    places: dict[Order, list[int]] = defaultdict(list)
    for place, order in enumerate(orders):
        places[order].append(place)
    slogans = {}
    for order, (first, *more) in places.items():
        around = [other for other, at in places.items() if other > order and at[0] < first < at[-1]]
        if around and not more and order[0] <= _SLOGAN * min(around)[0]:  # sizes are negative there
            slogans[order] = min(around)
    return slogans


def _limit(level: int) -> int:
    return min(level, MAX_LEVEL)


def _get_look(block: Block) -> _Look:
    text = get_plain_text(block)
    number = SECTION_NUMBER.match(text)
    depth = number.group(1).count(".") + 1 if number else 1
    size = max(line.size for line in block.lines)
    bold = all(line.bold for line in block.lines)
    return _Look(round(size * 2) / 2, not bold, not text.isupper(), depth)


def get_plain_text(block: Block) -> str:
    """The lines of a block with spaces between, broken words and all."""
    return " ".join(line.text for line in block.lines)


def _is_heading(block: Block, body: Body, following: Block | None) -> bool:
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        return False
    if len(block.lines) > (_MAX_LINES if block.lines[0].size < _HUGE * body.size else _MAX_LINES_HUGE):
        return False
    if block.marker in (Marker.BULLET, Marker.DASH, Marker.BOX) or opens_note(block.lines[0]):
        return False
    text = get_plain_text(block)
    letters = sum(map(str.isalpha, text))
    if (
        not _MIN_LETTERS <= letters <= _MAX_LETTERS
        or letters < sum(map(str.isdigit, text))
        or _FIGURE_LABEL.match(text)
    ):
        return False
    if _SENTENCE_END.search(text) and not _ABBREVIATION_END.search(text):
        return False
    return _stands_out(block, text, body) or _is_numbered(block, text, following)


def _stands_out(block: Block, text: str, body: Body) -> bool:
    size = min(line.size for line in block.lines)
    if size >= _LARGER * body.size:
        return size >= _HUGE * body.size or (len(text.split()) <= _MAX_WORDS_BOLD and text[0] not in '”"«')
    if size < 0.9 * body.size:
        return False
    if all(line.bold for line in block.lines):
        return not body.bold and not _is_statement(text)
    return text.isupper() and len(block.lines) == 1 and len(text.split()) <= 8


def _is_statement(text: str) -> bool:
    """Whether a bold text says that something shall be: a goal set in bold, and no heading."""
    if SECTION_NUMBER.match(text):
        return False
    words = len(text.split())
    return words > _MAX_WORDS_BOLD or (words >= 6 and _MODAL.search(text) is not None)


def _is_numbered(block: Block, text: str, following: Block | None) -> bool:
    """A line such as "3.2 Uppföljning", set like the text, with text after it."""
    number = SECTION_NUMBER.match(text)
    if number is None or "." not in number.group(1) or following is None:
        return False
    rest = text[number.end() :]
    return len(block.lines) <= 2 and rest[:1].isupper() and len(rest.split()) <= _MAX_WORDS_PLAIN
