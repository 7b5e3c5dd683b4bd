"""Every golden document that may be looked at is read whole, and every one of them soundly."""

from __future__ import annotations

import pytest

from corpus.records import document_text
from tests.golden.pdf.scoring import (
    Golden,
    list_golden,
    list_misses,
    list_wrong_heads,
    read_golden,
    score_reading,
)

GOLDEN = list_golden()
TUNED = [golden for golden in GOLDEN if not golden.held_out]
ROUGH = {"office-columns-sans": 3, "shuffled-three-columns": 1}
"""Passages that are missed: cells that all but touch, and a last line that looks like a page number."""


@pytest.mark.parametrize("golden", TUNED, ids=[golden.name for golden in TUNED])
def test_a_golden_document_gives_the_passages_of_its_author(golden: Golden) -> None:
    passages = read_golden(golden).passages
    misses = list_misses(golden, [passage.text for passage in passages])
    assert sum(miss.startswith("- ") for miss in misses) <= ROUGH.get(golden.name, 0), "\n".join(misses)
    if golden.name not in ROUGH:
        assert misses == []


@pytest.mark.parametrize("golden", TUNED, ids=[golden.name for golden in TUNED])
def test_every_row_of_a_table_knows_the_heads_of_its_columns(golden: Golden) -> None:
    assert list_wrong_heads(golden, read_golden(golden).passages) == []


def test_words_broken_over_lines_are_whole_again() -> None:
    scores = [score_reading(golden, read_golden(golden).passages) for golden in GOLDEN]
    breaks, mended = (sum(getattr(score, name) for score in scores) for name in ("breaks", "mended"))
    assert breaks > 150
    assert mended >= 0.98 * breaks


def test_offsets_and_boxes_hold_in_every_golden_document() -> None:
    for golden in GOLDEN:
        reading = read_golden(golden)
        text = document_text(reading.pages)
        for passage in reading.passages:
            assert text[passage.start : passage.end] == passage.text
            for box in passage.boxes:
                page = reading.pages[box.page - 1]
                assert -2 <= box.x0 < box.x1 <= page.width + 2
                assert -2 <= box.top < box.bottom <= page.height + 2


def test_errors_of_held_out_documents_are_not_shown() -> None:
    held_out = next(golden for golden in GOLDEN if golden.held_out)
    with pytest.raises(ValueError, match="held out"):
        list_misses(held_out, [])


def test_tagged_documents_are_read_by_their_tags() -> None:
    for golden in GOLDEN:
        if golden.tagged:
            sources = [page.source for page in read_golden(golden).pages]
            assert sources.count("tagged") >= 0.9 * len(sources), golden.name
