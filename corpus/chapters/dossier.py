"""Chapter 7: the dossier of one municipality, seen beside its SKR group and its county. Pure.

`gather_background` goes through the inventory once; each dossier after that costs only its own rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.chapters.material import Material, gather_material, narrow_material
from corpus.chapters.tallies import NamedTally, Rows, gather, group_by_municipality, tally_named
from corpus.coverage import Coverage, DocumentRow
from corpus.inventory_records import Inventory, Policy
from corpus.records import Code, CodeId, Municipality

COMPARED = ("partner", "purpose", "form", "governance", "challenge", "difficulty", "handling")
FEWEST_OTHERS = 3
"""With fewer read municipalities beside it, "others in your group have …" is not said."""
_USUAL = 0.5  # what at least half of the others have is what "others have"


@dataclass(frozen=True, slots=True)
class Background:
    """The inventory sorted for dossiers. `holders` are the municipalities that have a row with each code."""

    material: Material
    coverage: Mapping[str, Coverage]
    rows: Mapping[str, Rows]
    talk: Mapping[str, Rows]
    older: Mapping[str, Rows]
    documents: Mapping[str, tuple[DocumentRow, ...]]
    policies: Mapping[str, tuple[Policy, ...]]
    holders: Mapping[CodeId, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Line:
    """One code in one municipality (its rows) and among the others of its group and county that are read:
    which of them have it, and how many there are.
    """

    code: Code
    rows: Rows
    group: tuple[Municipality, ...]
    group_of: int
    county: tuple[Municipality, ...]
    county_of: int

    @property
    def is_missing(self) -> bool:
        """Whether most others of the group have it, and this municipality has not."""
        enough = self.group_of >= FEWEST_OTHERS
        return not self.rows and enough and len(self.group) >= _USUAL * self.group_of


@dataclass(frozen=True, slots=True)
class Dossier:
    """`lines` are by dimension. `rows` stand in documents that hold now, `older` in replaced versions,
    `talk` in transcripts. `missing` leaves out codes that the model never assigns by itself.
    """

    municipality: Municipality
    coverage: Coverage
    is_read: bool
    documents: tuple[DocumentRow, ...]
    policies: tuple[Policy, ...]
    rows: Rows
    talk: Rows
    older: Rows
    lines: dict[str, tuple[Line, ...]]
    missing: tuple[Line, ...]
    named: tuple[NamedTally, ...]


def gather_background(inventory: Inventory) -> Background:
    """Sort an inventory for dossiers."""
    material = gather_material(inventory)
    holders: dict[CodeId, set[str]] = defaultdict(set)
    for row in material.rows:
        for code in row.statement.truth.codes:
            holders[code].add(row.municipality.code)
    documents: dict[str, list[DocumentRow]] = defaultdict(list)
    for document in inventory.documents:
        documents[document.municipality.code].append(document)
    policies: dict[str, list[Policy]] = defaultdict(list)
    for policy in inventory.policies:
        policies[policy.municipality].append(policy)
    return Background(
        material=material,
        coverage={one.municipality.code: one for one in inventory.coverage},
        rows=group_by_municipality(material.rows),
        talk=group_by_municipality(material.talk),
        older=group_by_municipality(row for row in inventory.rows if not row.is_current),
        documents={code: tuple(held) for code, held in documents.items()},
        policies={code: tuple(held) for code, held in policies.items()},
        holders={code: frozenset(held) for code, held in holders.items()},
    )


def tabulate_dossier(background: Background, code: str) -> Dossier:
    """The dossier of the municipality with this code. Raises KeyError when it is not in the inventory."""
    coverage = background.coverage[code]
    own, rows = coverage.municipality, background.rows.get(code, ())
    others = [one for one in background.material.read if one.code != code]
    group = [one for one in others if one.group == own.group]
    county = [one for one in others if one.county_code == own.county_code]
    held = gather((one, row) for row in rows for one in row.statement.truth.codes)
    lines = {
        dimension: tuple(
            _line(one, held.get(one.id, ()), group, county, background.holders)
            for one in background.material.codes_of(dimension)
        )
        for dimension in COMPARED
    }
    silent = background.material.silent
    is_read = any(one.code == code for one in background.material.read)
    return Dossier(
        municipality=own,
        coverage=coverage,
        is_read=is_read,
        documents=background.documents.get(code, ()),
        policies=background.policies.get(code, ()),
        rows=rows,
        talk=background.talk.get(code, ()),
        older=background.older.get(code, ()),
        lines=lines,
        missing=tuple(
            one
            for many in lines.values()
            for one in many
            if is_read and one.is_missing and one.code.id not in silent
        ),
        named=tally_named(rows, frozenset(one.id for one in background.material.codes_of("partner"))),
    )


def _line(
    code: Code,
    rows: Rows,
    group: Iterable[Municipality],
    county: Iterable[Municipality],
    holders: Mapping[CodeId, frozenset[str]],
) -> Line:
    with_it = holders.get(code.id, frozenset())
    group, county = tuple(group), tuple(county)
    return Line(
        code=code,
        rows=rows,
        group=tuple(one for one in group if one.code in with_it),
        group_of=len(group),
        county=tuple(one for one in county if one.code in with_it),
        county_of=len(county),
    )


def narrow_background(background: Background, code: str) -> Material:
    """The material of one municipality alone."""
    return narrow_material(background.material, frozenset({code}))
