from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.estimate_records import Basis, Domain, Estimate, Unit
from corpus.export.chapters.building import Scope, build_chapter
from corpus.export.chapters.chapter import ChapterView
from corpus.export.chapters.shares import say_estimate
from corpus.export.tables import Table
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory
from corpus.records import CodeId
from tests.inventories import big_inventory

REGION = CodeId("partner.region")
POINT = Estimate(
    Unit.MUNICIPALITY, REGION, CodeId(""), Domain(), Basis.DIFFERENCE, 24, 0.5, 0.34, 0.28, 0.41, 0, 300, 90
)
LIMITS = replace(POINT, basis=Basis.BOUNDS, point=None, positives=3)
SMALL = replace(POINT, low=0.001, high=0.02, point=0.004)
MACHINE = replace(POINT, basis=Basis.MACHINE, point=None, low=None, high=None)


def _inventory(*estimates: Estimate) -> Inventory:
    return replace(big_inventory(24, 300), estimates=estimates)


def _actors(language: str, *estimates: Estimate) -> ChapterView:
    return build_chapter(_inventory(*estimates), "actors", Texts(language), Scope())


def _partners(view: ChapterView) -> Table:
    (table,) = [one for one in view.tables if one.id == "t-actors-partners"]
    return table


def _cell_of_region(view: ChapterView) -> str:
    (line,) = [line for line in _partners(view).rows if line[0].text.startswith("Region")]
    return line[-1].text


@pytest.mark.parametrize(
    ("estimate", "swedish", "english"),
    [
        (POINT, "34\N{NO-BREAK SPACE}% (28–41\N{NO-BREAK SPACE}%)", "34% (28–41%)"),
        (LIMITS, "28–41\N{NO-BREAK SPACE}%", "28–41%"),
        (
            replace(POINT, low=0.001, high=0.02, point=0.004),
            "<1\N{NO-BREAK SPACE}% (<1–2\N{NO-BREAK SPACE}%)",
            "<1% (<1–2%)",
        ),
        (replace(POINT, low=None, high=None), "34\N{NO-BREAK SPACE}%", "34%"),
        (MACHINE, "", ""),
    ],
    ids=["point", "limits", "small", "no-limits", "machine"],
)
def test_an_estimate_is_said_with_its_limits(estimate: Estimate, swedish: str, english: str) -> None:
    assert say_estimate(estimate, Texts("sv")) == swedish
    assert say_estimate(estimate, Texts("en")) == english


@pytest.mark.parametrize(("estimate", "said"), [(POINT, "34% (28–41%)"), (LIMITS, "28–41%")])
def test_the_table_of_partners_has_the_estimate_beside_the_count(estimate: Estimate, said: str) -> None:
    assert _cell_of_region(_actors("en", estimate)) == said


@pytest.mark.parametrize(
    "other",
    [
        MACHINE,
        replace(LIMITS, high=None),
        replace(LIMITS, low=0.0, high=1.0),
        replace(POINT, unit=Unit.PASSAGE),
        replace(POINT, domain=Domain("county", "19")),
        replace(POINT, other=CodeId("purpose.quality")),
    ],
    ids=["machine", "at least", "nothing known", "passages", "a part", "two codes"],
)
def test_shares_of_other_things_are_not_taken_for_shares_of_municipalities(other: Estimate) -> None:
    told, plain = _actors("sv", other), _actors("sv")
    assert _partners(told).head == _partners(plain).head
    assert told.lead == plain.lead


def test_the_most_common_partner_has_its_estimate_in_a_sentence() -> None:
    plain = _actors("sv")
    most = max(_partners(plain).rows, key=lambda line: line[1].value or 0)[0].text
    (code,) = [one.id for one in big_inventory(24, 300).codebook.codes if one.sv == most]
    said = " ".join(one.text for one in _actors("sv", replace(POINT, code=code)).paragraphs)
    assert "34\N{NO-BREAK SPACE}% (28–41\N{NO-BREAK SPACE}%)" in said
    assert "28–41" not in " ".join(one.text for one in plain.paragraphs)


def test_numbers_that_are_not_estimates_are_said_to_be_the_models() -> None:
    corrected, plain = _actors("sv", POINT).lead[1].text, _actors("sv").lead[1].text
    assert corrected != plain
    assert "samverkan audit" in plain
