"""Rows to whole tables: parts on several pages joined, cut rows mended, merged cells and heads carried down.

The head of a table is no passage: it would say nothing on its own. It stands in the text of its page, as
headings do, and its cells are the `heads` of every row below it, on later pages as well. A cell that is
merged over several rows ("one goal, three measures") is a cell of each of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from extract.blocks import Block, BlockKind
from extract.breaks import LINKS
from extract.heads import count_heads, get_row_texts
from extract.joins import is_break
from extract.lines import Line
from extract.rows import Placed, RowShape, place_cells

_ENDS: Final = frozenset('.!?:;”"»')
_CARRIED: Final = 300
"""Letters: what is longer is a text beside the rows, and not a goal or a name that holds for each."""
_SHOWN: Final = 3  # rows: so many show that the first column is never empty

Cell = tuple[Line, ...]


@dataclass(slots=True)
class _Table:
    """The rows of a table so far. `named` is how many of them are heads since they are repeated."""

    rows: list[Block]
    named: int = 0
    notes: list[Block] = field(default_factory=list)


def join_tables(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with the rows of each table finished; notes between its parts follow it."""
    finished: list[Block] = []
    table: _Table | None = None
    for part in _split_parts(blocks):
        if part[0].kind is BlockKind.NOTE and table is not None:
            table.notes.extend(part)
        elif not part[0].cells:
            finished.extend(_finish(table))
            finished.extend(part)
            table = None
        elif table is None or not _add_part(table, part):
            finished.extend(_finish(table))
            table = _Table(part)
    finished.extend(_finish(table))
    return finished


def _split_parts(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """The rows of one table on one page and in one column; each other block alone."""
    part: list[Block] = []
    for block in blocks:
        if part and not (block.cells and not block.shape.opens and not is_break(part[-1], block)):
            yield part
            part = []
        part.append(block)
        if not block.cells:
            yield part
            part = []
    if part:
        yield part


def _add_part(table: _Table, part: list[Block]) -> bool:
    """Add the rows of the next page or column to a table, without its repeated head; whether they are its."""
    if not is_break(table.rows[-1], part[0]):
        return False
    repeated = _count_repeated(table.rows, part)
    if not repeated and (_opens_another(table.rows, part) or part[0].shape.head):
        return False
    table.named = max(table.named, repeated)
    rest = part[repeated:]
    if rest and (_is_cut(table.rows[-1], rest[0]) or _is_nameless(table.rows, rest[0])):
        table.rows[-1] = table.rows[-1].extend(rest.pop(0))
    table.rows.extend(rest)
    return True


def _count_repeated(rows: Sequence[Block], part: Sequence[Block]) -> int:
    pairs = zip(rows, part, strict=False)
    return next(
        (number for number, (a, b) in enumerate(pairs) if get_row_texts(a) != get_row_texts(b)),
        min(len(rows), len(part)),
    )


def _opens_another(rows: Sequence[Block], part: Sequence[Block]) -> bool:
    """Whether rows are of another table, which only happens to follow: they say so, or are as many cells."""
    if rows[0].tagged != part[0].tagged:
        return True
    if part[0].tagged:
        return part[0].shape.opens
    return _get_width(rows) != _get_width(part)


def _get_width(rows: Sequence[Block]) -> int:
    places = place_cells((len(row.cells), row.shape) for row in rows)
    return max((cell.column + cell.width for row in places for cell in row), default=0)


def _is_cut(above: Block, below: Block) -> bool:
    """Whether a row goes on on the next page: a cell in the middle of a sentence, and none anew."""
    if above.tagged or len(above.cells) != len(below.cells):
        return False
    goes_on = False
    for before, after in zip(above.cells, below.cells, strict=True):
        if not after:
            continue
        if not before or not _is_rest(before[-1], after[0]):
            return False
        goes_on = True
    return goes_on


def _is_nameless(rows: Sequence[Block], below: Block) -> bool:
    """Whether a row lacks the first cell, which all before it have, and adds only to cells of the last."""
    last = rows[-1]
    if last.tagged or len(last.cells) != len(below.cells) or below.cells[0] or len(rows) < _SHOWN:
        return False
    if not all(row.cells[0] and len(row.cells) == len(last.cells) for row in rows):
        return False
    return all(before or not after for before, after in zip(last.cells, below.cells, strict=True))


def _is_rest(last: Line, first: Line) -> bool:
    end, start = last.words[-1], first.words[0].text[0]
    if end.hyphen:
        return True
    if end.text[-1] in _ENDS:
        return False
    return start.islower() or LINKS.fullmatch(end.text) is not None


def _finish(table: _Table | None) -> Iterator[Block]:
    if table is None:
        return
    rows = table.rows
    placed = list(place_cells((len(row.cells), row.shape) for row in rows))
    count = count_heads(rows, table.named) if len(rows) > 1 else 0
    heads = _get_heads(rows, placed[:count])
    width = _get_width(rows)
    for number, row in enumerate(rows):
        if number < count:
            yield replace(row, kind=BlockKind.TABLE_HEAD)
        else:
            yield _carry(
                row, [cell for cell in placed[number] if _is_carried(cell, number, rows)], rows, heads, width
            )
    yield from table.notes


def _is_carried(cell: Placed, number: int, rows: Sequence[Block]) -> bool:
    lines = rows[cell.row].cells[cell.cell]
    return cell.row == number or 0 < sum(line.letters for line in lines) <= _CARRIED


def _carry(
    row: Block, cells: Sequence[Placed], rows: Sequence[Block], heads: dict[int, Cell], width: int
) -> Block:
    """A row with the cells that reach down into it, and with the head of each cell."""
    lines = tuple(rows[cell.row].cells[cell.cell] for cell in cells)
    above = tuple(heads.get(cell.column, ()) if cell.width < width else () for cell in cells)
    return replace(row, cells=lines, heads=above, shape=RowShape())


def _get_heads(rows: Sequence[Block], placed: Sequence[Sequence[Placed]]) -> dict[int, Cell]:
    """The lines that head each column, from the outermost head to the innermost."""
    heads: dict[int, list[Placed]] = defaultdict(list)
    for cells in placed:
        for cell in cells:
            for column in range(cell.column, cell.column + cell.width):
                if cell not in heads[column]:
                    heads[column].append(cell)
    return {
        column: tuple(line for cell in cells for line in rows[cell.row].cells[cell.cell])
        for column, cells in heads.items()
    }
