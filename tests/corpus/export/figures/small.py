"""A small inventory made by hand, of which every number of a figure can be counted by eye."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from xml.etree import ElementTree

from corpus.coverage import Coverage, CoverageState
from corpus.export.tables import Count, Figure
from corpus.inventory_records import Inventory, InventoryRow, NamedPartner, Policy, Provenance, Statement
from corpus.records import CodeId, Document, Municipality
from corpus.truth import EXTERNAL, Status, Truth
from tests import factories
from tests.inventories import real_codebook

HOSTILE = 'Öst "& <b>ö</b>'
NAMES = ("Alby", HOSTILE, "Cedby", "Dalby")
CODES = ("0180", "2584", "9903", "0114")  # Stockholm, Kiruna, one that no map knows, Upplands Väsby
_NAMED = {
    "uni": NamedPartner("Mälardalens universitet", "university/mdu", CodeId("partner.university")),
    "region": NamedPartner("Region <Öst> & Co", "", CodeId("partner.region")),
    "gym": NamedPartner("Öbackagymnasiet", "", CodeId("partner.education")),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One row: whose, in which document (its adoption year is stated by its name), what."""

    owner: int
    document: str
    gate: int
    codes: str
    named: str = ""


SAID = (
    Said(0, "plan-2020", 0, "partner.university purpose.competence form.contract governance.aims", "uni"),
    Said(
        0, "plan-2020", 1, "partner.university partner.region purpose.competence purpose.growth", "uni region"
    ),
    Said(0, "strategi-2022", 0, "partner.region governance.aims governance.policy difficulty.law", "region"),
    Said(1, "plan-", 0, "partner.university form.contract difficulty.law handling.roles", "uni"),
    Said(2, "avtal-2020", 1, "partner.education partner.region challenge.health handling.roles", "gym uni"),
)


def small_inventory(said: tuple[Said, ...] = SAID) -> Inventory:
    """Four municipalities: two on the map and one off it say something, one was never crawled."""
    owners = tuple(_municipality(place) for place in range(4))
    rows = tuple(_row(owners[one.owner], one, place) for place, one in enumerate(said))
    silent = frozenset({CodeId("form.joint_company"), CodeId("purpose.legal_duty")})
    made = Provenance("Prov", factories.AT, "samverkan 0", "model", "0" * 64, "0" * 64, "1" * 64, silent)
    coverage = tuple(_coverage(owner, rows) for owner in owners)
    return Inventory(made, real_codebook(), rows, (), coverage)


def outdated(inventory: Inventory, place: int) -> Inventory:
    """The inventory where a newer version of the policy of the row at `place` holds, and says nothing."""
    row = inventory.rows[place]
    newer = replace(row, policy=replace(row.policy, current=factories.sha256_of("newer")))
    return replace(inventory, rows=(*inventory.rows[:place], newer, *inventory.rows[place + 1 :]))


def find_row(figure: Figure, name: str) -> tuple[Count, ...]:
    """The first row of the figure's tables that begins with the name."""
    return next(row for table in (figure.table, *figure.more) for row in table.rows if row[0].text == name)


def values(cells: tuple[Count, ...]) -> list[float | int | None]:
    """What stands in the cells after the first."""
    return [cell.value for cell in cells[1:]]


def iter_linked(figure: Figure) -> Iterator[tuple[str, Count]]:
    """The number that each link of the picture shows ("" for a link without one), with its table's cell."""
    tables = {table.id: table for table in (figure.table, *figure.more)}
    pattern = r'<a href="#rows:([a-z0-9-]+):(\d+):(\d+)"[^>]*>(.*?)</a>'
    for name, row, column, inside in re.findall(pattern, figure.svg, re.DOTALL):
        shown = re.search(r'class="fig-number[^"]*"[^>]*>([^<]*)<', inside)
        yield unescape(shown[1]) if shown else "", tables[name].rows[int(row)][int(column)]


def check_drawing(figure: Figure) -> int:
    """Assert that the picture is safe XML whose every number is its cell's; how many links it has."""
    tree = ElementTree.fromstring(f"<div>{figure.svg}</div>")
    assert not [one.tag for one in tree.iter() if one.tag in {"script", "style", "b", "foreignObject"}]
    assert not [key for one in tree.iter() for key in one.attrib if key.startswith("on") or key == "style"]
    links = list(iter_linked(figure))
    assert figure.svg.count("<a ") == len(links)
    for shown, cell in links:
        assert cell.rows
        assert shown in {"", cell.text}
    inside = sum(len(re.findall('class="fig-number"', one)) for one in re.findall("<a .*?</a>", figure.svg))
    assert figure.svg.count('class="fig-number"') == inside, "a number that leads nowhere"
    return len(links)


def _municipality(place: int) -> Municipality:
    code = CODES[place]
    return Municipality(
        code, NAMES[place], code[:2], f"Län {code[:2]}", "C8", "Landsbygd", 9_000, "https://a.example"
    )


def _row(owner: Municipality, said: Said, place: int) -> InventoryRow:
    document = _document(owner, said.document)
    passage = factories.passages_of(document, [f"Ställe {number}." for number in range(place + 1)])[place]
    truth = Truth(
        gate=EXTERNAL[said.gate],
        codes=tuple(sorted(map(CodeId, said.codes.split()))),
        score=0.9,
        status=Status.MACHINE,
        reviewers=(),
    )
    named = tuple(sorted(_NAMED[name] for name in said.named.split()))
    policy = Policy("0" * 16, owner.code, "", (document.sha256,), document.sha256)
    return InventoryRow(owner, factories.fetch(document), Statement(document, passage, truth, named), policy)


def _document(owner: Municipality, name: str) -> Document:
    kind, _, year = name.partition("-")
    return factories.document(f"{owner.code}-{name}.pdf", owner.code, kind=kind, adopted=year)


def _coverage(owner: Municipality, rows: tuple[InventoryRow, ...]) -> Coverage:
    own = [row for row in rows if row.municipality == owner]
    state = CoverageState.SAID if own else CoverageState.NOT_VISITED
    strategies = sum(1 for row in own if row.statement.truth.gate == EXTERNAL[0])
    return Coverage(owner, state, None, 0, 0, 0, 0, strategies, len(own) - strategies)
