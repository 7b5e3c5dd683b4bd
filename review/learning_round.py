"""One round of learning from the answers of a study: a new model on the shelf, and a report on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from corpus.records import CodeId, Document, PassageId
from corpus.review_reader import ReviewReader
from corpus.store import Store
from corpus.times import now
from models.chance import find_chances
from models.codebook import load_codebook
from models.gate import GATES
from models.judgements import JudgedPassage, judge_document
from models.learning import Learnt, learn
from models.people import PeopleSettings
from models.promotion import Scores, score_answers
from models.shelf import Shelf
from models.stopping import Interval
from models.study_answers import ask
from review.learning_report import UNMEASURED, Flip, Measured, Report, Score, measured, save_report
from review.learning_words import list_reasons

if TYPE_CHECKING:
    from models.classifier import Classifier
    from review.learning_work import Task

LOOKED_AT: Final = 3_000
"""Passages that the new model is tried on to see what would change; of a larger study a sample, in whole
documents."""
LISTED: Final = 200
"""So many changed passages are listed; more are counted."""


def learn_round(task: Task, advance: Callable[[int, int, str], None]) -> str:
    """Learn, compare, keep the model and a report; returns the model's name, "" when it teaches nothing new.

    Raises CorpusError, ModelsError.
    """
    codebook, shelf = load_codebook(task.codebook), Shelf(task.models)
    with Store.open(task.database) as store:
        with store.reviewing() as reader:
            judged = read_judged(reader)
        current = shelf.load_current().for_codebook(codebook)
        learnt = learn(judged, codebook, shelf, PeopleSettings(), advance)
        if learnt.classifier.coder in (learnt.before, current.coder):
            return ""
        scores = score_before_after(current, learnt, judged)
        with store.reviewing() as reader:
            trial = try_model(reader, learnt.classifier, advance)
    save_report(task.models, _write_report(learnt, len(judged), scores, trial))
    return learnt.classifier.coder


def read_judged(reader: ReviewReader) -> tuple[JudgedPassage, ...]:
    """Every judged passage of the study with its surroundings, and how probably it was drawn by chance."""
    names = {one.code: one.name for one in reader.iter_municipalities()}
    answered = {one.passage for one in reader.iter_standing_answers()}
    chances = find_chances(reader.iter_batch_items(None, None), answered)
    judged: list[JudgedPassage] = []
    for document in reader.iter_documents():
        judgements = tuple(reader.iter_judgements(document.sha256))
        if judgements:
            passages = tuple(reader.iter_passages(document.sha256))
            own_name = names.get(document.municipality, "")
            judged.extend(judge_document(passages, judgements, own_name, chances))
    return tuple(judged)


def score_before_after(
    current: Classifier, learnt: Learnt, judged: Sequence[JudgedPassage]
) -> tuple[Score, ...]:
    """F1 of both models on what people judged, neither asked about what it learned from."""
    card: Any = learnt.classifier.card
    after, positives = card["out_of_fold"], card["positives"]
    codes = learnt.classifier.scorer.heads.codes
    before = score_answers(ask(current, sorted(judged, key=lambda one: one.passage)), codes)
    external = sum(positives.get(gate, 0) for gate in GATES[:2])
    rows = [
        Score("external", _measure(before, "external"), _take(after["external_f1"]), external),
        Score("macro", _measure(before, "macro"), _take(after["macro_f1"]), 0),
    ]
    for code in codes:
        if code in before.codes or code in after["codes"]:
            new = _take(after["codes"].get(code))
            rows.append(Score(code, _measure(before, code), new, positives.get(code, 0)))
    return tuple(rows)


def _measure(scores: Scores, name: str) -> Measured:
    figures: dict[str, Interval] = {"external": scores.external, "macro": scores.macro}
    figures |= {str(code): interval for code, interval in scores.codes.items()}
    of = figures.get(name)
    return UNMEASURED if of is None else measured(of.value, of.low, of.high)


def _take(values: Sequence[float | None] | None) -> Measured:
    return UNMEASURED if values is None else (values[0], values[1], values[2])


@dataclass(frozen=True, slots=True)
class Trial:
    """What a model would change, tried on some of the documents."""

    flips: tuple[Flip, ...]
    passages: int
    documents: int
    of_documents: int


def try_model(
    reader: ReviewReader, classifier: Classifier, advance: Callable[[int, int, str], None]
) -> Trial:
    """Classify documents without storing it, and hold that against what is suggested now.

    Documents come by their hash, which is as good as by chance.
    """
    names = {one.code: one.name for one in reader.iter_municipalities()}
    documents = [one for one in reader.iter_documents() if reader.find_document_coder(one.sha256)]
    flips: list[Flip] = []
    passages = tried = 0
    most = min(LOOKED_AT, reader.count_records()["passages"])
    for document in documents:
        if passages >= LOOKED_AT:
            break
        advance(passages, most, document.name)
        found, count = _try_document(reader, classifier, document, names.get(document.municipality, ""))
        flips += found
        passages += count
        tried += 1
    return Trial(tuple(sorted(flips, key=_weigh)), passages, tried, len(documents))


def _weigh(flip: Flip) -> tuple[bool, int]:
    """Changes of the gate first, then those of most codes."""
    changed = {*flip.gained, *flip.lost}
    return not changed & set(GATES), -len(changed)


def _try_document(
    reader: ReviewReader, classifier: Classifier, document: Document, own_name: str
) -> tuple[list[Flip], int]:
    passages = tuple(reader.iter_passages(document.sha256))
    said: dict[PassageId, set[CodeId]] = {passage.id: set() for passage in passages}
    for coding in reader.iter_codings(reader.find_document_coder(document.sha256) or "", document.sha256):
        if coding.accepted:
            said[coding.passage].add(coding.code)
    flips = []
    for one in classifier.classify(passages, own_name):
        codes = {coding.code for coding in one.codings if coding.accepted}
        if codes != said[one.passage]:
            gained, lost = _sort(codes - said[one.passage]), _sort(said[one.passage] - codes)
            flips.append(Flip(one.passage, document.sha256, gained, lost))
    return flips, len(passages)


def _sort(codes: Iterable[CodeId]) -> tuple[CodeId, ...]:
    return tuple(sorted(codes))


def _write_report(learnt: Learnt, judged: int, scores: tuple[Score, ...], trial: Trial) -> Report:
    return Report(
        coder=learnt.classifier.coder,
        before=learnt.before,
        at=now(),
        judged=judged,
        promote=learnt.promotion.promote,
        reasons=list_reasons(learnt.promotion),
        new_codes=learnt.new_codes,
        scores=scores,
        flips=trial.flips[:LISTED],
        flipped=len(trial.flips),
        looked=trial.passages,
        documents=trial.documents,
        of_documents=trial.of_documents,
    )
