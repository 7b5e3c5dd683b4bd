from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.actors import find_mentions, load_actors
from models.codebook import DEFAULT_CODEBOOK, load_codebook


def mentions(text: str, own: str = "") -> list[tuple[str, str | None, str]]:
    return [
        (text[m.start : m.end], m.actor, m.partner.removeprefix("partner.")) for m in find_mentions(text, own)
    ]


def test_the_gazetteer_holds_all_municipalities_regions_and_county_boards() -> None:
    actors = load_actors()
    kinds = [actor.id.partition("/")[0] for actor in actors]
    assert kinds.count("municipality") == 290
    assert kinds.count("region") == 21
    assert sum(actor.id.startswith("state/lansstyrelsen-") for actor in actors) == 21
    assert kinds.count("university") >= 40
    assert len({actor.id for actor in actors}) == len(actors)


def test_every_partner_code_of_the_gazetteer_is_in_the_default_codebook() -> None:
    codes = {code.id for code in load_codebook(DEFAULT_CODEBOOK).codes}
    assert {actor.partner for actor in load_actors()} <= codes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Avtal med Sundsvalls kommun.", [("Sundsvalls kommun", "municipality/2281", "municipality")]),
        ("Avtal med Upplands-Bro.", [("Upplands-Bro", "municipality/0139", "municipality")]),
        ("Göteborgs Stad deltar.", [("Göteborgs Stad", "municipality/1480", "municipality")]),
        ("Samverkan med Region Skånes sjukhus.", [("Region Skånes", "region/12", "region")]),
        ("Avtal med Region Kustmark.", [("Region Kustmark", None, "region")]),
        (
            "MSB och polisen",
            [
                ("MSB", "state/myndigheten-for-samhallsskydd-och-beredskap", "state"),
                ("polisen", None, "state"),
            ],
        ),
        (
            "länsstyrelsen i Dalarnas län",
            [("länsstyrelsen i Dalarnas län", "state/lansstyrelsen-20", "state")],
        ),
        (
            "Mälardalens högskola",
            [("Mälardalens högskola", "university/malardalens-universitet", "university")],
        ),
        ("med föreningslivets hjälp", [("föreningslivets", None, "civil_society")]),
        (
            "med näringslivet och andra aktörer",
            [("näringslivet", None, "business"), ("andra aktörer", None, "unspecified")],
        ),
        ("grannkommunerna", [("grannkommunerna", None, "municipality")]),
        ("näringslivschefen och föreningsbidraget", []),
    ],
)
def test_actors_are_found_by_name_alias_and_type(
    text: str, expected: list[tuple[str, str | None, str]]
) -> None:
    assert mentions(text) == expected


def test_a_row_of_municipalities_is_found_whether_the_list_knows_them_or_not() -> None:
    text = "tillsammans med Norra Heds, Kårslätts och Timrå kommuner"
    assert [(said, actor) for said, actor, _ in mentions(text)] == [
        ("Norra Heds", None),
        ("Kårslätts", None),
        ("Timrå kommuner", "municipality/2262"),
    ]
    assert [actor for _, actor, _ in mentions("grannkommunerna Flen och Trosa")][1:] == [
        "municipality/0482",
        "municipality/0488",
    ]


def test_the_own_municipality_is_never_found() -> None:
    assert mentions("Timrå kommun och Ånge kommun", own="Timrå") == [
        ("Ånge kommun", "municipality/2260", "municipality")
    ]
    assert mentions("Granviks kommun ska", own="Granvik") == []


def test_a_place_is_no_actor() -> None:
    assert mentions("Företag flyttar till Eskilstuna och Västerås.")[1:] == []
    assert mentions("tillväxten i regionen") == []
    assert mentions("Uppsala Vatten levererar.") == []


@pytest.mark.parametrize("word", ["Mark", "Berg", "Lund", "Ale", "Kil"])
def test_a_name_that_is_also_a_word_needs_kommun_after_it(word: str) -> None:
    assert mentions(f"Avtal med {word}.") == []
    found = mentions(f"Avtal med {word}s kommun.")
    assert [partner for _, _, partner in found] == ["municipality"]
    assert found[0][1] is not None


def test_an_ordinary_word_before_kommun_is_no_name() -> None:
    assert mentions("Varje kommun ansvarar. Svenska kommuner växer.") == []


WORDS = (
    *("Lunds", "Region", "Skåne", "kommun", "kommuner", "och", ",", ".", "polisen", "med", "Norra", "Hed"),
    *("i", "Timrå", "kommunerna", "näringslivet", "–", "stad"),
)


@given(
    st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join) | st.text(), st.sampled_from(["", "Timrå"])
)
def test_mentions_have_exact_offsets_in_order_and_do_not_overlap(text: str, own: str) -> None:
    found = find_mentions(text, own)
    assert all(0 <= m.start < m.end <= len(text) for m in found)
    assert all(text[m.start : m.end].strip() == text[m.start : m.end] for m in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(m.actor != "municipality/2262" for m in found if own)
