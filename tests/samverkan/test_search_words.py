from __future__ import annotations

from pathlib import Path

import pytest
import typer

from corpus.search_records import Filters, Statements
from corpus.store import Store
from corpus.truth import Status
from crawler.errors import UnknownMunicipality
from crawler.registry import Registry
from samverkan.config import Config
from samverkan.search_words import (
    Wishes,
    find_code,
    find_municipalities,
    find_partners,
    parse_years,
    read_wishes,
)
from samverkan.study import create_study
from tests import factories

PLACES = Registry(
    (
        factories.municipality(),
        factories.municipality("Ekeby", "9802", "https://www.ekeby.example"),
    )
)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("", None),
        ("2021", (2021, 2021)),
        ("2019..2023", (2019, 2023)),
        ("2019..", (2019, 9999)),
        ("..2023", (0, 2023)),
    ],
)
def test_years_are_one_or_a_span_that_may_be_open(text: str, span: tuple[int, int] | None) -> None:
    assert parse_years(text) == span


@pytest.mark.parametrize("text", ["..", "20", "20192023", "2019-2023", "soon"])
def test_what_is_no_span_of_years_is_refused(text: str) -> None:
    with pytest.raises(typer.BadParameter, match=r"2019\.\.2023"):
        parse_years(text)


@pytest.mark.parametrize("wanted", ["partner.university", "Universitet", "university"])
def test_a_code_is_known_by_id_and_by_label_in_both_languages(wanted: str) -> None:
    assert find_code(factories.codebook(), wanted) == "partner.university"


def test_where_nothing_is_near_a_few_known_names_are_all_told(tmp_path: Path) -> None:
    study = create_study(tmp_path / "study", Config())
    with study.open_store() as store, pytest.raises(typer.BadParameter, match=r"Known are .*protokoll"):
        read_wishes(study, store, Wishes(kinds=("xx",)))


def test_a_slip_in_a_code_names_the_nearest() -> None:
    with pytest.raises(typer.BadParameter, match="universitet"):
        find_code(factories.codebook(), "univeritet")


def test_a_county_and_a_group_are_known_by_name_or_code() -> None:
    for wishes in (
        Wishes(counties=("provlän",)),
        Wishes(groups=("C8",)),
        Wishes(groups=("landsbygdskommun",)),
    ):
        assert find_municipalities(PLACES, wishes) == ("9801", "9802")
    both = Wishes(municipalities=("Ekeby",), counties=("Provlän",))
    assert find_municipalities(PLACES, both) == ("9802",)
    assert find_municipalities(PLACES, Wishes()) == ()


@pytest.mark.parametrize("name", ["Västmanland", "Västmanlands län", "västmanlands"])
def test_a_county_is_known_with_and_without_its_genitive(tmp_path: Path, name: str) -> None:
    study = create_study(tmp_path / "study", Config())
    found = find_municipalities(study.registry, Wishes(counties=(name,)))
    assert "1980" in found
    assert {code[:2] for code in found} == {"19"}


def test_a_municipality_outside_the_county_is_refused_and_not_searched_for_everywhere(tmp_path: Path) -> None:
    study = create_study(tmp_path / "study", Config())
    with pytest.raises(typer.BadParameter, match="No municipality is all of that"):
        find_municipalities(study.registry, Wishes(municipalities=("Eskilstuna",), counties=("Skåne",)))


def test_an_unknown_municipality_is_refused() -> None:
    with pytest.raises(UnknownMunicipality, match="Ekeby"):
        find_municipalities(PLACES, Wishes(municipalities=("Ekebi",)))


def test_a_partner_is_known_by_id_name_and_part_of_the_name(store: Store) -> None:
    factories.add_classified(store, factories.document(), factories.municipality())
    for wanted in ("university/sjobacka", "högskolan i sjöbacka", "Sjöbacka"):
        assert find_partners(store, (wanted,)) == (("university/sjobacka",), ())
    with pytest.raises(typer.BadParameter, match="sjöbacka"):
        find_partners(store, ("Högskolan i Sjöbcka",))


def test_all_wishes_become_filters(tmp_path: Path) -> None:
    study = create_study(tmp_path / "study", Config())
    wishes = Wishes(
        codes=("partner.university",),
        municipalities=("Eskilstuna",),
        kinds=("avtal",),
        statuses=("reviewed",),
        years="2020",
        statements="strategy",
        current=True,
    )
    with study.open_store() as store:
        assert read_wishes(study, store, wishes) == Filters(
            codes=("partner.university",),
            municipalities=("0484",),
            kinds=("avtal",),
            years=(2020, 2020),
            statuses=(Status.REVIEWED,),
            statements=Statements.STRATEGY,
            current=True,
        )
        with pytest.raises(typer.BadParameter, match="avtal"):
            read_wishes(study, store, Wishes(kinds=("avtl",)))
