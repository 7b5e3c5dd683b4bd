"""Drawing an audit: the sample as a blind batch of the review, with what it was drawn from beside it."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.audit_design import LAYERS, allocate, expect_spread, pick_places, shuffled
from corpus.audit_pool import Pool, read_pool
from corpus.audit_reader import AuditReader
from corpus.audit_records import Layer
from corpus.errors import CorpusError
from corpus.estimate_material import Codings, Ground, Ints
from corpus.inventory_records import Selection
from corpus.records import Codebook, PassageId
from corpus.review_records import Batch, BatchItem, ReviewerId
from corpus.review_writer import ReviewWriter
from corpus.times import now


@dataclass(frozen=True, slots=True)
class AuditPlan:
    """An audit as it was asked for: of how many passages, read by whom, by which chance."""

    name: str
    size: int
    readers: tuple[ReviewerId, ...]
    seed: int
    coder: str

    def __post_init__(self) -> None:
        if self.size < len(LAYERS):
            raise ValueError(f"an audit of {self.size} passages tells nothing: draw at least {len(LAYERS)}")
        if not self.readers:
            raise ValueError("nobody reads the audit: name a reviewer")


def draw_audit(writer: ReviewWriter, plan: AuditPlan, codebook: Codebook, selection: Selection) -> int:
    """Draw an audit and store it as a batch; returns its id. What people have answered is not drawn.

    Raises CorpusError when there is nothing to draw.
    """
    reader = AuditReader.beside(writer)
    pool = read_pool(reader, plan.coder, codebook, selection)
    frame, sizes = pool.frame, pool.sizes
    if not any(sizes.values()):
        raise CorpusError("There is no passage that nobody has answered, so there is nothing to draw.")
    drawn = allocate(sizes, expect_spread(frame.codings, frame.layers), plan.size)
    numbers = random.Random(f"audit {plan.seed}")  # noqa: S311 - a sample, not a secret
    chosen: list[tuple[str, Layer]] = []
    for number, layer in enumerate(LAYERS[:-1]):
        own = _order(frame.codings, pool.ground, frame.layers == number)
        chosen += [(own[place], layer) for place in pick_places(len(own), drawn[layer], numbers)]
    places = pick_places(sizes[Layer.REST], drawn[Layer.REST], numbers)
    chosen += [(one, Layer.REST) for one in reader.pick_rest(pool.ground, frame.rest, pool.taken, places)]
    mix = {str(layer): drawn[layer] / max(1, len(chosen)) for layer in LAYERS}
    batch = writer.add_batch(
        Batch(plan.name, plan.readers[0], plan.seed, mix, blind=True, double=0.0),
        _make_items(
            shuffled(chosen, plan.seed), plan.readers, {x: drawn[x] / max(1, sizes[x]) for x in LAYERS}
        ),
    )
    values = (
        batch,
        now(),
        plan.coder,
        reader.find_last_row(),
        plan.seed,
        json.dumps(sorted(selection.exclude_kinds), ensure_ascii=False),
        json.dumps(sizes),
        json.dumps(drawn),
    )
    sql = """INSERT INTO audit (batch, at, coder, last_row, seed, exclude_kinds, sizes, drawn)
        VALUES (?,?,?,?,?,?,?,?) RETURNING id"""
    number = writer._number(sql, *values)
    _keep_frame(writer, number, pool)
    sql = """INSERT INTO audit_known SELECT ?, p.id FROM standing s CROSS JOIN passage p ON p.id = s.passage
        WHERE s.answers > 0 AND p.retired = 0"""
    writer._connection.execute(sql, (number,))
    return number


def _keep_frame(writer: ReviewWriter, audit: int, pool: Pool) -> None:
    coded = zip(pool.frame.codings.passages, pool.frame.layers, strict=True)
    writer._connection.executemany(
        "INSERT INTO audit_coded VALUES (?,?,?)", ((audit, one, LAYERS[place]) for one, place in coded)
    )
    others = zip(pool.ground.documents, map(int, pool.frame.rest), strict=True)
    writer._connection.executemany(
        "INSERT INTO audit_rest VALUES (?,?,?)", ((audit, one, size) for one, size in others if size)
    )


def _order(codings: Codings, ground: Ground, chosen: np.ndarray) -> list[PassageId]:
    """Passages by municipality, document and row."""
    places = np.flatnonzero(chosen)
    documents: Ints = codings.documents[places]
    order = np.lexsort((codings.rows[places], documents, ground.owners[documents]))
    return [codings.passages[place] for place in places[order]]


def _make_items(
    chosen: Sequence[tuple[str, Layer]], readers: Sequence[ReviewerId], probability: dict[Layer, float]
) -> list[BatchItem]:
    return [
        BatchItem(
            0,
            number // len(readers),
            PassageId(passage),
            readers[number % len(readers)],
            f"audit.{layer}",
            probability[layer],
            True,
        )
        for number, (passage, layer) in enumerate(chosen)
    ]
