"""Every share of an inventory, from what the store holds at one moment."""

from __future__ import annotations

from corpus.cell_reader import CellReader
from corpus.correction import AuditSample, Material, compute_estimates
from corpus.crawl_reader import CrawlReader
from corpus.estimate_records import Estimate
from corpus.inventory_records import Selection
from corpus.records import Codebook


def read_estimates(
    reader: CrawlReader, codebook: Codebook, selection: Selection, coder: str
) -> tuple[Estimate, ...]:
    """Every share of the inventory of `coder`, corrected as far as people's answers allow.

    `reader` is any reader of the store: what is read is of its moment.
    """
    asked = CellReader.beside(reader)
    ground = asked.read_ground(selection)
    codings = asked.read_codings(coder, codebook, ground)
    words = tuple(asked.iter_words())
    cells = asked.read_samples(ground, words)
    audit = asked.find_audit()
    if audit is None:
        return compute_estimates(Material(ground, codings, words, cells=cells))
    frame = asked.read_frame(audit, codebook, ground)
    sample = AuditSample(audit, frame, asked.read_known(audit), asked.read_drawn(audit))
    return compute_estimates(Material(ground, codings, words, sample, cells))
