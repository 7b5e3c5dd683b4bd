"""Passages that say the same in other words: vectors of all passages, kept beside the study.

The vectors can be deleted at any time; a search makes those that are missing. They are kept as float16,
which changes a cosine by less than 0.001, in one file that is mapped into memory and read in blocks: a
million passages of 256 numbers are 0.5 GB on disk, of which a block at a time is worked on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from corpus.export.files import replacing
from corpus.search import parse_query
from corpus.search_reader import SearchReader
from corpus.search_records import Filters
from corpus.store import Store
from samverkan import console
from samverkan.search_tables import Result
from samverkan.study import Study

if TYPE_CHECKING:
    from models.encoders import Encoder

_BLOCK = 16_384
_BATCH = 4096
_ID = 16
"""So many characters of a passage's id are kept, to know that a row number still means it."""
Table = npt.NDArray[Any]
"""Records of `row`, the passage's row number, `id`, and `vector`, of length 1; by row number."""


def iter_similar(study: Study, store: Store, text: str, filters: Filters) -> Iterator[Result]:
    """Passages that are as the filters say with the cosine to `text` (-1..1), nearest first."""
    from models.encoders import load_encoder

    parse_query(text)  # refuses a question without a word
    encoder = load_encoder()
    with store.searching() as reader:
        table = load_vectors(study.vectors_folder / f"{encoder.id}.npy", encoder, reader)
        if not len(table):
            return
        cosines = _measure(table, np.asarray(encoder.encode([text]), dtype=np.float32)[0])
        documents = reader.find_documents(filters)
        for place in np.argsort(-cosines, kind="stable"):
            passage = reader.find_row(int(table["row"][place]))
            if passage is None or not _is_same(passage, table["id"][place]):
                continue
            found = reader.find_fitting(passage, filters, documents, 0.0)
            if found is not None:
                yield Result(found, float(cosines[place]))


def load_vectors(path: Path, encoder: Encoder, reader: SearchReader) -> Table:
    """A record for each current passage, mapped into memory; those that are missing are made first."""
    rows = np.fromiter(reader.iter_current_rows(), dtype=np.int64)
    known = _read_vectors(path)
    missing = rows if known is None else np.setdiff1d(rows, known["row"], assume_unique=True)
    if len(missing):
        _write_vectors(path, known, _encode(encoder, reader, missing))
        known = _read_vectors(path)
    return np.empty(0, np.dtype([("row", "<i8")])) if known is None else known


def _measure(table: Table, asked: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The cosine of each record's vector with the question's."""
    blocks = range(0, len(table), _BLOCK)
    return np.concatenate(
        [table["vector"][first : first + _BLOCK].astype(np.float32) @ asked for first in blocks]
    )


def _encode(encoder: Encoder, reader: SearchReader, rows: npt.NDArray[np.int64]) -> list[Table]:
    made: list[Table] = []
    with console.progress("encode", len(rows)) as advance:
        for first in range(0, len(rows), _BATCH):
            passages = list(reader.iter_passages_by_row(rows[first : first + _BATCH].tolist()))
            vectors = np.asarray(encoder.encode([text for _, _, text in passages]), dtype=np.float16)
            batch = np.empty(len(passages), _record_type(vectors.shape[1]))
            batch["row"] = [row for row, _, _ in passages]
            batch["id"] = [own[:_ID] for _, own, _ in passages]
            batch["vector"] = vectors
            made.append(batch)
            advance(len(passages), "")
    return made


def _record_type(length: int) -> np.dtype[Any]:
    return np.dtype([("row", "<i8"), ("id", f"S{_ID}"), ("vector", "<f2", (length,))])


def _is_same(passage: str, known: bytes) -> bool:
    return passage[:_ID].encode() == known


def _read_vectors(path: Path) -> Table | None:
    """The records that are kept, or None where there are none or they are damaged."""
    if not path.is_file():
        return None
    try:
        table = np.load(path, mmap_mode="r", allow_pickle=False)
    except (ValueError, OSError, EOFError):
        return None  # damaged: made anew
    fits = table.dtype.names == ("row", "id", "vector") and table.ndim == 1
    return table if fits else None


def _write_vectors(path: Path, known: Table | None, made: Sequence[Table]) -> None:
    """Write the records of both, block by block, so that they are never all in memory."""
    count = sum(map(len, made)) + (0 if known is None else len(known))
    with replacing(path) as temporary:
        file = np.lib.format.open_memmap(temporary, "w+", made[0].dtype, (count,))
        place = 0
        kept = range(0, 0 if known is None else len(known), _BLOCK)
        for block in (*(known[first : first + _BLOCK] for first in kept if known is not None), *made):
            file[place : place + len(block)] = block
            place += len(block)
        file.flush()
        del file
