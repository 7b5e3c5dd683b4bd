"""One round of learning: train on all that people judged, keep the model, say whether it may be used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.records import Codebook, CodeId
from models.classifier import Classifier
from models.decision import NEVER
from models.judgements import JudgedPassage
from models.people import OnProgress, PeopleSettings, train_from_people
from models.promotion import Promotion
from models.shelf import Shelf
from models.study_answers import compare_models


@dataclass(frozen=True, slots=True)
class Learnt:
    """A model on the shelf, not in use yet. `before` is the coder in use; `new_codes` it never gave."""

    classifier: Classifier
    before: str
    promotion: Promotion
    new_codes: tuple[CodeId, ...]


def learn(
    judged: Sequence[JudgedPassage],
    codebook: Codebook,
    shelf: Shelf,
    settings: PeopleSettings,
    on_progress: OnProgress = lambda _done, _all, _what: None,
) -> Learnt:
    """Train, compare with the model in use, put the new one on the shelf. Raises TrainingError, ModelError.

    A block of vectors that the model in use has is tried again, unless the settings name another encoder.
    Whoever calls decides what to do with the promotion: ``shelf.promote(learnt.classifier.coder)``.
    """
    current = shelf.load_current()
    if settings.encoder is None:
        settings = replace(settings, encoder=current.scorer.block)
    model = train_from_people(judged, codebook, settings, on_progress)
    promotion = compare_models(model, current, judged, codebook)
    shelf.add(model.classifier)
    gives = {code for code, limit in model.classifier.thresholds.codes.items() if limit != NEVER}
    gave = {code for code, limit in current.thresholds.codes.items() if limit != NEVER}
    return Learnt(model.classifier, current.coder, promotion, tuple(sorted(gives - gave)))
