"""Drawing cells: the sample as a blind batch of the review, with what it was drawn from beside it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.cell_design import draw_cells, share_out
from corpus.cell_pool import CellPool, CellQuestion
from corpus.cell_reader import CellReader
from corpus.cell_records import CERTAIN, OPEN, Cell, CellLayer
from corpus.errors import CorpusError
from corpus.inventory_records import Selection
from corpus.records import Codebook, PassageId
from corpus.review_records import Batch, BatchItem, ReviewerId
from corpus.review_writer import ReviewWriter
from corpus.times import now


@dataclass(frozen=True, slots=True)
class CellPlan:
    """A draw as it was asked for: of how many cells, read by whom."""

    name: str
    size: int
    readers: tuple[ReviewerId, ...]

    def __post_init__(self) -> None:
        if self.size < len(OPEN):
            raise ValueError(f"{self.size} cells tell nothing: draw at least {len(OPEN)}")
        if not self.readers:
            raise ValueError("nobody reads the cells: name a reviewer")


def draw_cell_audit(
    writer: ReviewWriter, plan: CellPlan, question: CellQuestion, codebook: Codebook, selection: Selection
) -> int:
    """Draw cells and store their passages as a batch; returns the draw's id.

    Where every cell is confirmed or read there is no batch, and the share is known as it is. Raises
    CorpusError when nobody has anything to find: no document is read, or all cells are confirmed.
    """
    reader = CellReader.beside(writer)
    pool = CellPool(reader, question, codebook, selection)
    sizes = pool.sizes
    if sizes[CellLayer.VERIFIED] == sizes.total():
        raise CorpusError(f"People found it in every {question.unit}, so there is nothing to draw.")
    wanted = share_out(sizes, pool.shares, plan.size)
    drawn = draw_cells(pool.layers, wanted, question.chance)
    cells = _make_cells(pool, drawn, {layer: wanted[layer] / max(1, sizes[layer]) for layer in OPEN}, plan)
    mix = {str(layer): wanted[layer] / max(1, len(drawn)) for layer in OPEN}
    batch = None
    if drawn:
        made = Batch(plan.name, plan.readers[0], question.seed, mix, blind=True, double=0.0)
        batch = writer.add_batch(made, _make_items(cells, pool, plan.readers))
    number = _add_audit(writer, question, batch, selection, reader.find_last_row())
    _add_cells(writer, number, cells)
    return number


def _make_cells(
    pool: CellPool, drawn: Sequence[int], probability: dict[CellLayer, float], plan: CellPlan
) -> list[Cell]:
    turn = {cell: place for place, cell in enumerate(drawn)}
    made = []
    for number, (owner, layer) in enumerate(zip(pool.grid.owners, pool.layers, strict=True)):
        place = turn.get(number)
        ranked = pool.rank(number) if place is not None or layer is CellLayer.READ else ()
        made.append(
            Cell(
                owner,
                layer,
                int(pool.grid.passages[number]),
                int(pool.grid.scored[number]),
                1.0 if layer in CERTAIN else probability[layer],
                place,
                "" if place is None else plan.readers[place % len(plan.readers)],
                tuple(PassageId(one.passage) for one in ranked),
            )
        )
    return made


def _make_items(cells: Sequence[Cell], pool: CellPool, readers: Sequence[ReviewerId]) -> list[BatchItem]:
    """Cell after cell, likeliest passages first; nobody is asked for what people know already, and of a
    passage that two cells share only one reader. They were chosen for a reason: no random share is theirs.
    """
    ordinals = dict.fromkeys(readers, 0)
    asked: set[PassageId] = set()
    items = []
    for cell in sorted((one for one in cells if one.place is not None), key=lambda one: one.place or 0):
        reader = ReviewerId(cell.reader)
        for passage in cell.read:
            if passage in asked or passage in pool.known:
                continue
            asked.add(passage)
            stratum = f"cell.{cell.layer}"
            items.append(BatchItem(0, ordinals[reader], passage, reader, stratum, None, True))
            ordinals[reader] += 1
    return items


def _add_audit(
    writer: ReviewWriter, question: CellQuestion, batch: int | None, selection: Selection, last_row: int
) -> int:
    sql = """INSERT INTO cell_audit
        (batch, at, coder, code, other, unit, depth, last_row, seed, exclude_kinds)
        VALUES (?,?,?,?,?,?,?,?,?,?) RETURNING id"""
    kinds = json.dumps(sorted(selection.exclude_kinds), ensure_ascii=False)
    about = (question.coder, question.code, question.other, question.unit, question.depth)
    return writer._number(sql, batch, now(), *about, last_row, question.seed, kinds)


def _add_cells(writer: ReviewWriter, audit: int, cells: Sequence[Cell]) -> None:
    writer._connection.executemany(
        "INSERT INTO cell VALUES (?,?,?,?,?,?,?,?)",
        (
            (audit, one.owner, one.layer, one.passages, one.scored, one.probability, one.place, one.reader)
            for one in cells
        ),
    )
    writer._connection.executemany(
        "INSERT INTO cell_passage VALUES (?,?,?,?)",
        ((audit, one.owner, rank, passage) for one in cells for rank, passage in enumerate(one.read)),
    )
