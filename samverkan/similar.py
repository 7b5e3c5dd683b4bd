"""Passages that say the same in other words: vectors of all texts, kept beside the study.

Two files for each encoder, which can be deleted at any time; a search makes what is missing. One has a vector
for each distinct text (`models.embedding_cache`), so that a document which is read anew, or published by two
municipalities, is not encoded again. The other says which text each passage has. They are mapped into
memory and read in blocks: a million texts of 128 numbers are 0.3 GB on disk, of which a block at a time is
worked on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from corpus.search import parse_query
from corpus.search_reader import SearchReader
from corpus.search_records import Filters
from corpus.store import Store
from samverkan import console
from samverkan.search_tables import Result
from samverkan.study import Study

if TYPE_CHECKING:
    from models.embedding_cache import EmbeddingCache, RecordFile
    from models.encoders import Encoder

_BLOCK = 16_384
_BATCH = 4096
_PROBES = 256

Floats = npt.NDArray[np.float32]
Table = npt.NDArray[Any]
"""Records of `row`, the passage's number, `text`, the key of its text, and `place`, where its vector is."""
_KIND = np.dtype([("row", "<i8"), ("text", "S16"), ("place", "<i8")])


@dataclass(frozen=True, slots=True)
class Likeness:
    """A text, the encoder that says what is like it, and whether near-duplicates are shown only once."""

    text: str
    encoder: Encoder
    distinct: bool = False


def iter_similar(study: Study, store: Store, asked: Likeness, filters: Filters) -> Iterator[Result]:
    """Passages that are as the filters say with the cosine to the text (-1..1), nearest first."""
    from models.embedding_cache import EmbeddingCache, RecordFile, text_keys
    from models.near_duplicates import Leaders

    parse_query(asked.text)  # refuses a question without a word
    encoder = asked.encoder
    cache = EmbeddingCache.open(study.vectors_folder, encoder)
    with store.searching() as reader:
        table = load_table(RecordFile(study.vectors_folder / f"{encoder.id}.rows", _KIND), cache, reader)
        if not len(table):
            return
        vectors = cache.read()["vector"]
        cosines = _measure(vectors, encoder.encode_query(asked.text))[table["place"]]
        documents = reader.find_documents(filters)
        shown = Leaders(encoder.dimensions)
        for place in np.argsort(-cosines, kind="stable"):
            passage = reader.find_row(int(table["row"][place]))
            found = passage and reader.find_fitting(passage, filters, documents, 0.0)
            if not found or text_keys([found.passage.text])[0] != table["text"][place]:
                continue  # retired, not as the filters say, or another passage by now
            if asked.distinct and not shown.find(vectors[table["place"][place]])[1]:
                continue
            yield Result(found, float(cosines[place]))


def load_table(file: RecordFile, cache: EmbeddingCache, reader: SearchReader) -> Table:
    """A record for each current passage, mapped into memory; texts without a vector are encoded first."""
    if not _fits(file.read(), cache.read()):
        file.path.unlink(missing_ok=True)  # another search may have come first
    rows = np.fromiter(reader.iter_current_rows(), dtype=np.int64)
    missing = np.setdiff1d(rows, file.read()["row"])
    if len(missing):
        _add_missing(file, cache, reader, missing)
    table = file.read()
    if (np.diff(table["row"]) > 0).all():
        return table
    # added later, or by two searches at once
    return np.asarray(table[np.unique(table["row"], return_index=True)[1]])


def _add_missing(
    file: RecordFile, cache: EmbeddingCache, reader: SearchReader, missing: npt.NDArray[np.int64]
) -> None:
    with console.progress("encode", len(missing)) as advance:
        for first in range(0, len(missing), _BATCH):
            passages = list(reader.iter_passages_by_row(missing[first : first + _BATCH].tolist()))
            file.add(_make_records(passages, cache, lambda more: advance(more, "")))


def _make_records(
    passages: list[tuple[int, str, str]], cache: EmbeddingCache, on_encoded: Callable[[int], None]
) -> Table:
    from models.embedding_cache import text_keys

    texts = [text for _, _, text in passages]
    records = np.empty(len(passages), _KIND)
    records["row"] = [row for row, _, _ in passages]
    records["text"] = text_keys(texts)
    records["place"] = cache.find_places(texts, on_encoded)
    return records


def _fits(table: Table, vectors: Table) -> bool:
    """Whether the places lead to the texts that they are for, by some of them: either file may be gone."""
    if not len(table):
        return True
    probed = table[np.linspace(0, len(table) - 1, _PROBES).astype(np.int64)]
    if int(table["place"].max()) >= len(vectors):
        return False
    return bool((vectors["text"][probed["place"]] == probed["text"]).all())


def _measure(vectors: npt.NDArray[np.float16], asked: Floats) -> Floats:
    """The cosine of each vector with the question's."""
    blocks = range(0, len(vectors), _BLOCK)
    return np.concatenate([vectors[first : first + _BLOCK].astype(np.float32) @ asked for first in blocks])
