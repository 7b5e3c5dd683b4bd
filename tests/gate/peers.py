"""What others would use, trained on the very same material: only a fair baseline is worth beating.

*ASReview*: its recipe, words and word pairs weighed by TF-IDF and a linear support vector machine with
balanced classes (ASReview LAB's default, "ELAS u4"). *Logistic*: the same words, logistic regression. Each
sees the headings and the text, has the examples' weights, asks its heads about outside collaboration only,
and has its thresholds from out-of-fold scores grouped by municipality, all as the shipped model does. *Cue
words*: a code holds where one of its cue words stands, of passages that the shipped model says are external.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from corpus.records import Codebook, CodeId
from models.calibration import Sigmoid, best_threshold, fit_sigmoid
from models.cues import index_cues
from models.evaluation import EXTERNAL
from models.folds import assign_folds
from models.material import Example
from models.phrases import split_words

Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]
Said = list[frozenset[CodeId]]

FEWEST: Final = 10
"""Positives below which no head is trained, as in the shipped model."""
_RATIO: Final = 9.8
"""The weight that ASReview's balancer gives what is relevant against the rest."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A recipe: `make` gives a new classifier with the interface of scikit-learn."""

    name: str
    make: Callable[[], Any]


def list_peers() -> tuple[Peer, ...]:
    """The peers of the table."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.svm import LinearSVC

    return (
        Peer("ASReview", lambda: LinearSVC(C=0.11, class_weight={0: 1.0, 1: _RATIO})),
        Peer("logistic", lambda: LogisticRegression(C=10.0, solver="liblinear", class_weight="balanced")),
    )


@dataclass(frozen=True, slots=True)
class Training:
    """Examples as peers take them; columns of `truth` are "external", then `codes`."""

    texts: Sequence[str]
    truth: Truths
    weights: Doubles
    natural: Truths
    folds: Ints
    codes: tuple[CodeId, ...]


def as_training(examples: Sequence[Example], codebook: Codebook) -> Training:
    """The same examples, weights and folds that the shipped model has."""
    counts = {
        code.id: sum(code.id in one.codes for one in examples)
        for code in codebook.codes
        if not code.id.startswith("gate.")
    }
    codes = tuple(code for code, count in counts.items() if count >= FEWEST)
    return Training(
        texts=[_text(one) for one in examples],
        truth=np.array([[bool(one.codes & EXTERNAL), *(c in one.codes for c in codes)] for one in examples]),
        weights=np.array([one.weight for one in examples]),
        natural=np.array([bool(one.municipality) for one in examples]),
        folds=assign_folds([one.group for one in examples], 5),
        codes=codes,
    )


def score_unseen(peer: Peer, training: Training) -> Doubles:
    """Scores of every example by a fit on the other folds: (rows, 1 + codes)."""
    scores = np.zeros(training.truth.shape)
    for fold in np.unique(training.folds):
        seen, asked = np.flatnonzero(training.folds != fold), np.flatnonzero(training.folds == fold)
        scores[asked] = _fit_and_score(peer, training, seen, [training.texts[row] for row in asked])
    return scores


def answer_folds(training: Training, scores: Doubles) -> tuple[Said, Doubles]:
    """Answers to the examples in documents, thresholds too from the other folds; and scores for external."""
    said: dict[int, frozenset[CodeId]] = {}
    external = np.zeros(len(scores))
    for fold in np.unique(training.folds):
        seen = np.flatnonzero((training.folds != fold) & training.natural)
        asked = np.flatnonzero((training.folds == fold) & training.natural)
        thresholds = _set_thresholds(scores[seen], training.truth[seen])
        said.update(zip(asked.tolist(), _decide(scores[asked], thresholds, training.codes), strict=True))
        external[asked] = _calibrate(training, scores, seen).apply(scores[asked, 0])
    rows = np.flatnonzero(training.natural)
    return [said[row] for row in rows.tolist()], external[rows]


def answer_new(
    peer: Peer, training: Training, scores: Doubles, examples: Sequence[Example]
) -> tuple[Said, Doubles]:
    """Answers to other examples by a fit on all of the training, and their scores for external."""
    thresholds = _set_thresholds(scores[training.natural], training.truth[training.natural])
    everything = np.arange(len(training.texts))
    found = _fit_and_score(peer, training, everything, [_text(one) for one in examples])
    external = _calibrate(training, scores, np.flatnonzero(training.natural)).apply(found[:, 0])
    return _decide(found, thresholds, training.codes), external


def answer_by_cues(texts: Sequence[str], said: Sequence[frozenset[CodeId]], codebook: Codebook) -> Said:
    """The codes whose cue words stand in a text, where the model said that it is external."""
    index = index_cues(codebook)
    answers = []
    for text, codes in zip(texts, said, strict=True):
        gate = codes & EXTERNAL
        found = {CodeId(match.label) for match in index.iter_matches(text, split_words(text))} if gate else ()
        answers.append(gate | frozenset(found))
    return answers


def _text(example: Example) -> str:
    return "\n".join((*example.context.headings, example.context.text))


def _fit_and_score(peer: Peer, training: Training, seen: Ints, asked: Sequence[str]) -> Doubles:
    from sklearn.feature_extraction.text import TfidfVectorizer

    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, max_df=0.95, min_df=2)
    rows = words.fit_transform([training.texts[row] for row in seen.tolist()])
    new = words.transform(asked)
    scores = np.full((len(asked), training.truth.shape[1]), -np.inf)
    external = training.truth[seen, 0]
    for column in range(training.truth.shape[1]):
        use = np.arange(len(seen)) if column == 0 else np.flatnonzero(external)
        truth = training.truth[seen[use], column]
        if truth.any() and not truth.all():
            model = peer.make().fit(rows[use], truth.astype(int), training.weights[seen[use]])
            scores[:, column] = model.decision_function(new)
    return scores


def _calibrate(training: Training, scores: Doubles, rows: Ints) -> Sigmoid:
    return fit_sigmoid(scores[rows, 0], training.truth[rows, 0], training.weights[rows])


def _set_thresholds(scores: Doubles, truth: Truths) -> Doubles:
    """The best threshold of each column; heads are asked where the first column says yes."""
    first = best_threshold(scores[:, 0], truth[:, 0])
    heads = np.where((scores[:, 0] >= first)[:, None], scores[:, 1:], -1e9)
    heads = np.maximum(heads, -1e9)  # finite: a threshold lies between two scores
    rest = [best_threshold(heads[:, n], truth[:, n + 1]) for n in range(heads.shape[1])]
    return np.array([first, *rest])


def _decide(scores: Doubles, thresholds: Doubles, codes: Sequence[CodeId]) -> Said:
    yes = scores >= thresholds
    strategy = min(EXTERNAL)
    return [
        frozenset((strategy, *(code for code, given in zip(codes, row[1:], strict=True) if given)))
        if row[0]
        else frozenset()
        for row in yes
    ]
