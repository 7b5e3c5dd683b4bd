"""The models of a study as people read of them: what each was made from, and what it is worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.records import Codebook, CodeId
from models.classifier import STARTER, Classifier
from models.decision import NEVER
from models.shelf import Shelf
from review.learning_report import UNMEASURED, Measured


@dataclass(frozen=True, slots=True)
class CodeScore:
    """What a model is worth on one code (F1), from how many passages that hold it, and from which probability
    on it says yes; None when it never does by itself.
    """

    code: CodeId
    f1: Measured
    positives: int
    threshold: float | None


@dataclass(frozen=True, slots=True)
class Card:
    """A model. `name` is that of its folder, `coder` as it signs its codings of this codebook. `own` tells
    that it learned in this study; `missing` are codes that it cannot give.
    """

    name: str
    coder: str
    own: bool
    current: bool
    passages: int
    municipalities: tuple[str, ...]
    codebook_version: str
    external: Measured
    macro: Measured
    codes: tuple[CodeScore, ...]
    missing: tuple[CodeId, ...]


class ModelShelf:
    """The models of a study, read once for each time that they change."""

    def __init__(self, folder: Path) -> None:
        self._shelf = Shelf(folder)

    def load_current(self, codebook: Codebook) -> Card:
        """The model in use, for this codebook. Raises ModelError."""
        place = self._shelf.current_folder()
        classifier = _load(place).for_codebook(codebook)
        card = describe(classifier, _load(place).coder, classifier.missing_codes(codebook))
        return replace(card, own=place != STARTER, current=True)

    def list_cards(self) -> tuple[Card, ...]:
        """Every model that learned in this study, by name; the shipped one is not among them."""
        used = self._shelf.current_folder()
        return tuple(replace(_read_card(place), current=place == used) for place in self._iter_places())

    def _iter_places(self) -> Iterator[Path]:
        """The folders of models; what was broken off begins with a dot."""
        if self._shelf.folder.is_dir():
            for place in sorted(self._shelf.folder.iterdir()):
                if (place / "model.json").is_file() and not place.name.startswith("."):
                    yield place

    def has_earlier(self) -> bool:
        """Whether there is something to go back to: a model of the study is in use."""
        return self._shelf.current_folder() != STARTER

    def promote(self, coder: str) -> None:
        """Use this model. Raises ModelError."""
        self._shelf.promote(coder)

    def go_back(self) -> str:
        """Use the model before; returns its name, "" for the shipped one. Raises ModelError."""
        return self._shelf.go_back()


@lru_cache(maxsize=2)
def _load(place: Path) -> Classifier:
    """A model: what is on a shelf never changes."""
    return Classifier.load(place)


@lru_cache(maxsize=100)
def _read_card(place: Path) -> Card:
    return describe(_load(place), place.name, ())


def describe(classifier: Classifier, name: str, missing: tuple[CodeId, ...]) -> Card:
    """What a model says of itself."""
    card: Mapping[str, Any] = classifier.card
    scores: Mapping[str, Any] = card["out_of_fold"]
    positives: Mapping[str, int] = card.get("positives", {})
    thresholds = classifier.thresholds.codes
    codes = [
        CodeScore(
            code,
            _read_figure(scores["codes"].get(code)),
            positives.get(code, _count_true(scores["codes"].get(code))),
            None if thresholds[code] == NEVER else thresholds[code],
        )
        for code in classifier.scorer.heads.codes
    ]
    return Card(
        name=name,
        coder=classifier.coder,
        own=True,
        current=False,
        passages=sum(card.get(key, 0) for key in ("passages", "passages_in_documents", "single_passages")),
        municipalities=tuple(card["municipalities"]),
        codebook_version=str(card["codebook_version"]),
        external=_read_figure(scores.get("external_f1", scores.get("external"))),
        macro=_read_figure(scores.get("macro_f1", scores.get("macro"))),
        codes=tuple(codes),
        missing=missing,
    )


def _read_figure(said: Any) -> Measured:
    """A figure of a card: value, low and high, or measures by name, F1 among them."""
    if isinstance(said, Mapping):
        return said.get("f1"), None, None
    return UNMEASURED if said is None else (said[0], said[1], said[2])


def _count_true(said: Any) -> int:
    return int(said["true"]) if isinstance(said, Mapping) else 0
