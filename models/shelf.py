"""The models of a study: each in a folder of its coder's name, and a file ``current`` that names one.

``models/study-1a2b3c4d/`` holds arrays.npz and model.json; ``models/current`` is one line of text, the
coder, and ``models/promoted`` one line for each promotion, oldest first. Without ``current`` the shipped
starter is in use. Models are never deleted.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from models.classifier import STARTER, Classifier
from models.errors import ModelError

_CURRENT: Final = "current"
_PROMOTED: Final = "promoted"
_CODER: Final = re.compile(r"[a-z0-9_]+-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Shelved:
    """A model on the shelf. `current` tells whether it is in use."""

    coder: str
    folder: Path
    card: Mapping[str, Any]
    current: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """A study's folder of models; it need not exist yet."""

    folder: Path

    def current_folder(self) -> Path:
        """Where the model in use lies: the study's own, or the shipped starter. Raises ModelError."""
        coder = self._read(_CURRENT)
        if not coder:
            return STARTER
        name = coder[-1]
        if not _CODER.fullmatch(name) or not (self.folder / name).is_dir():
            msg = f"{self.folder / _CURRENT} names {name!r}, which is not there: samverkan train --back"
            raise ModelError(msg)
        return self.folder / name

    def load_current(self) -> Classifier:
        """The model in use. Raises ModelError."""
        return Classifier.load(self.current_folder())

    def add(self, classifier: Classifier) -> Path:
        """Keep a model, whole or not at all; it is not in use yet. A model that is there stays as it is."""
        place = self.folder / classifier.coder
        if not place.is_dir():
            half = self.folder / f".{classifier.coder}.{os.getpid()}"
            classifier.save(half)
            half.replace(place)
        return place

    def promote(self, coder: str) -> None:
        """Use this model from now on. Raises ModelError when it is not on the shelf."""
        if not _CODER.fullmatch(coder) or not (self.folder / coder).is_dir():
            raise ModelError(f"there is no model {coder!r} here: choose one that 'samverkan train' has kept")
        if self._read(_CURRENT) != [coder]:
            self._write(_PROMOTED, [*self._read(_PROMOTED), coder])
            self._write(_CURRENT, [coder])

    def go_back(self) -> str:
        """Use the model before the one in use; returns its coder, "" for the starter. Raises ModelError."""
        promoted = self._read(_PROMOTED)
        if not promoted:
            raise ModelError("no model was promoted in this study: the starter is in use")
        earlier = promoted[:-1]
        if earlier:
            self._write(_CURRENT, earlier[-1:])
        else:
            (self.folder / _CURRENT).unlink(missing_ok=True)
        self._write(_PROMOTED, earlier)
        return earlier[-1] if earlier else ""

    def list_models(self) -> tuple[Shelved, ...]:
        """Every model of the study by coder, the starter not among them. Raises ModelError."""
        current = self._read(_CURRENT)
        if not self.folder.is_dir():
            return ()
        found = []
        for place in sorted(self.folder.iterdir()):
            if place.is_dir() and _CODER.fullmatch(place.name):
                card = Classifier.load(place).card
                found.append(Shelved(place.name, place, card, current == [place.name]))
        return tuple(found)

    def _read(self, name: str) -> list[str]:
        try:
            return (self.folder / name).read_text("utf-8").split()
        except FileNotFoundError:
            return []

    def _write(self, name: str, lines: list[str]) -> None:
        """Replace a file in one step, so that it is never seen half-written."""
        half = self.folder / f".{name}.{os.getpid()}"
        with half.open("w", encoding="utf-8") as file:
            file.write("".join(f"{line}\n" for line in lines))
            file.flush()
            os.fsync(file.fileno())
        half.replace(self.folder / name)
