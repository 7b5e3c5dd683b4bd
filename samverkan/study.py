"""The study folder: everything that an inventory was made from, in one place.

``samverkan.toml``, ``codebook.yaml`` and (optional) ``municipalities.csv`` are the researchers' to edit;
``corpus.db``, ``blobs/``, ``models/``, ``vectors/`` and ``exports/`` are samverkan's.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.blobs import Blobs
from corpus.errors import StudyExists, StudyMissing
from corpus.records import Codebook
from corpus.store import Store
from crawler.registry import Registry, load_registry
from samverkan.config import CONFIG_NAME, Config, format_config, load_config

if TYPE_CHECKING:
    from models.classifier import Classifier
    from samverkan.row_pictures import RowPictures


@dataclass(frozen=True)
class Study:
    """A study's folder and its configuration. Opening it reads only the configuration."""

    folder: Path
    config: Config

    @property
    def database(self) -> Path:
        """The SQLite database."""
        return self.folder / "corpus.db"

    @property
    def codebook_path(self) -> Path:
        """The study's own codebook."""
        return self.folder / "codebook.yaml"

    @property
    def models_folder(self) -> Path:
        """Models trained in this study; without one the shipped starter is used."""
        return self.folder / "models"

    @property
    def vectors_folder(self) -> Path:
        """Vectors of passages, one file an encoder; can be deleted at any time."""
        return self.folder / "vectors"

    @property
    def exports(self) -> Path:
        """Where inventories are written."""
        return self.folder / "exports"

    @cached_property
    def blobs(self) -> Blobs:
        """The stored bytes."""
        return Blobs(self.folder / "blobs")

    @cached_property
    def row_pictures(self) -> RowPictures:
        """What draws rows of the inventory, and remembers them from one product to the next."""
        from samverkan.row_pictures import RowPictures

        return RowPictures(self.blobs)

    @cached_property
    def registry(self) -> Registry:
        """The 290 municipalities, with the study's own rows over them."""
        own = self.folder / "municipalities.csv"
        return load_registry(own) if own.is_file() else load_registry()

    @cached_property
    def codebook(self) -> Codebook:
        """The study's codebook, checked."""
        from models.codebook import load_codebook

        return load_codebook(self.codebook_path)

    def open_store(self) -> Store:
        """Open the database. Raises StoreNewer, StoreBroken, StoreBusy."""
        return Store.open(self.database)

    def load_classifier(self) -> Classifier:
        """The study's own model when one was promoted, else the shipped starter; for this codebook."""
        from models.shelf import Shelf

        current = Shelf(self.models_folder).load_current()
        return current.for_codebook(self.codebook).remembering(self.vectors_folder)


def create_study(folder: Path, config: Config) -> Study:
    """Make a study folder with these settings. Raises StudyExists; other files in it are left alone."""
    if (folder / CONFIG_NAME).exists():
        raise StudyExists(f"There is a study in {folder} already. Open it with: cd {folder}")
    if folder.exists() and not folder.is_dir():
        raise StudyExists(f"{folder} is a file: name another folder.")
    from models.codebook import DEFAULT_CODEBOOK

    folder.mkdir(parents=True, exist_ok=True)
    for name in ("blobs", "models", "exports"):
        (folder / name).mkdir(exist_ok=True)
    shutil.copyfile(DEFAULT_CODEBOOK, folder / "codebook.yaml")
    Store.create(folder / "corpus.db").close()
    # Written last: a folder with a configuration is a whole study.
    (folder / CONFIG_NAME).write_text(format_config(config), "utf-8")
    return open_study(folder)


def open_study(folder: Path) -> Study:
    """The study in `folder`. Raises StudyMissing, ConfigError."""
    path = folder / CONFIG_NAME
    if not path.is_file():
        raise StudyMissing(
            f"There is no study in {folder}. Go into a study's folder, name one with --study, "
            "or make one with: samverkan init NAME"
        )
    return Study(folder, load_config(path))


def find_study(start: Path) -> Study:
    """The study that `start` lies in: the folder itself or the nearest one above. Raises StudyMissing."""
    for folder in (start, *start.parents):
        if (folder / CONFIG_NAME).is_file():
            return open_study(folder)
    return open_study(start)
