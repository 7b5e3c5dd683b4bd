from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Sha256
from extract.sketches import SKETCH_SIZE, sketch_document

TEXT = ["Kommunen samverkar med föreningslivet. Arbetet följs upp varje år.", "Ansvarig är kommunstyrelsen."]


def get_hashes(*texts: str) -> list[int]:
    return [int(value) for value in sketch_document(Sha256("a"), texts).hashes]


def test_another_break_of_lines_and_passages_is_the_same_text() -> None:
    again = [
        "Kommunen sam\xadverkar med  föreningslivet.",
        "Arbetet följs upp varje år. Ansvarig är kommun-styrelsen.",
    ]
    assert get_hashes(*again) == get_hashes(*TEXT)


def test_capitals_and_order_do_not_matter() -> None:
    assert get_hashes(TEXT[1].upper(), TEXT[0]) == get_hashes(*TEXT)


def test_other_numbers_are_other_text() -> None:
    assert get_hashes("Avgiften för tillsyn är 1 200 kronor.") != get_hashes(
        "Avgiften för tillsyn är 1 300 kronor."
    )


def test_sentences_count_once_and_short_ones_not_at_all() -> None:
    assert len(get_hashes(*TEXT, *TEXT, "Ja.", "12 %", "")) == 3


def test_letters_belong_to_their_sentences() -> None:
    sketch = sketch_document(Sha256("a"), ["Ansvarig är kommunstyrelsen."])
    assert sketch.letters.tolist() == [len("Ansvarigärkommunstyrelsen")]


def test_hashes_are_the_same_on_every_machine() -> None:
    assert get_hashes("Ansvarig är kommunstyrelsen.") == [10_702_215_831_689_933_492]


def test_a_document_without_text_has_an_empty_sketch() -> None:
    assert len(sketch_document(Sha256("a"), []).hashes) == 0


@given(st.lists(st.text(max_size=300), max_size=30))
def test_sketches_are_ascending_and_bounded(texts: list[str]) -> None:
    sketch = sketch_document(Sha256("a"), texts)
    assert np.all(sketch.hashes[1:] > sketch.hashes[:-1])
    assert len(sketch.hashes) == len(sketch.letters)
    assert len(sketch.smallest) <= SKETCH_SIZE
