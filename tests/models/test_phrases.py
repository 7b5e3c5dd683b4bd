from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.phrases import PhraseIndex, WordPattern, longest, split_words


def found(patterns: list[str], text: str) -> list[str]:
    tokens = split_words(text)
    index = PhraseIndex.build((pattern, pattern) for pattern in patterns)
    return [text[tokens[m.first].start : tokens[m.last - 1].end] for m in index.iter_matches(text, tokens)]


def test_a_prefix_a_suffix_and_an_inside_are_found_in_any_case() -> None:
    assert found(["samverk*"], "Samverkan och samverkar.") == ["Samverkan", "samverkar"]
    assert found(["*nämnden"], "Socialnämnden beslutar.") == ["Socialnämnden"]
    assert found(["*förening*"], "Idrottsföreningarna kom.") == ["Idrottsföreningarna"]


def test_a_name_needs_its_capital_and_may_have_a_genitive() -> None:
    assert found(["Polisen~"], "Polisens plan, polisen, Polisen") == ["Polisens", "Polisen"]


def test_a_phrase_may_have_a_hyphen_or_a_line_break_but_no_full_stop_inside() -> None:
    assert found(["vård och omsorgscollege"], "vård- och omsorgscollege") == ["vård- och omsorgscollege"]
    assert found(["andra aktörer"], "andra\naktörer") == ["andra\naktörer"]
    assert found(["andra aktörer"], "Det gäller andra. Aktörer finns.") == []


def test_the_longest_of_overlapping_phrases_is_kept() -> None:
    text = "tillsammans med andra kommuner"
    tokens = split_words(text)
    index = PhraseIndex.build((p, p) for p in ("andra", "andra kommuner", "kommuner"))
    assert [m.label for m in longest(index.iter_matches(text, tokens))] == ["andra kommuner"]


def test_a_star_in_the_middle_of_a_word_is_refused() -> None:
    with pytest.raises(ValueError, match="word pattern"):
        WordPattern.parse("för*ning")


@given(st.text())
def test_every_word_stands_where_it_says(text: str) -> None:
    tokens = split_words(text)
    assert all(text[token.start : token.end].lower() == token.lower for token in tokens)
    assert all(one.end <= other.start for one, other in pairwise(tokens))
