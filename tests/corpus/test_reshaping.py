from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import CorpusError
from corpus.records import Page, Passage, document_text
from corpus.reshaping import (
    DocumentText,
    add_passage,
    join_passages,
    move_borders,
    share_boxes,
    split_passage,
)
from corpus.review_records import Reshaping, ReviewerId
from corpus.search import parse_query
from corpus.search_records import Filters
from corpus.store import Store
from tests import factories
from tests.strategies import swedish_text

ANNA = ReviewerId("anna")
PLAN = factories.document(title="Plan")
PAGES = (
    Page(PLAN.sha256, 1, 595.0, 842.0, "\n".join(factories.TEXTS)),
    Page(PLAN.sha256, 2, 595.0, 842.0, "Missad rad om föreningar."),
)
PASSAGES = factories.passages_of(PLAN, factories.TEXTS)
WHOLE = DocumentText.of_pages(PLAN.sha256, PAGES)


def place(start: int, end: int) -> tuple[()]:
    return ()


def texts_of(reshaping: Reshaping) -> list[str]:
    return [one.text for one in reshaping.made]


def test_a_split_gives_both_halves_without_the_space_between() -> None:
    at = PASSAGES[0].text.index(" med")
    shaped = split_passage(PASSAGES[0], at, WHOLE, share_boxes(PASSAGES[0]))
    assert texts_of(shaped) == ["Vi ska samverka", "med högskolan."]
    assert shaped.replaced == (PASSAGES[0].id,)
    upper, lower = (one.boxes[0] for one in shaped.made)
    assert PASSAGES[0].boxes[0].top == upper.top < upper.bottom <= lower.top < lower.bottom
    assert [one.headings for one in shaped.made] == [("Samverkan",)] * 2


def test_joined_neighbours_keep_all_text_between_them() -> None:
    shaped = join_passages((PASSAGES[2], PASSAGES[0]), WHOLE, place)
    assert texts_of(shaped) == ["\n".join(factories.TEXTS)]
    assert shaped.replaced == (PASSAGES[0].id, PASSAGES[2].id)


def test_a_passage_that_grows_takes_from_its_neighbours_and_leaves_them_the_rest() -> None:
    end = PASSAGES[1].start + len("Vi samarbetar")
    shaped = move_borders(PASSAGES[0], (PASSAGES[0].start, end), PASSAGES, WHOLE, place)
    assert texts_of(shaped) == ["Vi ska samverka med högskolan.\nVi samarbetar", "med regionen."]
    assert shaped.replaced == (PASSAGES[0].id, PASSAGES[1].id)


