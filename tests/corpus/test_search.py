from __future__ import annotations

import pytest
from hypothesis import given

from corpus.errors import SearchQueryEmpty
from corpus.search import find_hits, fold, match_expression, parse_query
from corpus.search_records import Filters
from corpus.store import Store
from tests import factories
from tests.strategies import swedish_text


def _store_texts(store: Store, *texts: str) -> None:
    plan = factories.document()
    passages = factories.passages_of(plan, texts, headings=("Riktlinjer",))
    with store.writing() as writer:
        writer.add_document(plan)
        writer.set_reading(plan.sha256, plan.metadata, [factories.page_with(plan, texts)], passages)


def _found(store: Store, query: str) -> list[str]:
    with store.searching() as reader:
        return sorted(found.passage.text for found in reader.iter_found(parse_query(query), Filters()))


def test_swedish_letters_are_letters_of_their_own(store: Store) -> None:
    _store_texts(store, "Vi har en hamn.", "Vi har en hämn.", "Så är det.", "Sa är det.")
    assert _found(store, "hamn") == ["Vi har en hamn."]
    assert _found(store, "hämn") == ["Vi har en hämn."]
    assert _found(store, "så") == ["Så är det."]
    assert _found(store, "SÅ") == ["Så är det."]


def test_other_accents_do_not_matter(store: Store) -> None:
    _store_texts(store, "Idéburna partnerskap.", "Ideburna partnerskap med Müller.")
    assert len(_found(store, "ideburna")) == len(_found(store, "idéburna")) == 2
    assert _found(store, "muller") == ["Ideburna partnerskap med Müller."]


def test_a_compound_is_found_by_its_beginning_and_inflections_by_the_stem(store: Store) -> None:
    _store_texts(store, "Partnerskapsavtal tecknas.", "Föreningslivet deltar.", "En förening.", "Bro byggs.")
    assert _found(store, "partnerskap") == ["Partnerskapsavtal tecknas."]
    assert _found(store, "föreningar") == ["En förening.", "Föreningslivet deltar."]


def test_quoted_words_must_stand_as_written_next_to_each_other(store: Store) -> None:
    _store_texts(
        store, "En lokal överenskommelse finns.", "Överenskommelse om lokal.", "Lokala överenskommelser."
    )
    assert _found(store, '"lokal överenskommelse"') == ["En lokal överenskommelse finns."]


def test_a_word_with_a_minus_is_left_out(store: Store) -> None:
    _store_texts(store, "Facklig samverkan.", "Samverkan med regionen.")
    assert _found(store, "samverkan -facklig") == ["Samverkan med regionen."]


def test_words_of_the_heading_count_too(store: Store) -> None:
    _store_texts(store, "Texten säger annat.")
    assert _found(store, "riktlinjer") == ["Texten säger annat."]


@pytest.mark.parametrize("text", ["", "  ", '""', "- ", "§ !"])
def test_a_query_without_a_word_is_refused(text: str) -> None:
    with pytest.raises(SearchQueryEmpty, match="word"):
        parse_query(text)


@pytest.mark.parametrize("text", ['a"b', "NEAR(x)", "col:umn", "x AND", "*", "^x", "a*b", '"', "x OR (", "'"])
def test_no_query_can_break_the_search_language(store: Store, text: str) -> None:
    _store_texts(store, "Samverkan.")
    try:
        query = parse_query(text)
    except SearchQueryEmpty:
        return
    with store.reading() as reader:
        assert reader.count_hits(query) == 0


@given(text=swedish_text)
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(text=swedish_text)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_hits_are_marked_where_they_stand() -> None:
    text = "Idéburna partnerskap och partnerskapsavtal."
    hits = find_hits(text, parse_query("ideburna partnerskap"))
    assert [text[start:end] for start, end in hits] == ["Idéburna", "partnerskap", "partnerskapsavtal"]


def test_the_expression_quotes_every_word() -> None:
    assert match_expression(parse_query('near "två ord" -not')) == '("near"* AND "två ord") NOT "not"*'
