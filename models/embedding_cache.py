"""Vectors that were made once: kept by what the text says and which encoder read it.

A file for each encoder (its id, which holds a hash of the weights, is the name), in a folder that may be
deleted at any time. Records are only ever added at the end, so that whatever ends the process costs at most
the batch that it was at. Vectors are kept as float16, which changes a cosine by less than 0.001.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from models.encoders import Encoder, Vectors

Records = npt.NDArray[Any]
Keys = npt.NDArray[np.bytes_]
Ints = npt.NDArray[np.int64]
OnEncoded = Callable[[int], None]
"""Called with how many more texts are done."""

_KEY: Final = 16
_BATCH: Final = 1024
_MOST_FRESH: Final = 500_000
"""Keys held in a dictionary (100 bytes each) before all are sorted again."""


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file of equal records that only grows. A half-written one at its end is not read, and goes."""

    path: Path
    kind: np.dtype[Any]

    def read(self) -> Records:
        """All whole records, mapped into memory."""
        try:
            count = self.path.stat().st_size // self.kind.itemsize
        except FileNotFoundError:
            count = 0
        if not count:
            return np.empty(0, self.kind)
        return np.memmap(self.path, self.kind, "r", shape=(count,))

    def add(self, records: Records) -> int:
        """Add records at the end; returns the place of the first. One process at a time, others wait."""
        from filelock import FileLock

        self.path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(self.path.with_suffix(self.path.suffix + ".lock")), self.path.open("ab") as file:
            place, torn = divmod(file.tell(), self.kind.itemsize)
            if torn:
                file.truncate(file.tell() - torn)
            file.write(records.tobytes())
        return place


@dataclass(slots=True)
class EmbeddingCache:
    """An encoder and the vectors that it has made, beside each other."""

    encoder: Encoder
    file: RecordFile
    _known: _Places | None = None

    @classmethod
    def open(cls, folder: Path, encoder: Encoder) -> EmbeddingCache:
        """The cache of this encoder in a folder, which need not exist yet."""
        kind = np.dtype([("text", f"S{_KEY}"), ("vector", "<f2", (encoder.dimensions,))])
        return cls(encoder, RecordFile(folder / f"{encoder.id}.texts", kind))

    def read(self) -> Records:
        """Records of `text`, the key, and `vector`; their places never change."""
        return self.file.read()

    def find_places(self, texts: Sequence[str], on_encoded: OnEncoded = lambda _more: None) -> Ints:
        """The place of each text's record; texts that have none are encoded first, each once."""
        keys, kept = text_keys(texts), self.read()["text"]
        if self._known is None or len(self._known.fresh) > _MOST_FRESH or not self._known.hold(keys, kept):
            self._known = _Places.of(kept)
        missing = np.flatnonzero(self._known.find(keys) < 0)
        made, first = np.unique(keys[missing], return_index=True)
        on_encoded(len(texts) - len(made))
        for begin in range(0, len(made), _BATCH):
            chosen = missing[first[begin : begin + _BATCH]]
            records = np.empty(len(chosen), self.file.kind)
            records["text"] = keys[chosen]
            records["vector"] = self.encoder.encode([texts[place] for place in chosen.tolist()])
            place = self.file.add(records)
            self._known.fresh.update(zip(keys[chosen].tolist(), itertools.count(place)))
            on_encoded(len(chosen))
        return self._known.find(keys)


@dataclass(frozen=True, slots=True)
class _Places:
    """Where keys stand: those of the file when it was read, sorted, and those that came after."""

    keys: Keys
    places: Ints
    fresh: dict[bytes, int]

    @classmethod
    def of(cls, keys: Keys) -> _Places:
        """The places of these keys; of equal ones the first counts."""
        order = np.argsort(keys, kind="stable")
        return cls(keys[order], order, {})

    def hold(self, keys: Keys, kept: Keys) -> bool:
        """Whether those of the keys that are known stand there: somebody may have deleted the file."""
        found = self.find(keys)
        known = found >= 0
        places = found[known]
        return bool((places < len(kept)).all() and (kept[places] == keys[known]).all())

    def find(self, keys: Keys) -> Ints:
        """The place of each key, -1 where there is none."""
        places = np.array([self.fresh.get(key, -1) for key in keys.tolist()], dtype=np.int64)
        if len(self.keys):
            spots = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
            places = np.where(self.keys[spots] == keys, self.places[spots], places)
        return places


@dataclass(frozen=True, slots=True)
class CachedEncoder:
    """An encoder that remembers: to be given wherever an encoder is wanted."""

    cache: EmbeddingCache
    on_encoded: OnEncoded = field(default=lambda _more: None)

    @property
    def id(self) -> str:
        """That of the encoder within."""
        return self.cache.encoder.id

    @property
    def source(self) -> str:
        """That of the encoder within."""
        return self.cache.encoder.source

    @property
    def dimensions(self) -> int:
        """The length of a row."""
        return self.cache.encoder.dimensions

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row per text, to half precision."""
        places = self.cache.find_places(texts, self.on_encoded)
        return np.asarray(self.cache.read()["vector"][places], dtype=np.float32)

    def encode_query(self, text: str) -> Vectors:
        """Questions are not kept."""
        return self.cache.encoder.encode_query(text)


def text_keys(texts: Sequence[str]) -> Keys:
    """The first 16 bytes of the SHA-256 of each text in UTF-8."""
    return np.array([hashlib.sha256(text.encode()).digest()[:_KEY] for text in texts], dtype=f"S{_KEY}")
