from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import PassageKind
from models.analysis import NAME, NUMBER, OWN, YEAR, analyse
from models.contexts import Context
from models.features import feature_names, features_of
from models.scorer import analyse_contexts


def features(
    text: str, headings: tuple[str, ...] = (), previous: str = "", own: str = ""
) -> dict[str, float]:
    context = Context(text, headings, previous, PassageKind.PARAGRAPH)
    row = features_of(analyse_contexts([context], own))[0]
    return dict(zip(feature_names(), row.tolist(), strict=True))


def test_a_partner_after_the_collaboration_word_is_seen() -> None:
    seen = features("Kommunen ska i samverkan med näringslivet utveckla centrum.")
    assert seen["text:collaboration"] > 0
    assert seen["beside:partner.business"] == 1
    assert seen["after:actor"] == 1
    assert seen["beside:will"] == 1
    assert seen["beside:internal"] == 0


def test_own_units_beside_the_collaboration_word_are_seen() -> None:
    seen = features("Socialförvaltningen samverkar med utbildningsförvaltningen.")
    assert seen["beside:internal"] == 1
    assert seen["near:own"] > 0
    assert seen["actors:types"] == 0


def test_an_actor_in_another_sentence_is_not_beside() -> None:
    seen = features("Samverkan ska öka. Näringslivet växer.")
    assert seen["text:partner.business"] > 0
    assert seen["beside:partner.business"] == 0


def test_headings_and_the_passage_before_are_counted_apart() -> None:
    seen = features("Delta i träffar.", ("Samverkan", "Föreningslivet"), "Regionen bjuder in:")
    assert seen["heading:collaboration"] > 0
    assert seen["heading:partner.civil_society"] > 0
    assert seen["previous:partner.region"] > 0
    assert seen["text:partner.region"] == 0


def test_names_the_own_municipality_years_and_numbers_are_masked() -> None:
    terms = analyse("Granviks avtal med Hästbro från 2024 kostar 12 kronor.", "Granvik").terms
    assert list(terms) == [OWN, "avtal", "med", NAME, "från", YEAR, "kostar", NUMBER, "kronor"]


def test_a_named_actor_is_masked_by_its_type() -> None:
    terms = analyse("Avtal med Region Skåne och polisen.", "").terms
    assert list(terms) == ["avtal", "med", "‹partner.region›", "‹partner.region›", "och", "polisen"]


@given(st.text(max_size=80), st.text(max_size=20), st.text(max_size=40))
def test_any_text_gives_one_finite_number_a_name(text: str, heading: str, previous: str) -> None:
    contexts = analyse_contexts([Context(text, (heading,), previous, PassageKind.LIST_ITEM)], "Timrå")
    rows = features_of(contexts)
    assert rows.shape == (1, len(feature_names()))
    assert np.isfinite(rows).all()


def test_names_are_unique() -> None:
    assert len(set(feature_names())) == len(feature_names())
