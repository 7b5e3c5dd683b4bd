from __future__ import annotations

import numpy as np
import pytest

from corpus.records import PassageKind
from models.analysis import AnalysedContext
from models.contexts import Context
from models.scorer import analyse_contexts
from models.terms import fit_terms, split_letters

TEXTS = [
    "Kommunen ska samverka.",
    "Kommunen samverkar med regionen.",
    "Taxan höjs i år.",
    "Regionen ska höja taxan.",
]


def contexts(*texts: str) -> list[AnalysedContext]:
    made = [Context(text, ("Mål",), "Regionen deltar.", PassageKind.PARAGRAPH) for text in texts]
    return analyse_contexts(made, "Sjöbacka")


def test_every_block_of_a_row_has_its_weight_as_length() -> None:
    space = fit_terms(contexts(*TEXTS), least=1)
    row = space.transform(contexts(TEXTS[1])).toarray()[0]
    for block, weight in zip(("word", "letters", "heading", "previous"), (1, 1, 0.5, 0.5), strict=True):
        columns = list(space.vocabulary[block].values())
        assert np.linalg.norm(row[columns]) == pytest.approx(weight, abs=1e-5)


def test_the_word_block_is_that_of_scikit_learn() -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer

    space = fit_terms(contexts(*TEXTS), least=1)
    known = space.vocabulary["word"]
    ours = space.transform(contexts(*TEXTS)).toarray()[:, [known[term] for term in sorted(known)]]
    theirs = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"\w+")
    expected = theirs.fit_transform(TEXTS)
    assert sorted(known) == list(theirs.get_feature_names_out())
    assert ours == pytest.approx(expected.toarray(), abs=1e-5)


def test_unknown_words_give_an_empty_row_and_no_division_by_zero() -> None:
    space = fit_terms(contexts(*TEXTS), least=1)
    row = space.transform(analyse_contexts([Context("Qxz!", (), "", PassageKind.NOTE)], ""))
    assert row.nnz == 0


def test_keeping_columns_keeps_their_values() -> None:
    space = fit_terms(contexts(*TEXTS), least=1)
    columns = np.array([5, 2, 9])
    assert np.array_equal(space.keep(columns).idf, space.idf[columns])
    assert space.keep(columns).width == 3


def test_masked_words_have_no_letter_sequences() -> None:
    assert split_letters("‹namn›") == []
    assert split_letters("år") == [" å", "år", "r ", " år", "år ", " år "]
