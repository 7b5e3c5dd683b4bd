from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.records import CodeId
from models.calibration import sigmoid
from models.classifier import STARTER, Classifier
from models.correction import (
    Correction,
    Logits,
    Seen,
    Strength,
    absorb_calibration,
    add_heads,
    correct,
    difference,
    fit_correction,
    see,
)
from models.errors import ModelError
from models.foundation import load_folds, save_folds
from models.judgements import Targets
from models.material import read_document_examples, training_examples
from models.scorer import Inputs, Scorer, analyse_contexts
from models.tuning import RawScores

DOCUMENT = STARTER.parent / "documents" / "sunnanvik-anhorigstod-och-frivilliga.jsonl"
NEW = CodeId("partner.choir")


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    starter = absorb_calibration(Classifier.load(STARTER).scorer)
    return add_heads(starter, (*starter.heads.codes[:5], NEW))


@pytest.fixture(scope="module")
def inputs(scorer: Scorer) -> Inputs:
    contexts = [example.context for example in read_document_examples(DOCUMENT)]
    return scorer.prepare(analyse_contexts(contexts, "Sunnanvik"))


def logits_of(scorer: Scorer, inputs: Inputs) -> Logits:
    gates = scorer.gate.raw(inputs.terms, inputs.features)
    heads = scorer.heads.raw(inputs.terms, scorer.dense(inputs, np.arange(len(inputs.contexts))))
    return Logits.of(RawScores(gates, heads))


def targets_for(inputs: Inputs, codes: int) -> Targets:
    """Even rows are strategies that hold the last code, odd ones are nothing."""
    rows = len(inputs.contexts)
    gates = np.eye(4)[[0 if row % 2 == 0 else 3 for row in range(rows)]]
    shares = np.zeros((rows, codes))
    shares[::2, -1] = 1
    known = np.zeros((rows, codes))
    known[::2] = 1
    return Targets(gates, shares, known)


@pytest.fixture(scope="module")
def fitted(scorer: Scorer, inputs: Inputs) -> tuple[Seen, Correction]:
    seen, codes = see(scorer, inputs), len(scorer.heads.codes)
    weak = np.array([code == NEW for code in scorer.heads.codes])
    targets = targets_for(inputs, codes)
    return seen, fit_correction(seen, logits_of(scorer, inputs), targets, weak, Strength(1.0, 1.0))


def test_a_corrected_scorer_says_what_the_changes_say(
    scorer: Scorer, inputs: Inputs, fitted: tuple[Seen, Correction]
) -> None:
    seen, correction = fitted
    expected = correction.apply(seen, logits_of(scorer, inputs))
    found = logits_of(correct(scorer, correction), inputs)
    assert np.allclose(found.raw().gates, expected.raw().gates, atol=1e-4)
    assert np.allclose(found.heads, expected.heads, atol=0.02)  # saved in half precision


def test_the_changes_can_be_read_back_from_a_corrected_scorer(
    scorer: Scorer, inputs: Inputs, fitted: tuple[Seen, Correction]
) -> None:
    seen, correction = fitted
    logits = logits_of(scorer, inputs)
    back = difference(correct(scorer, correction), scorer).apply(seen, logits)
    expected = correction.apply(seen, logits)
    assert np.allclose(back.raw().gates, expected.raw().gates, atol=1e-4)
    assert np.allclose(back.heads, expected.heads, atol=0.02)


def test_a_correction_moves_towards_what_people_said(
    scorer: Scorer, inputs: Inputs, fitted: tuple[Seen, Correction]
) -> None:
    seen, correction = fitted
    before = logits_of(scorer, inputs)
    after = correction.apply(seen, before)
    assert after.raw().gates[::2, 0].mean() > before.raw().gates[::2, 0].mean() + 0.1
    assert after.raw().gates[1::2, 3].mean() > before.raw().gates[1::2, 3].mean()
    assert sigmoid(after.heads[::2, -1]).min() > 0.5 > sigmoid(before.heads[::2, -1]).max()


def test_the_smaller_the_strength_the_smaller_the_change(scorer: Scorer, inputs: Inputs) -> None:
    seen, logits = see(scorer, inputs), logits_of(scorer, inputs)
    weak = np.zeros(len(scorer.heads.codes), dtype=np.bool_)
    targets = targets_for(inputs, len(weak))
    sizes = [
        np.abs(fit_correction(seen, logits, targets, weak, Strength(size, size)).gate).sum()
        for size in (0.01, 0.1, 1.0)
    ]
    assert sizes[0] < sizes[1] < sizes[2]


def test_where_nothing_is_known_nothing_changes(scorer: Scorer, inputs: Inputs) -> None:
    seen, logits = see(scorer, inputs), logits_of(scorer, inputs)
    codes = len(scorer.heads.codes)
    nothing = np.zeros((len(inputs.contexts), codes))
    targets = Targets(np.zeros((len(nothing), 4)), nothing, nothing)
    correction = fit_correction(seen, logits, targets, np.zeros(codes, dtype=np.bool_), Strength())
    assert not correction.gate.any()
    assert not correction.heads.any()


def test_absorbing_the_calibration_changes_no_probability(inputs: Inputs) -> None:
    scorer = Classifier.load(STARTER).scorer
    dense = scorer.dense(inputs, np.arange(len(inputs.contexts)))
    before = scorer.heads.score(inputs.terms, dense)
    after = absorb_calibration(scorer).heads.score(inputs.terms, dense)
    assert np.allclose(before, after, atol=1e-5)


def test_the_shipped_scores_out_of_fold_are_of_the_shipped_material() -> None:
    examples = training_examples()
    codes = (*Classifier.load(STARTER).scorer.heads.codes[:3], NEW)
    raw = load_folds(STARTER, examples, codes)
    assert raw.gates.shape == (len(examples), 4)
    assert np.allclose(raw.gates.sum(axis=1), 1, atol=1e-5)
    assert not raw.heads[:, 3].any()
    assert raw.heads[:, :3].std(axis=0).min() > 0.5


def test_scores_of_other_material_or_a_damaged_file_are_refused(tmp_path: Path) -> None:
    examples = read_document_examples(DOCUMENT)
    raw = RawScores(np.full((len(examples), 4), 0.25), np.zeros((len(examples), 1)))
    save_folds(tmp_path, examples, [NEW], raw)
    assert load_folds(tmp_path, examples, [NEW]).heads.shape == (len(examples), 1)
    with pytest.raises(ModelError, match="other material"):
        load_folds(tmp_path, examples[1:], [NEW])
    (tmp_path / "folds.npz").write_bytes(b"PK")
    with pytest.raises(ModelError, match="make starter"):
        load_folds(tmp_path, examples, [NEW])
    (tmp_path / "folds.npz").unlink()
    with pytest.raises(ModelError, match="make starter"):
        load_folds(tmp_path, examples, [NEW])
