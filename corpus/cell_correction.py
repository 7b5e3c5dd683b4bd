"""Shares of municipalities and documents by draws of cells, in place of "at least so many". Pure.

A share is one of the cells that the draw was made from, by what had been read then: units that the study got
since, and what it got of theirs, are not in it. Units without any passage are no cells, since nothing could
be found in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.cell_records import OPEN, Cell, CellLayer, CellSample, Finding
from corpus.cell_shares import CellStratum, estimate_cells
from corpus.estimate_material import NOWHERE, Ground
from corpus.estimate_records import Basis, Domain, Estimate, Unit
from corpus.records import CodeId

Found = tuple[Cell, Finding]
Drawn = tuple[Unit, CodeId, CodeId, Domain]


def correct_cells(
    estimates: Sequence[Estimate], ground: Ground, samples: Sequence[CellSample]
) -> tuple[Estimate, ...]:
    """The same estimates, those of drawn codes with what the draws say; those of every unit confirmed are
    known as they are.
    """
    drawn = {
        (sample.audit.unit, sample.audit.code, sample.audit.other, domain): (sample.audit.depth, found)
        for sample in samples
        for domain, found in _part(sample, ground).items()
    }
    return tuple(_correct(one, drawn) for one in estimates)


def _correct(one: Estimate, drawn: Mapping[Drawn, tuple[int, list[Found]]]) -> Estimate:
    if one.unit is Unit.PASSAGE:
        return one
    found = drawn.get((one.unit, one.code, one.other, one.domain))
    if found:
        return replace(_estimate(one, found[1]), depth=found[0])
    if one.verified == one.population:
        return replace(one, basis=Basis.VERIFIED, point=1.0, low=1.0, high=1.0)
    return one


def _estimate(one: Estimate, found: Sequence[Found]) -> Estimate:
    strata = [stratum for layer in CellLayer if (stratum := _lay(layer, found)).size]
    total, size = estimate_cells(strata), len(found)
    sampled = [each for each in found if each[0].layer in OPEN]
    return replace(
        one,
        basis=Basis.BOUNDS if total.value is None else Basis.VERIFIED,
        population=size,
        point=None if total.value is None else total.value / size,
        low=total.low / size,
        high=total.high / size,
        verified=sum(finding in (Finding.YES, Finding.FOUND) for _, finding in found),
        audited=sum(finding in (Finding.YES, Finding.NO) for _, finding in sampled),
        positives=sum(finding is Finding.YES for _, finding in sampled),
        unseen=sum(finding is Finding.NO and cell.scored > len(cell.read) for cell, finding in found),
    )


def _lay(layer: CellLayer, found: Sequence[Found]) -> CellStratum:
    own = [finding for cell, finding in found if cell.layer is layer]
    counted = {finding: own.count(finding) for finding in Finding}
    read = counted[Finding.YES] + counted[Finding.NO] + counted[Finding.UNCLEAR]
    return CellStratum(len(own), read, counted[Finding.YES], counted[Finding.UNCLEAR], counted[Finding.FOUND])


def _part(sample: CellSample, ground: Ground) -> dict[Domain, list[Found]]:
    """The cells of each domain, as far as they are in the population."""
    parted: dict[Domain, list[Found]] = {}
    standing = dict(_iter_standing(sample.audit.unit, ground))
    for found in zip(sample.cells, sample.findings, strict=True):
        for domain in standing.get(found[0].owner, ()):
            parted.setdefault(domain, []).append(found)
    return parted


def _iter_standing(unit: Unit, ground: Ground) -> Iterator[tuple[str, list[Domain]]]:
    """Each owner with the domains it is in."""
    if unit is Unit.DOCUMENT:
        owners: Sequence[str] = ground.documents
        labelled = ground.of_documents
    else:
        owners = [one.code for one in ground.municipalities]
        labelled = ground.of_municipalities
    values = {name: (labels.values, labels.places.tolist()) for name, labels in labelled.items()}
    for number, owner in enumerate(owners):
        yield (
            owner,
            [
                Domain(name, words[at[number]])
                for name, (words, at) in values.items()
                if at[number] != NOWHERE
            ],
        )


@dataclass(frozen=True, slots=True)
class CellProgress:
    """How far a draw is read: of `drawn` cells so many are `ended`, and in `hits` of them the code was found;
    `unclear` are those that readers differ on or are unsure of.
    """

    drawn: int
    ended: int
    hits: int
    unclear: int


def measure_cells(sample: CellSample) -> CellProgress:
    """How far a draw is read."""
    found = [
        finding for cell, finding in zip(sample.cells, sample.findings, strict=True) if cell.place is not None
    ]
    hits = sum(one in (Finding.YES, Finding.FOUND) for one in found)
    return CellProgress(len(found), hits + found.count(Finding.NO), hits, found.count(Finding.UNCLEAR))
