"""Chapter 7: the dossier of one municipality, seen beside its SKR group and its county. Pure.

`gather_background` goes through the inventory once; each dossier after that costs only its own rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.chapters.material import Material, gather_material
from corpus.chapters.tallies import NamedTally, Rows, gather, group_by_municipality, tally_named
from corpus.coverage import Coverage, DocumentRow
from corpus.inventory_records import Inventory, Policy
from corpus.records import Code, CodeId, Municipality

COMPARED = ("partner", "purpose", "form", "governance", "challenge", "difficulty", "handling")
FEWEST_OTHERS = 3
"""With fewer read municipalities beside it, "others in your group have …" is not said."""
_USUAL = 0.5  # what at least half of the others have is what "others have"


Circle = tuple[str, str]
"""("group", its letter and number) or ("county", its code): what a municipality is compared within."""
Places = tuple[Municipality, ...]


@dataclass(frozen=True, slots=True)
class Background:
    """The inventory sorted for dossiers, each thing by the code of its municipality.

    `every` holds all rows, `rows` those that count. `read` are the read municipalities of each group and
    county, `holders` those of them that have a row with a code.
    """

    inventory: Inventory
    material: Material
    coverage: Mapping[str, Coverage]
    every: Mapping[str, Rows]
    rows: Mapping[str, Rows]
    talk: Mapping[str, Rows]
    documents: Mapping[str, tuple[DocumentRow, ...]]
    policies: Mapping[str, tuple[Policy, ...]]
    read: Mapping[Circle, Places]
    holders: Mapping[tuple[Circle, CodeId], Places]


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
    documents: dict[str, list[DocumentRow]] = defaultdict(list)
    for document in inventory.documents:
        documents[document.municipality.code].append(document)
    policies: dict[str, list[Policy]] = defaultdict(list)
    for policy in inventory.policies:
        policies[policy.municipality].append(policy)
    every = group_by_municipality(inventory.rows)
    rows = group_by_municipality(material.rows)
    read, holders = _gather_circles(material, rows)
    return Background(
        inventory=inventory,
        material=material,
        coverage={one.municipality.code: one for one in inventory.coverage},
        every=every,
        rows=rows,
        talk=group_by_municipality(material.talk),
        documents={code: tuple(held) for code, held in documents.items()},
        policies={code: tuple(held) for code, held in policies.items()},
        read=read,
        holders=holders,
    )


def _gather_circles(
    material: Material, rows: Mapping[str, Rows]
) -> tuple[dict[Circle, Places], dict[tuple[Circle, CodeId], Places]]:
    """The read municipalities of each group and county, and those of them that hold each code."""
    read: dict[Circle, list[Municipality]] = defaultdict(list)
    holders: dict[tuple[Circle, CodeId], list[Municipality]] = defaultdict(list)
    for one in material.read:
        held = {code for row in rows.get(one.code, ()) for code in row.statement.truth.codes}
        for circle in _circles_of(one):
            read[circle].append(one)
            for code in held:
                holders[circle, code].append(one)
    return (
        {circle: tuple(places) for circle, places in read.items()},
        {key: tuple(places) for key, places in holders.items()},
    )


def _circles_of(municipality: Municipality) -> tuple[Circle, Circle]:
    return ("group", municipality.group), ("county", municipality.county_code)


def tabulate_dossier(background: Background, code: str) -> Dossier:
    """The dossier of the municipality with this code. Raises KeyError when it is not in the inventory."""
    coverage = background.coverage[code]
    own, rows = coverage.municipality, background.rows.get(code, ())
    held = gather((one, row) for row in rows for one in row.statement.truth.codes)
    lines = {
        dimension: tuple(
            _line(one, held.get(one.id, ()), own, background)
            for one in background.material.codes_of(dimension)
        )
        for dimension in COMPARED
    }
    silent = background.material.silent
    is_read = own in background.read.get(_circles_of(own)[0], ())
    return Dossier(
        municipality=own,
        coverage=coverage,
        is_read=is_read,
        documents=background.documents.get(code, ()),
        policies=background.policies.get(code, ()),
        rows=rows,
        talk=background.talk.get(code, ()),
        older=tuple(row for row in background.every.get(code, ()) if not row.is_current),
        lines=lines,
        missing=tuple(
            one
            for many in lines.values()
            for one in many
            if is_read and one.is_missing and one.code.id not in silent
        ),
        named=tally_named(rows, frozenset(one.id for one in background.material.codes_of("partner"))),
    )


def _line(code: Code, rows: Rows, own: Municipality, background: Background) -> Line:
    group, county = _circles_of(own)

    def others(places: Iterable[Municipality]) -> Places:
        return tuple(one for one in places if one.code != own.code)

    return Line(
        code=code,
        rows=rows,
        group=others(background.holders.get((group, code.id), ())),
        group_of=len(others(background.read.get(group, ()))),
        county=others(background.holders.get((county, code.id), ())),
        county_of=len(others(background.read.get(county, ()))),
    )
