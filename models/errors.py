"""The errors of `models`, each saying when it is raised and what to do.

ModelsError
├── CodebookError   a codebook file cannot be used: mend the line it names
├── MaterialError   a file of training material is damaged: mend the line it names
├── ModelError      a saved model cannot be used: train it again, or give another folder
├── TrainingError   there is too little to learn from: give more coded material
├── EditError       a change of the codebook makes no sense: the message says which and why
├── StoppingError   counts that cannot be: count again
└── EncoderError    an encoder cannot be loaded: give a folder that holds one, or fetch it first
"""

from __future__ import annotations

from pathlib import Path


class ModelsError(Exception):
    """Root of everything that `models` raises on purpose."""


class CodebookError(ModelsError):
    """The codebook has an error. Mend the named line; the message says how.

    `line` counts from 1. The string is ``codebook.yaml:12: message``.
    """

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path.name}:{line}: {message}")
        self.path = path
        self.line = line
        self.message = message


class MaterialError(ModelsError):
    """A line of the training material is not what it should be. `line` counts from 1."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path.name}:{line}: {message}")
        self.path = path
        self.line = line


class ModelError(ModelsError):
    """A saved model is missing, damaged or of another format. Train again or name another folder."""


class TrainingError(ModelsError):
    """The material cannot train a classifier: a gate class or all of a code's examples are missing."""


class EditError(ModelsError):
    """An edit of the codebook cannot be made, as when it names a code that is not there. Change the edit."""


class StoppingError(ModelsError, ValueError):
    """Counts given to a stopping rule contradict each other, as more positives than passages."""


class EncoderError(ModelsError):
    """An encoder cannot be loaded from the folder or name that was given."""
