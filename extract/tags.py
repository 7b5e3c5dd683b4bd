"""A page's structure tree as flat tags: what each stretch of marked content is, in the author's order.

Pure: `extract.structure` reads the tree out of a file, this module says what its elements mean. The types
are those of ISO 32000-2, 14.8.4; what Word, InDesign, LibreOffice, Chromium and typst make of them differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Final

from extract.rows import ONE, PLAIN, RowShape, Span


class Role(Enum):
    """What a tag says its words are."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    NOTE = "note"  # footnotes and captions
    ROW = "row"
    FIGURE = "figure"
    LEFT_OUT = "left_out"  # tables of contents, and page furniture that has got into the tree


@dataclass(slots=True)
class Node:
    """One element of the tree. `kids` are elements, ids of marked content on this page, and None for
    what stands on another page. `span` is that of a cell.
    """

    type: str
    kids: list[Node | int | None] = field(default_factory=list)
    span: Span = ONE


@dataclass(frozen=True, slots=True)
class Tag:
    """One block as the file's author tagged it. `cells` holds ids of marked content: one tuple for each
    cell of a row, which may be empty, and a single one for everything else.

    `level` is that of H1 to H6, 0 elsewhere and for a plain H. `continues` and `goes_on` tell that the
    element has content on a page before or after this one. `shape` is that of a row.
    """

    role: Role
    cells: tuple[tuple[int, ...], ...]
    level: int = 0
    continues: bool = False
    goes_on: bool = False
    shape: RowShape = PLAIN


_LEVELS: Final = {"Title": 1, **{f"H{level}": level for level in range(1, 7)}}
_ROLES: Final = {
    "H": Role.HEADING,
    **dict.fromkeys(_LEVELS, Role.HEADING),
    **dict.fromkeys(("Note", "FENote", "Caption"), Role.NOTE),
    **dict.fromkeys(("TOC", "TOCI", "Artifact", "Form", "Annot"), Role.LEFT_OUT),
    "Figure": Role.FIGURE,
    "LI": Role.LIST_ITEM,
    "TR": Role.ROW,
}
_CLEAR: Final = frozenset({"NonStruct", "Private"})  # Chromium wraps the words of every block in one
_INLINE: Final = frozenset(
    {"Span", "Link", "Reference", "Quote", "Em", "Strong", "Sub", "Lbl", "BibEntry", "Code", "Ruby", "RB",
     "RT", "RP", "Warichu", "WT", "WP", "Formula"}
)  # fmt: skip
_GROUPS: Final = frozenset(
    {"Document", "DocumentFragment", "Part", "Art", "Sect", "Div", "NonStruct", "Private", "BlockQuote",
     "Aside", "L", "LBody", "Table", "THead", "TBody", "TFoot", "TD", "TH", "Index"}
)  # fmt: skip
_SECTIONS: Final = ("THead", "TBody", "TFoot")
CELLS: Final = frozenset({"TD", "TH"})
"""The types of the cells of a table."""


def split_tags(roots: Sequence[Node]) -> tuple[Tag, ...]:
    """The tags of a page in reading order. Elements without content on this page give none."""
    return tuple(tag for root in roots for tag in _iter_tags(root) if any(tag.cells))


def _iter_tags(node: Node) -> Iterator[Tag]:
    role = _ROLES.get(node.type, Role.PARAGRAPH)
    if role in (Role.LEFT_OUT, Role.FIGURE):
        yield _get_tag(role, _iter_leaves(node))
    elif role is Role.LIST_ITEM:
        yield from _iter_item(node)
    elif role is Role.ROW:
        yield _get_row(node, PLAIN)
    elif node.type == "Table":
        yield from _iter_table(node) if _has_columns(node) else _iter_frame(node)
    elif role is Role.PARAGRAPH and (node.type in _GROUPS or any(map(_is_paragraph, node.kids))):
        yield from _iter_group(node.kids)
    else:  # headings, notes, P, and whatever the file's own types are
        yield from _iter_block(node, role, _LEVELS.get(node.type, 0))


def _iter_group(kids: Sequence[Node | int | None]) -> Iterator[Tag]:
    """The tags of what has blocks inside; words straight inside it are paragraphs of their own."""
    loose: list[int | None] = []
    for kid in kids:
        if _is_block(kid):
            yield _get_tag(Role.PARAGRAPH, loose)
            loose = []
            yield from _iter_tags(kid)  # type: ignore[arg-type]
        else:
            loose.extend(_iter_leaves(kid))
    yield _get_tag(Role.PARAGRAPH, loose)


def _iter_block(node: Node, role: Role, level: int) -> Iterator[Tag]:
    """One block, and after it the notes, lists and figures that stand inside its element."""
    own, inner = _part_blocks(node.kids)
    yield _get_tag(role, own, level)
    for block in inner:
        yield from _iter_tags(block)


