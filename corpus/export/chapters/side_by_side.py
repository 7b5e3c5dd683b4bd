"""Chosen municipalities beside others, column by column: what each says, agrees on, aims at, governs by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.chapters.agreements import Agreement
from corpus.chapters.material import Material
from corpus.chapters.tallies import Rows, tally_codes
from corpus.export.chapters.cells import NOTHING, count_cell, number_cell, share_cell
from corpus.export.chapters.chapter import COMPARISON, Part
from corpus.export.chapters.wording import write_paragraph
from corpus.export.columns import label_of
from corpus.export.tables import Count, Table
from corpus.export.texts import Texts
from corpus.records import Municipality

_DIMENSIONS = ("purpose", "form", "governance", "challenge")


@dataclass(frozen=True, slots=True)
class Side:
    """One column: its name, its read municipalities, its rows and agreements on the chapter's theme."""

    name: str
    places: tuple[Municipality, ...]
    rows: Rows
    agreements: tuple[Agreement, ...]
    partners: tuple[str, ...]


def compare_sides(sides: Sequence[Side], material: Material, texts: Texts) -> Part:
    """The comparison as a part: facts first, then a table for each dimension. Ids begin with "side-"."""
    head = ("", *(side.name for side in sides))
    tables = [Table("t-side-facts", texts["ch.side.facts"], head, _facts(sides, texts))]
    for dimension in _DIMENSIONS:
        tallied = [tally_codes(side.rows, material.codes_of(dimension)) for side in sides]
        lines = tuple(
            (
                Count(label_of(codes[0].code, texts)),
                *(
                    share_cell(texts, one.rows, len(side.rows))
                    for one, side in zip(codes, sides, strict=True)
                ),
            )
            for codes in zip(*tallied, strict=True)
            if any(one.rows for one in codes)
        )
        if lines:
            caption = texts[f"ch.side.{dimension}"]
            tables.append(Table(f"t-side-{dimension}", caption, head, lines, texts["ch.share_note"]))
    lead = (write_paragraph(texts, "ch.side.lead"),)
    return Part(COMPARISON, texts["ch.side.title"], lead, tables=tuple(tables))


def _facts(sides: Sequence[Side], texts: Texts) -> tuple[tuple[Count, ...], ...]:
    def line(key: str, cells: list[Count]) -> tuple[Count, ...]:
        return (Count(texts[f"ch.side.{key}"]), *cells)

    return (
        line("read", [number_cell(texts, len(side.places)) for side in sides]),
        line("passages", [count_cell(texts, side.rows) if side.places else NOTHING for side in sides]),
        line("partners", [Count(", ".join(side.partners) or "–") for side in sides]),
        line("agreements", [number_cell(texts, len(side.agreements)) for side in sides]),
        line("titles", [Count("; ".join(map(_title, side.agreements)) or "–") for side in sides]),
        line("first", [_first_year(side) for side in sides]),
        line("longest", [_longest(side, texts) for side in sides]),
    )


def _title(agreement: Agreement) -> str:
    facts = agreement.document.metadata
    ends = [str(year) for year in (agreement.since, agreement.until) if year is not None]
    span = f" ({'–'.join(ends)})" if ends else ""
    return f"{facts.title or agreement.document.name}{span}"


def _first_year(side: Side) -> Count:
    years = [one.since for one in side.agreements if one.since is not None]
    return Count(str(min(years)), (), min(years)) if years else NOTHING


def _longest(side: Side, texts: Texts) -> Count:
    years = [one.years for one in side.agreements if one.years is not None]
    return number_cell(texts, max(years)) if years else NOTHING
