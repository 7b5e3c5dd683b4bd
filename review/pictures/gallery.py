"""Pictures of pages, and the words on them, kept for as long as there is room."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from typing import Final

from corpus.blobs import Blobs
from corpus.records import Box, Document, Sha256
from review.pictures.studio import NoPicture, Request, Studio

SCALES: Final = (1.0, 1.5, 2.0, 3.0)
"""Pixels a point that can be asked for. 1.5 fills half a usual screen; 3 is for reading small print."""
MOST_KEPT: Final = 64 * 2**20  # bytes: about a thousand pages

PlacedWord = tuple[str, Box]

_PDF: Final = "application/pdf"


class Gallery:
    """Where pictures come from. Its methods may be called from any thread."""

    def __init__(self, blobs: Blobs, studio: Studio | None = None) -> None:
        self._blobs = blobs
        self._studio = studio or Studio()
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[Sha256, int, float], bytes] = OrderedDict()
        self._size = 0

    def start(self) -> None:
        """Get ready, so that the first page need not wait."""
        self._studio.start()

    def stop(self) -> None:
        """End what was started."""
        self._studio.stop()

    def find_fault(self, document: Document) -> NoPicture | None:
        """Why there can be no picture of any page of a document, as far as can be told without drawing."""
        if document.media_type != _PDF:
            return NoPicture.NOT_PAGED
        return None if self._blobs.find_path(document.sha256) else NoPicture.MISSING

    def get_picture(self, document: Sha256, page: int, scale: float) -> bytes | NoPicture:
        """A page as PNG, or why there is none."""
        return self._get((document, page, scale))

    def get_words(self, document: Sha256, page: int) -> tuple[PlacedWord, ...] | NoPicture:
        """The words that the file has on a page, in its order; none on a page that is a picture of text."""
        found = self._get((document, page, 0.0))
        if isinstance(found, NoPicture):
            return found
        return tuple((word, Box(page, *box)) for word, *box in json.loads(found))

    def _get(self, key: tuple[Sha256, int, float]) -> bytes | NoPicture:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        path = self._blobs.find_path(key[0])
        if path is None:
            return NoPicture.MISSING
        made = self._studio.ask(Request(path.resolve(), *key[1:]))
        if not isinstance(made, NoPicture):
            self._keep(key, made)
        return made

    def _keep(self, key: tuple[Sha256, int, float], made: bytes) -> None:
        with self._lock:
            self._size += len(made) - len(self._kept.pop(key, b""))
            self._kept[key] = made
            while self._size > MOST_KEPT:
                _, dropped = self._kept.popitem(last=False)
                self._size -= len(dropped)