def _iter_item(node: Node) -> Iterator[Tag]:
    """A list item: its label, its body up to the first paragraph, and then what else is in its body."""
    leaves: list[int | None] = []
    rest: list[Node] = []
    for kid in node.kids:
        if isinstance(kid, Node) and (kid.type == "LBody" or _is_paragraph(kid)):
            own, inner = _part_blocks(kid.kids)
            if inner and not own and _is_paragraph(inner[0]):
                own, deeper = _part_blocks(inner[0].kids)
                inner = [*deeper, *inner[1:]]
            leaves.extend(own)
            rest.extend(inner)
        elif _is_block(kid):
            rest.append(kid)  # type: ignore[arg-type]
        else:
            leaves.extend(_iter_leaves(kid))
    yield _get_tag(Role.LIST_ITEM, leaves)
    for block in rest:
        yield from _iter_tags(block)


def _part_blocks(kids: Sequence[Node | int | None]) -> tuple[list[int | None], list[Node]]:
    """The content of an element's own, and the blocks inside it, which may stand in inline elements."""
    own: list[int | None] = []
    blocks: list[Node] = []
    for kid in kids:
        if _is_block(kid):
            blocks.append(kid)  # type: ignore[arg-type]
        elif isinstance(kid, Node):
            inner_own, inner_blocks = _part_blocks(kid.kids)
            own.extend(inner_own or ([None] if not inner_blocks else []))
            blocks.extend(inner_blocks)
        else:
            own.append(kid)
    return own, blocks


def _iter_table(table: Node) -> Iterator[Tag]:
    """The rows of a table, in the order of the tree, with its captions and whatever else is inside."""
    opens = True
    for kid, in_head in _iter_parts(table, in_head=False):
        if kid is None:
            opens = False  # it began on a page before
        elif kid.type == "TR":
            row = _get_row(kid, RowShape(head=in_head, opens=opens))
            opens = opens and not any(row.cells)
            yield row
        else:
            yield from _iter_tags(kid)


def _iter_parts(node: Node, *, in_head: bool) -> Iterator[tuple[Node | None, bool]]:
    """What is straight inside a table or its sections, and whether it is in the section of its heads."""
    for kid in node.kids:
        if isinstance(kid, Node) and kid.type in _SECTIONS:
            yield from _iter_parts(kid, in_head=kid.type == "THead")
        elif not isinstance(kid, int):
            yield kid, in_head


def _get_row(node: Node, shape: RowShape) -> Tag:
    """One row. A row of which all cells are tagged as heads is one, whatever section it stands in."""
    kids = [kid for kid in node.kids if kid is None or _is_cell(kid)]
    cells = [list(_iter_leaves(kid)) for kid in kids]
    types = {kid.type for kid in kids if isinstance(kid, Node) and any(_iter_known(kid))}
    spans = tuple(kid.span if isinstance(kid, Node) else ONE for kid in kids)
    ends = [cell for cell in cells if cell]
    return Tag(
        Role.ROW,
        tuple(tuple(leaf for leaf in cell if leaf is not None) for cell in cells),
        continues=any(cell[0] is None for cell in ends),
        goes_on=any(cell[-1] is None for cell in ends),
        shape=replace(
            shape,
            spans=spans if any(span != ONE for span in spans) else (),
            head=shape.head or types == {"TH"},
        ),
    )


def _iter_known(node: Node) -> Iterator[bool]:
    """For each leaf of an element, whether it stands on this page."""
    return (leaf is not None for leaf in _iter_leaves(node))


def _has_columns(table: Node) -> bool:
    """Whether a table has a row of several cells. Others are frames around text."""
    return any(sum(kid is None or _is_cell(kid) for kid in row.kids) > 1 for row in _iter_rows(table))


def _iter_rows(node: Node) -> Iterator[Node]:
    for kid in node.kids:
        if isinstance(kid, Node):
            if kid.type == "TR":
                yield kid
            elif kid.type in _SECTIONS:
                yield from _iter_rows(kid)


def _iter_frame(table: Node) -> Iterator[Tag]:
    for kid in table.kids:
        if isinstance(kid, Node) and kid.type not in ("TR", *_SECTIONS, *CELLS):
            yield from _iter_tags(kid)
    for row in _iter_rows(table):
        for cell in row.kids:
            if isinstance(cell, Node):
                yield from _iter_group(cell.kids)


def _get_tag(role: Role, leaves: Iterator[int | None] | Sequence[int | None], level: int = 0) -> Tag:
    found = list(leaves)
    ids = tuple(leaf for leaf in found if leaf is not None)
    cut = bool(ids)
    return Tag(role, (ids,), level, cut and found[0] is None, cut and found[-1] is None)


def _iter_leaves(kid: Node | int | None) -> Iterator[int | None]:
    if not isinstance(kid, Node):
        yield kid
        return
    if not kid.kids:
        yield None
    for inner in kid.kids:
        yield from _iter_leaves(inner)


def _is_cell(kid: Node | int | None) -> bool:
    return isinstance(kid, Node) and kid.type in CELLS


def _is_paragraph(kid: Node | int | None) -> bool:
    return isinstance(kid, Node) and (kid.type == "P" or _ROLES.get(kid.type) is Role.HEADING)


def _is_block(kid: Node | int | None) -> bool:
    """Whether it is an element that its parent's words do not go on in."""
    if not isinstance(kid, Node) or kid.type in _INLINE:
        return False
    return kid.type not in _CLEAR or any(map(_is_block, kid.kids))
