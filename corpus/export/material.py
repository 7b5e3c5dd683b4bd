"""What every export writes from, and what it tells of its writing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from corpus.blobs import Blobs
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory
from corpus.reader import Reader


@dataclass(frozen=True, slots=True)
class Material:
    """The inventory with the words of one language; the store and the documents' bytes for what else is told.

    `reader` and `blobs` are for formats that hold more than the inventory: single codings, whole documents.
    """

    inventory: Inventory
    texts: Texts
    reader: Reader
    blobs: Blobs


@dataclass(frozen=True, slots=True)
class Written:
    """What one export wrote: its `summary` ("173 rows"), and a line for each thing that it left out."""

    summary: str
    left_out: tuple[str, ...] = ()


Exporter = Callable[[Material, Path], Written]
"""Writes one file or folder, whole or not at all. Raises ExportBlocked, DiskFull."""
