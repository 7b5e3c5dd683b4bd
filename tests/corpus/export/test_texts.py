"""What readers see: nouns that agree with their number, and catalogues that agree with themselves."""

from __future__ import annotations

from string import Formatter

import pytest

from corpus.export import texts as catalogues
from corpus.export.texts import CATALOGUE, Texts


def test_a_noun_agrees_with_its_number() -> None:
    assert Texts("sv").count(1, "codings") == "1\N{NO-BREAK SPACE}kodning"
    assert Texts("sv").count(1200, "passages") == "1\N{NO-BREAK SPACE}200\N{NO-BREAK SPACE}ställen"
    assert Texts("en").count(1, "municipalities") == "1\N{NO-BREAK SPACE}municipality"
    assert Texts("en").count(0, "municipalities") == "0\N{NO-BREAK SPACE}municipalities"


def test_a_place_of_a_text_may_name_the_noun_that_its_number_counts() -> None:
    one = Texts("sv").fill("lead", said=1, municipalities=1, rows=1, documents=1)
    assert one.replace("\N{NO-BREAK SPACE}", " ") == (
        "Vad 1 av 1 kommun skriver om att samverka med andra: 1 ställe i 1 läst dokument."
    )


def test_only_whole_numbers_are_counted() -> None:
    with pytest.raises(TypeError, match="no whole number"):
        Texts("sv").fill("lead", said=1, municipalities="4", rows=1, documents=1)


def test_every_noun_that_a_text_names_is_in_the_catalogue_with_two_forms_in_both_languages() -> None:
    named = {
        f"noun.{spec}"
        for words in CATALOGUE.values()
        for text in words
        for _, place, spec, _ in Formatter().parse(text)
        if place and spec
    }
    assert named
    for key in named | {key for key in CATALOGUE if key.startswith("noun.")}:
        assert [words.count("|") for words in CATALOGUE[key]] == [1, 1], key


def test_no_key_stands_in_two_parts() -> None:
    keys = [key for part in catalogues._PARTS for key in part]
    assert len(keys) == len(set(keys))


def test_a_share_is_never_none_or_all_where_it_is_not_exactly_that() -> None:
    said = [Texts("en").share(value) for value in (0.0, 0.001, 0.5, 0.999, 1.0)]
    assert said == ["0%", "<1%", "50%", ">99%", "100%"]
    assert Texts("sv").share(0.34) == "34\N{NO-BREAK SPACE}%"
