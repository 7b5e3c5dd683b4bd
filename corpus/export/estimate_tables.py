"""The shares of an inventory as tables, one for each dimension of the codebook. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.coverage import CoverageState
from corpus.estimate_records import Basis, Domain, Estimate, Unit
from corpus.export.columns import label_of
from corpus.export.estimate_words import say_corrected, say_share, say_units
from corpus.export.tables import Count, Table
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory
from corpus.records import Code, CodeId, Dimension

Shares = Mapping[tuple[Unit, CodeId], Estimate]
_READ = (CoverageState.NOT_CLASSIFIED, CoverageState.NOTHING_SAID, CoverageState.SAID)
_COLUMNS = ("code", "machine", "corrected", "positives", "municipalities", "documents")


def estimate_tables(inventory: Inventory, texts: Texts) -> tuple[Table, ...]:
    """For each code its share of all passages, as the machine counts and corrected as far as people read, and
    what is known of the municipalities and documents that hold it. Dimensions without any share are left out.
    """
    shares: Shares = {
        (one.unit, one.code): one for one in inventory.estimates if one.domain == Domain() and not one.other
    }
    made = (_make_table(dimension, shares, texts) for dimension in inventory.codebook.dimensions)
    tables = [table for table in made if table.rows]
    if tables:  # what all of them share stands once
        tables[0] = replace(tables[0], note=f"{tables[0].note} {note_units(inventory, texts)}")
    return tuple(tables)


def _make_table(dimension: Dimension, shares: Shares, texts: Texts) -> Table:
    codes = [code for code in dimension.codes if (Unit.PASSAGE, code.id) in shares]
    return Table(
        f"estimates-{dimension.id}",
        texts.fill("est.caption", dimension=label_of(dimension, texts)),
        tuple(texts[f"est.{column}"] for column in _COLUMNS),
        tuple(_make_line(code, shares, texts) for code in codes),
        note_passages([shares[Unit.PASSAGE, code.id] for code in codes], texts),
    )


def _make_line(code: Code, shares: Shares, texts: Texts) -> tuple[Count, ...]:
    one = shares[Unit.PASSAGE, code.id]
    return (
        Count(label_of(code, texts)),
        Count(say_share(one.machine, texts), (), one.machine),
        Count(say_corrected(one, texts)),
        Count(_say_audited(one, texts)),
        *(
            Count(say_units(shares.get((unit, code.id)), texts))
            for unit in (Unit.MUNICIPALITY, Unit.DOCUMENT)
        ),
    )


def _say_audited(one: Estimate, texts: Texts) -> str:
    said = {"number": texts.number(one.positives), "whole": texts.number(one.audited)}
    return texts.fill("est.of_whole", **said) if one.audited else "–"


def note_passages(shares: Sequence[Estimate], texts: Texts) -> str:
    """What shares of passages rest on."""
    corrected = [one for one in shares if one.basis is not Basis.MACHINE]
    if not corrected:
        return texts["est.note_machine"]
    population = texts.number(max(one.population for one in corrected))
    return texts.fill("est.note_corrected", population=population)


def note_units(inventory: Inventory, texts: Texts) -> str:
    """What shares of municipalities and documents rest on, and which are in none."""
    said = [texts["est.note_municipalities"]]
    depths = {one.depth for one in inventory.estimates if one.depth}
    if depths:
        between = dict.fromkeys((min(depths), max(depths)))
        said.append(texts.fill("est.note_cells", depth="–".join(map(str, between))))
    unread = sum(1 for one in inventory.coverage if one.state not in _READ)
    if unread:
        said.append(texts.fill("est.note_unread", number=unread))
    return " ".join(said)
