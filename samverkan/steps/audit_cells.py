"""Auditing by cells: draw municipalities or documents to be read for one code, and tell how it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.cell_advice import CellExpectation, expect_cell_width, find_cell_sizes, learn_shares
from corpus.cell_correction import correct_cells, measure_cells
from corpus.cell_pool import CellPool, CellQuestion
from corpus.cell_reader import CellReader
from corpus.cell_records import DEPTH, OPEN, CellLayer, CellSample
from corpus.cell_writer import CellPlan, draw_cell_audit
from corpus.counts import plural
from corpus.errors import CorpusError
from corpus.estimate_material import Ground, list_codes
from corpus.estimate_records import Basis, Domain, Estimate, Unit
from corpus.inventory_records import Selection
from corpus.records import CodeId
from corpus.store import Store
from samverkan.nearest import say_nearest
from samverkan.outcome import Outcome
from samverkan.steps.audit import NOTHING, DrawRequest, admit, say_share, select
from samverkan.study import Study

UNITS = {"municipalities": Unit.MUNICIPALITY, "documents": Unit.DOCUMENT}
_ONE = {Unit.MUNICIPALITY: "municipality", Unit.DOCUMENT: "document"}
_MANY = {unit: name for name, unit in UNITS.items()}


@dataclass(frozen=True, slots=True)
class CellRequest:
    """Which code, or partner and purpose as "one+other", of what ("municipalities" or "documents"), and how
    many passages of each to read.
    """

    code: str
    of: str
    depth: int = DEPTH

    @property
    def unit(self) -> Unit:
        """What is asked whether it holds the code."""
        return UNITS[self.of]

    @property
    def codes(self) -> tuple[CodeId, ...]:
        """One code, or a partner before a purpose. Raises CorpusError for more."""
        codes = tuple(CodeId(code.strip()) for code in sorted(self.code.split("+")))
        if len(codes) > 2:
            raise CorpusError(f"{self.code}: cells are asked for one code, or for a partner and a purpose.")
        return codes


def draw_cells(study: Study, store: Store, asked: CellRequest, request: DrawRequest) -> Outcome:
    """Draw cells for these people, taking in those who are new. Raises CorpusError."""
    with store.reading() as reader:
        coder = reader.find_latest_coder()
        selection = select(study, reader)
        _refuse_open(CellReader.beside(reader), asked, selection, request)
    if coder is None:
        raise CorpusError(NOTHING)
    question = _ask(study, asked, coder, request.seed)
    with store.deciding() as writer:
        plan = CellPlan(
            f"Audit: {asked.code} ({asked.of})",
            request.size,
            tuple(admit(writer, name) for name in request.names),
        )
        number = draw_cell_audit(writer, plan, question, study.codebook, selection)
        reader_of_cells = CellReader.beside(writer)
        audit = next(one for one in reader_of_cells.iter_cell_audits() if one.id == number)
        cells = reader_of_cells.read_cells(audit)
        passages = 0 if audit.batch is None else len(list(writer.iter_batch_items(audit.batch, None)))
    drawn = sum(cell.place is not None for cell in cells)
    parts = ", ".join(
        f"{layer} {sum(cell.place is not None and cell.layer is layer for cell in cells)} of "
        f"{sum(cell.layer is layer for cell in cells):,}"
        for layer in OPEN
    )
    all_there_is = ", which is all that is left" if drawn < request.size else ""
    told = f"{plural(drawn, 'cell')} drawn for {asked.code}{all_there_is} ({parts})"
    if not drawn:
        told = f"every cell of {asked.code} is confirmed or read already: its share is known as it is"
    else:
        told += f", {plural(passages, 'passage')} at most. A cell ends with the first find: samverkan review"
    return Outcome("audit", told, {"drawn": drawn})


def _ask(study: Study, asked: CellRequest, coder: str, seed: int = 0) -> CellQuestion:
    code, *others = asked.codes
    known = list_codes(study.codebook)
    for one in asked.codes:
        if one not in known:
            hint = say_nearest(one.casefold(), known)
            raise CorpusError(
                f"The codebook has no code {one} that cells could hold: see codebook.yaml. {hint}".strip()
            )
    return CellQuestion(code, asked.unit, coder, asked.depth, seed, *others)


def _refuse_open(reader: CellReader, asked: CellRequest, selection: Selection, request: DrawRequest) -> None:
    left = 0 if request.again else _count_open(reader, asked, reader.read_ground(selection))
    if left:
        raise CorpusError(
            f"Cells of {asked.code} are being read: {plural(left, 'cell')} still open. Read on first "
            "(samverkan review), or draw others with --again. Figures rest on the newest read to its end."
        )


def _count_open(reader: CellReader, asked: CellRequest, ground: Ground) -> int:
    """How many cells of the newest draw wait to be read."""
    newest = reader.find_newest_cells(asked.codes, asked.unit)
    return 0 if newest is None else reader.count_open_cells(newest, ground, tuple(reader.iter_words()))


def iter_cell_lines(study: Study, store: Store, asked: CellRequest | None = None) -> Iterator[str]:
    """How each draw of cells stands; with a code only its own, and how many more are worth drawing.

    Raises CorpusError.
    """
    with store.reading() as plain:
        reader = CellReader.beside(plain)
        selection = select(study, plain)
        if asked is None and next(reader.iter_cell_audits(), None) is None:
            yield "cells: none drawn, so of municipalities and documents only “at least” can be told."
            yield "  To estimate one: samverkan audit --cells CODE"
            return
        ground = reader.read_ground(selection)
        samples = reader.read_samples(ground, tuple(reader.iter_words()))
        if asked is None:
            for sample in samples:
                one = _estimate(sample, ground)
                yield from _iter_state(sample, one)
                yield from _iter_more(sample, one)
            return
        question = _ask(study, asked, plain.find_latest_coder() or "")
        own = [one for one in samples if (one.audit.codes, one.audit.unit) == (asked.codes, asked.unit)]
        for sample in own:
            yield from _iter_state(sample, _estimate(sample, ground))
        if not question.coder:
            raise CorpusError(NOTHING)
        if left := _count_open(reader, asked, ground):
            yield f"  {plural(left, 'cell')} of the newest draw still open: read on first (samverkan review)."
            return
        yield from _iter_advice(CellPool(reader, question, study.codebook, selection), asked, own)


def _estimate(sample: CellSample, ground: Ground) -> Estimate:
    audit, whole = sample.audit, Domain()
    blank = Estimate(
        audit.unit, audit.code, audit.other, whole, Basis.MACHINE, 1, 0.0, None, None, None, 0, 0, 0
    )
    return correct_cells([blank], ground, [sample])[0]


def _iter_state(sample: CellSample, one: Estimate) -> Iterator[str]:
    audit, progress = sample.audit, measure_cells(sample)
    many, name = _MANY[audit.unit], "+".join(audit.codes)
    yield (
        f"cells: {name} in {many}: {progress.ended} of {plural(progress.drawn, 'drawn cell')} read, in "
        f"{progress.hits} the code was found; drawn {audit.at} with seed {audit.seed}."
    )
    if progress.unclear:
        yield f"  {progress.unclear} unclear: begun and not ended, or readers differ or are unsure."
    least = say_share(one.verified / one.population)
    of_all = f"{one.verified:,} of {one.population:,} {many} with passages"
    yield f"  Confirmed in {of_all}: at least {least}."
    low, high = one.low or 0.0, 1.0 if one.high is None else one.high
    wide = f"{100 * (high - low):.1f} points wide"
    if one.point is None:
        yield f"  Between {say_share(low)} and {say_share(high)}, {wide}: too few read, or too many unclear."
    else:
        interval = f"{say_share(low)} to {say_share(high)}"
        yield f"  Estimated {say_share(one.point)}, 95 % interval {interval}, {wide}."
    yield from _iter_unseen(sample, one)
    if progress.ended < progress.drawn:
        yield "  Go on reading: samverkan review. Figures rest on the cells whose turn has come."


def _iter_more(sample: CellSample, one: Estimate) -> Iterator[str]:
    """Where a draw that is read leaves an interval: how to learn what another would give."""
    audit, progress = sample.audit, measure_cells(sample)
    if progress.ended == progress.drawn and one.low != one.high:
        cells = f"--cells {'+'.join(audit.codes)} --of {_MANY[audit.unit]}"
        yield f"  How many more to draw: samverkan audit {cells}"


def _iter_unseen(sample: CellSample, one: Estimate) -> Iterator[str]:
    depth = sample.audit.depth
    yield f"  At most {depth} passages of a cell are read; a code that stands only in others is not found."
    if one.unseen:
        yield (
            f"  {plural(one.unseen, 'cell')} read without a find, though even more passages than the "
            f"{depth} read have a probability of the code."
        )


def _iter_advice(pool: CellPool, asked: CellRequest, own: Sequence[CellSample]) -> Iterator[str]:
    sizes = pool.sizes
    many, whole = _MANY[asked.unit], sizes.total()
    if not own:
        yield f"cells: none have been drawn for {asked.code} in {many}, so its share is only “at least”."
        yield f"  Confirmed in {sizes[CellLayer.VERIFIED]:,} of {whole:,} {many} with passages."
    layers = ", ".join(f"{layer} {sizes[layer]:,}" for layer in OPEN)
    known = f"{sizes[CellLayer.READ]:,} read without a find"
    yield f"  Neither confirmed nor read: {layers}; {known}."
    counted = find_cell_sizes(sizes)
    if not counted:
        yield f"  No {_ONE[asked.unit]} is left to draw."
        return
    shares = learn_shares(pool.shares, own[0]) if own else pool.shares
    told = [expect_cell_width(sizes, shares, size, asked.depth) for size in counted]
    yield f"  {'Cells drawn':<44}" + "".join(f"{one.size:>9,}" for one in told)
    yield f"  {'Width of the 95 % interval, in points':<44}" + "".join(
        f"{_say_width(one):>9}" for one in told
    )
    yield f"  {'Passages to read, about':<44}" + "".join(f"{one.passages:>9,}" for one in told)
    deep = f"up to {asked.depth} passages are read, until one holds the code"
    yield f"  Expected. In brackets: only limits. Of a cell {deep}."
    size = counted[min(1, len(counted) - 1)]
    cells = f"--cells {asked.code} --of {asked.of}"
    yield f"  Draw: samverkan audit {cells} --draw {max(4, size)} --reviewer NAME"


def _say_width(one: CellExpectation) -> str:
    text = f"{100 * one.width:.1f}"
    return text if one.gives_point else f"({text})"
