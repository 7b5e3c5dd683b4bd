"""Chapter 1: with which actors, for which purposes."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.chapters.material import Material
from corpus.chapters.tallies import (
    CodeTally,
    NamedTally,
    Rows,
    cross_codes,
    gather,
    tally_codes,
    tally_named,
    without_codes,
)
from corpus.records import CodeId


@dataclass(frozen=True, slots=True)
class Actors:
    """`by_group` holds the rows of each partner type in each municipality group; `groups` are (id, name)
    with the number of read municipalities in each.
    """

    rows: Rows
    partners: tuple[CodeTally, ...]
    purposes: tuple[CodeTally, ...]
    without_purpose: Rows
    cells: dict[tuple[CodeId, CodeId], Rows]
    named: tuple[NamedTally, ...]
    groups: tuple[tuple[str, str, int], ...]
    by_group: dict[tuple[CodeId, str], Rows]


def tabulate_actors(material: Material) -> Actors:
    """Partners, purposes and how they meet."""
    partners, purposes = material.codes_of("partner"), material.codes_of("purpose")
    read: dict[str, tuple[str, int]] = {}
    for one in material.read:
        read[one.group] = (one.group_name, read.get(one.group, ("", 0))[1] + 1)
    return Actors(
        rows=material.rows,
        partners=tally_codes(material.rows, partners),
        purposes=tally_codes(material.rows, purposes),
        without_purpose=without_codes(material.rows, purposes),
        cells=cross_codes(material.rows, partners, purposes),
        named=tally_named(material.rows, frozenset(code.id for code in partners)),
        groups=tuple((group, name, count) for group, (name, count) in sorted(read.items())),
        by_group=gather(
            ((code, row.municipality.group), row)
            for row in material.rows
            for code in row.statement.truth.codes
        ),
    )
