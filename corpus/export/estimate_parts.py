"""The shares of an inventory by county, group, kind and year, by pairs, and by drawn cells, as tables. Pure.

A report shows what a reader can take in: of the dimensions those that the study asks about first, and of
years the last ones. The workbook has every share (`corpus/export/estimate_sheets.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.estimate_records import Basis, Domain, Estimate, Unit
from corpus.export.columns import label_of
from corpus.export.estimate_tables import note_passages
from corpus.export.estimate_words import say_corrected, say_domain, say_part, say_part_of, say_share
from corpus.export.tables import Count, Table
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory
from corpus.records import Code, CodeId, Dimension

VARIABLES: Final = ("group", "county", "kind", "year")
_DIMENSIONS: Final = ("gate", "partner", "purpose")
_YEARS: Final = 15
_SIGNS: Final = re.compile("[^a-z0-9]+")

Key = tuple[Unit, CodeId, CodeId, Domain]
Shares = Mapping[Key, Estimate]
WHOLE: Final = Domain()
NOTHING: Final = CodeId("")


def estimate_parts(inventory: Inventory, texts: Texts) -> tuple[Table, ...]:
    """The tables that a report keeps closed until a reader opens them; none that would be empty."""
    shares = {(one.unit, one.code, one.other, one.domain): one for one in inventory.estimates}
    tables = (
        *_iter_cells(inventory, shares, texts),
        *_iter_pairs(inventory, shares, texts),
        *(
            table
            for variable in VARIABLES
            for dimension in inventory.codebook.dimensions
            if dimension.id in _DIMENSIONS
            for table in _iter_by_domain(variable, dimension, shares, texts)
        ),
    )
    return tuple(table for table in tables if table.rows)


# -- shares of passages by county, group, kind and year; confirmed municipalities by group


def _iter_by_domain(variable: str, dimension: Dimension, shares: Shares, texts: Texts) -> Iterator[Table]:
    values = list_values(variable, shares.values())[-_YEARS if variable == "year" else 0 :]
    of_passages = [code for code in dimension.codes if (Unit.PASSAGE, code.id, NOTHING, WHOLE) in shares]
    said = {"dimension": label_of(dimension, texts), "by": texts[f"est.by_{variable}"]}
    if not of_passages:
        return
    keys = [
        [(Unit.PASSAGE, code.id, NOTHING, Domain(variable, value)) for code in of_passages]
        for value in values
    ]
    crossing = _Crossing(
        [label_of(code, texts) for code in of_passages],
        [say_domain(Domain(variable, value), texts) for value in values],
        _find(keys, shares),
    )
    yield crossing.make(f"estimates-{variable}-{dimension.id}", texts.fill("est.by_caption", **said), texts)
    if variable == "group":
        yield from _iter_confirmed(dimension, of_passages, values, shares, texts)


def _iter_confirmed(
    dimension: Dimension, codes: Sequence[Code], values: Sequence[str], shares: Shares, texts: Texts
) -> Iterator[Table]:
    """In how many municipalities of each group a person confirmed each code; nothing where none is."""
    keys = [
        [(Unit.MUNICIPALITY, code.id, NOTHING, Domain("group", value)) for code in codes] for value in values
    ]
    found = _find(keys, shares)
    if any(one is not None and one.verified for line in found for one in line):
        yield Table(
            f"confirmed-group-{dimension.id}",
            texts.fill("est.confirmed_caption", dimension=label_of(dimension, texts)),
            ("", *(label_of(code, texts) for code in codes)),
            _lines(values, found, lambda one: _count_verified(one, texts)),
            texts["est.note_confirmed"],
        )


def list_values(variable: str, estimates: Iterable[Estimate]) -> list[str]:
    """The values of a variable that have any share, sorted."""
    return sorted({one.domain.value for one in estimates if one.domain.variable == variable})


# -- partners and purposes


def _iter_pairs(inventory: Inventory, shares: Shares, texts: Texts) -> Iterator[Table]:
    by_id = {dimension.id: dimension for dimension in inventory.codebook.dimensions}
    if "partner" not in by_id or "purpose" not in by_id:
        return
    partners, purposes = by_id["partner"].codes, by_id["purpose"].codes
    head = [label_of(code, texts) for code in purposes]
    names = [label_of(code, texts) for code in partners]

    def find(unit: Unit) -> list[list[Estimate | None]]:
        keys = [[(unit, one.id, other.id, WHOLE) for other in purposes] for one in partners]
        return _find(keys, shares)

    found = find(Unit.PASSAGE)
    if any(one is not None for line in found for one in line):
        yield _Crossing(head, names, found).make("estimates-pairs", texts["est.pairs_caption"], texts)
    found = find(Unit.MUNICIPALITY)
    if any(one is not None and one.verified for line in found for one in line):
        yield Table(
            "confirmed-pairs",
            texts["est.pairs_confirmed"],
            ("", *head),
            _lines(names, found, lambda one: _count_verified(one, texts)),
            texts["est.note_confirmed"],
        )


# -- codes that cells were drawn for


def _iter_cells(inventory: Inventory, shares: Shares, texts: Texts) -> Iterator[Table]:
    """For each drawn code its share of municipalities, or documents, part by part."""
    codes = {code.id: code for code in inventory.codebook.codes}
    for unit in (Unit.MUNICIPALITY, Unit.DOCUMENT):
        drawn = [one for one in shares.values() if one.unit is unit and one.domain == WHOLE and one.depth]
        for one in drawn:
            parts = [
                part
                for variable in VARIABLES
                for value in list_values(variable, shares.values())
                if (part := shares.get((unit, one.code, one.other, Domain(variable, value)))) is not None
            ]
            names = [label_of(codes[code], texts) for code in (one.code, one.other) if code]
            said = {"code": " + ".join(names), "of": texts[f"est.of_{unit}"]}
            yield Table(
                _SIGNS.sub("-", f"cells-{unit}-{one.code} {one.other}".strip()),
                texts.fill("est.cells_caption", **said),
                tuple(
                    texts[f"est.{name}"]
                    for name in ("part", "units", "confirmed", "least", "share", "cells_read")
                ),
                tuple(_cell_line(part, texts) for part in (one, *parts)),
                _note_cells(one, texts),
            )


def _cell_line(one: Estimate, texts: Texts) -> tuple[Count, ...]:
    return (
        Count(say_part_of(one.domain, texts)),
        Count(texts.number(one.population), (), one.population),
        Count(texts.number(one.verified), (), one.verified),
        Count(say_share(one.verified / one.population, texts), (), one.verified / one.population),
        Count("–" if one.high is None else say_corrected(one, texts)),
        Count(texts.number(one.audited), (), one.audited),
    )


def _note_cells(one: Estimate, texts: Texts) -> str:
    said = texts.fill("est.note_cells", depth=one.depth)
    return f"{said} {texts.fill('est.note_unseen', number=one.unseen)}" if one.unseen else said


# -- what the tables have in common


def _find(keys: Sequence[Sequence[Key]], shares: Shares) -> list[list[Estimate | None]]:
    return [[shares.get(key) for key in line] for line in keys]


@dataclass(frozen=True, slots=True)
class _Crossing:
    """Shares of passages in lines with their `names`, and columns with their `head`."""

    head: Sequence[str]
    names: Sequence[str]
    found: Sequence[Sequence[Estimate | None]]

    def make(self, name: str, caption: str, texts: Texts) -> Table:
        """The table. What its shares rest on stands in the caption where nothing is corrected."""
        told = [one for line in self.found for one in line if one is not None]
        machine = [one for one in told if one.basis is Basis.MACHINE]
        note = note_passages(told, texts)
        mark = "*" if len(machine) < len(told) else ""
        if not mark:
            caption = texts.fill("est.machine_caption", caption=caption)
        elif machine:
            note = f"{note} {texts['est.note_asterisk']}"
        rows = _lines(
            self.names,
            self.found,
            lambda one: Count("–") if one is None else say_part(one, texts, mark),
        )
        return Table(name, caption, ("", *self.head), rows, note)


def _lines(
    names: Sequence[str],
    found: Sequence[Sequence[Estimate | None]],
    say: Callable[[Estimate | None], Count],
) -> tuple[tuple[Count, ...], ...]:
    return tuple(
        (Count(name), *(say(one) for one in line))
        for name, line in zip(names, found, strict=True)
        if any(one is not None for one in line)
    )


def _count_verified(one: Estimate | None, texts: Texts) -> Count:
    if one is None:
        return Count("–")
    said = {"number": texts.number(one.verified), "whole": texts.number(one.population)}
    return Count(texts.fill("est.of_whole", **said), (), one.verified)
