"""Drawing an audit: the sample as a blind batch of the review, with what it was drawn from beside it."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.audit_design import LAYERS, allocate, expect_spread, find_layers, pick_places, shuffled
from corpus.audit_reader import AuditReader
from corpus.audit_records import Layer
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
    """Draw an audit and store it as a batch; returns its id. What people have answered is not drawn."""
    reader = AuditReader.beside(writer)
    ground = reader.read_ground(selection)
    codings = reader.read_codings(plan.coder, codebook, ground)
    answered = reader.read_answered_rows()
    open_codings = codings.select(~np.isin(codings.rows, list(answered)))
    layers = find_layers(open_codings)
    listed = {layer: _order(open_codings, ground, layers == place) for place, layer in enumerate(LAYERS[:-1])}
    taken = {*answered, *map(int, open_codings.rows)}
    rest = reader.count_rest(ground, taken)
    sizes = {layer: len(own) for layer, own in listed.items()} | {Layer.REST: int(rest.sum())}
    drawn = allocate(sizes, expect_spread(open_codings, layers), plan.size)
    numbers = random.Random(f"audit {plan.seed}")  # noqa: S311 - a sample, not a secret
    chosen: list[tuple[str, Layer]] = []
    for layer, own in listed.items():
        chosen += [(own[place], layer) for place in pick_places(len(own), drawn[layer], numbers)]
    places = pick_places(sizes[Layer.REST], drawn[Layer.REST], numbers)
    chosen += [(one, Layer.REST) for one in reader.pick_rest(ground, rest, taken, places)]
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
    sql = "INSERT INTO audit_known SELECT ?, passage FROM standing WHERE answers > 0"
    writer._connection.execute(sql, (number,))
    return number


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
