"""The desk: the study as the review works on it, handed over by the command that starts it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.blobs import Blobs
from corpus.review_reader import ReviewReader
from corpus.review_writer import ReviewWriter
from corpus.store import Store

if TYPE_CHECKING:
    from models.classifier import Classifier


@dataclass(frozen=True, slots=True)
class Desk:
    """A study to be reviewed. `language` is what a person sees who has not chosen one; `program` and
    `settings` (a version and a hash) are recorded with what is classified from here.
    """

    name: str
    database: Path
    blobs: Blobs
    codebook_path: Path
    models_folder: Path
    language: str
    load_classifier: Callable[[], Classifier]
    program: str = ""
    settings: str = ""

    @contextmanager
    def reviewing(self) -> Iterator[ReviewReader]:
        """A look at the store at one moment. Raises CorpusError."""
        with Store.open(self.database) as store, store.reviewing() as reader:
            yield reader

    @contextmanager
    def deciding(self) -> Iterator[ReviewWriter]:
        """One transaction: what a person decides is kept whole or not at all. Raises CorpusError."""
        with Store.open(self.database) as store, store.deciding() as writer:
            yield writer