def test_a_missed_passage_stands_on_its_page_under_the_heading_before_it() -> None:
    start = WHOLE.text.index("Missad")
    shaped = add_passage((start, len(WHOLE.text)), PASSAGES, WHOLE, place)
    (made,) = shaped.made
    assert (made.text, made.first_page, made.headings) == ("Missad rad om föreningar.", 2, ("Samverkan",))
    assert shaped.replaced == ()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: split_passage(PASSAGES[0], PASSAGES[0].end, WHOLE, place), "inside the passage"),
        (lambda: join_passages(PASSAGES[:1], WHOLE, place), "two or more"),
        (lambda: move_borders(PASSAGES[0], (0, PASSAGES[0].end), PASSAGES, WHOLE, place), "where they were"),
        (lambda: add_passage((5, 5), PASSAGES, WHOLE, place), "outside the document"),
        (lambda: add_passage((5, 10_000), PASSAGES, WHOLE, place), "outside the document"),
        (lambda: add_passage((PASSAGES[0].start, PASSAGES[0].end), PASSAGES, WHOLE, place), "already"),
        (lambda: add_passage((PASSAGES[0].end, PASSAGES[1].start), PASSAGES, WHOLE, place), "white space"),
    ],
)
def test_borders_that_make_no_sense_are_refused_with_what_to_do(wrong: object, message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        wrong()  # type: ignore[operator]


@given(texts=st.lists(swedish_text.filter(str.strip), min_size=2, max_size=4), data=st.data())
def test_whatever_is_marked_the_passages_made_are_the_text_at_their_place(
    texts: list[str], data: st.DataObject
) -> None:
    pages = tuple(Page(PLAN.sha256, n + 1, 0, 0, text) for n, text in enumerate(texts))
    whole = DocumentText.of_pages(PLAN.sha256, pages)
    assert whole.text == document_text(pages)
    start = data.draw(st.integers(0, len(whole.text) - 1))
    end = data.draw(st.integers(start + 1, len(whole.text)))
    if not whole.text[start:end].strip():
        return
    (made,) = add_passage((start, end), (), whole, place).made
    assert whole.text[made.start : made.end] == made.text == made.text.strip()
    assert start <= made.start < made.end <= end


@pytest.fixture
def reviewed(store: Store) -> Store:
    factories.add_classified(store, PLAN, factories.municipality())
    with store.deciding() as writer:
        factories.add_reviewers(writer, "Anna")
        writer.add_answer(factories.answer(PASSAGES[0], "gate.strategy"))
    return store


def current(store: Store) -> list[tuple[int, str]]:
    with store.reading() as reader:
        return [(one.ordinal, one.text) for one in reader.iter_passages(PLAN.sha256)]


def halves() -> Reshaping:
    at = PASSAGES[0].text.index(" med")
    return split_passage(PASSAGES[0], at, WHOLE, share_boxes(PASSAGES[0]))


def test_a_split_takes_the_passage_s_place_can_be_searched_and_waits_for_the_model(reviewed: Store) -> None:
    with reviewed.deciding() as writer:
        writer.reshape(ANNA, halves())
    assert current(reviewed)[:2] == [(0, "Vi ska samverka"), (1, "med högskolan.")]
    assert [ordinal for ordinal, _ in current(reviewed)] == [0, 1, 2, 3]
    with reviewed.reading() as reader:
        assert [one.sha256 for one in reader.iter_unclassified_documents(factories.CODER)] == [PLAN.sha256]
    with reviewed.searching() as reader:
        found = reader.iter_found(parse_query("högskolan"), Filters())
        assert [one.passage.text for one in found] == ["med högskolan."]


def test_an_undone_split_brings_the_passage_back_with_its_answer(reviewed: Store) -> None:
    before = current(reviewed)
    with reviewed.deciding() as writer:
        writer.reshape(ANNA, halves())
        writer.undo(ANNA)
    assert current(reviewed) == before
    with reviewed.deciding() as writer:
        assert writer.find_answer(PASSAGES[0].id, ANNA) is not None
        writer.redo(ANNA)
    assert current(reviewed)[1] == (1, "med högskolan.")


def read_again(store: Store, texts: tuple[str, ...]) -> None:
    again = factories.passages_of(PLAN, texts)
    with store.writing() as writer:
        writer.set_reading(PLAN.sha256, PLAN.metadata, [factories.page_with(PLAN, texts)], again)


def test_borders_drawn_by_people_outlive_a_new_reading_of_the_same_text(reviewed: Store) -> None:
    with reviewed.deciding() as writer:
        writer.reshape(ANNA, halves())
    before = current(reviewed)
    read_again(reviewed, factories.TEXTS)
    assert current(reviewed) == before


def test_where_the_text_has_changed_the_new_reading_counts_and_undo_does_no_harm(reviewed: Store) -> None:
    with reviewed.deciding() as writer:
        writer.reshape(ANNA, halves())
    changed = ("Nytt inledande stycke.", *factories.TEXTS)
    read_again(reviewed, changed)
    assert [text for _, text in current(reviewed)] == list(changed)
    with reviewed.deciding() as writer:
        writer.undo(ANNA)
    assert [text for _, text in current(reviewed)] == list(changed)


def test_a_shared_box_is_the_whole_box_for_the_whole_passage() -> None:
    passage: Passage = PASSAGES[0]
    assert share_boxes(passage)(passage.start, passage.end) == passage.boxes
