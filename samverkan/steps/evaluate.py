"""Measuring the model in use against people: together, as settled, and each coder."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.reader import Reader
from corpus.records import Judgement
from corpus.store import Store
from models.classifier import Classifier
from models.judgements import JudgedPassage, judge_document
from models.promotion import Scores, score_answers
from models.stopping import Interval
from models.study_answers import ask
from samverkan.study import Study

TOGETHER, SETTLED = "all together", "settled"


@dataclass(frozen=True, slots=True)
class Measured:
    """The model against one side: `name` is "coder" and a name, or "all together", or "settled"."""

    name: str
    passages: int
    scores: Scores


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The model in use against every side, the first of which is all people together."""

    coder: str
    sides: tuple[Measured, ...]


def evaluate_study(study: Study, store: Store) -> Evaluation:
    """Measure the model in use; passages that it learnt from count as it answered them unseen."""
    classifier = study.load_classifier()
    with store.reading() as reader:
        sides = read_sides(reader)
    return Evaluation(
        classifier.coder, tuple(measure(name, judged, classifier) for name, judged in sides.items())
    )


def read_sides(reader: Reader) -> dict[str, tuple[JudgedPassage, ...]]:
    """What is measured by: all judgements weighed together, the settled ones, and each coder's own."""
    names = {one.code: one.name for one in reader.iter_municipalities()}
    sides: dict[str, list[JudgedPassage]] = defaultdict(list)
    for document in reader.iter_documents():
        judgements = tuple(reader.iter_judgements(document.sha256))
        if not judgements:
            continue
        passages = tuple(reader.iter_passages(document.sha256))
        for name, chosen in _split(judgements).items():
            sides[name].extend(judge_document(passages, chosen, names.get(document.municipality, "")))
    first = [name for name in (TOGETHER, SETTLED) if sides.get(name)]
    rest = sorted(name for name in sides if name not in (TOGETHER, SETTLED) and sides[name])
    return {name: tuple(sides[name]) for name in (*first, *rest)}


def measure(name: str, judged: Sequence[JudgedPassage], classifier: Classifier) -> Measured:
    """The model's scores against one side."""
    return Measured(name, len(judged), score_answers(ask(classifier, judged), classifier.scorer.heads.codes))


def iter_lines(evaluation: Evaluation) -> Iterator[str]:
    """The evaluation as a table: a line for each side, then one for each code, the best known first."""
    if not evaluation.sides:
        yield "evaluate: nothing to measure by: judge passages first (samverkan review)."
        return
    yield f"evaluate: {evaluation.coder} against people, F1 with 95 % intervals."
    yield f"  {'':<32}{'passages':>9}  {'external':<22}{'mean of codes':<22}"
    for side in evaluation.sides:
        scores = side.scores
        yield f"  {side.name:<32}{side.passages:>9}  {_say(scores.external):<22}{_say(scores.macro)}"
    codes = evaluation.sides[0].scores.codes
    for code in sorted(codes, key=lambda code: (-codes[code].value, code)):
        yield f"  {code:<32}{'':>9}  {_say(codes[code])}"


def as_json(evaluation: Evaluation) -> dict[str, Any]:
    """The evaluation for programs: value, low and high of each figure, null where nothing can be said."""

    def say(interval: Interval) -> list[float | None]:
        return [None if math.isnan(v) else v for v in (interval.value, interval.low, interval.high)]

    sides = [
        {
            "name": side.name,
            "passages": side.passages,
            "external_f1": say(side.scores.external),
            "macro_f1": say(side.scores.macro),
            "codes": {code: say(interval) for code, interval in side.scores.codes.items()},
        }
        for side in evaluation.sides
    ]
    return {"coder": evaluation.coder, "sides": sides}


def _say(interval: Interval) -> str:
    if math.isnan(interval.value):
        return "–"
    return f"{interval.value:.2f} ({interval.low:.2f}–{interval.high:.2f})"


def _split(judgements: Sequence[Judgement]) -> dict[str, list[Judgement]]:
    sides: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        sides[TOGETHER].append(judgement)
        if judgement.settles:
            sides[SETTLED].append(judgement)
        else:
            sides[f"coder {judgement.reviewer}"].append(judgement)
    return sides
