"""Passages that say the same in other words: vectors of all passages, kept beside the study.

The vectors can be deleted at any time; a search makes those that are missing. They are kept as float16,
which changes a cosine by less than 0.001.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from corpus.export.files import replacing
from corpus.reader import Hit
from corpus.records import Passage
from corpus.search import parse_query
from corpus.store import Store
from samverkan import console
from samverkan.study import Study

if TYPE_CHECKING:
    from models.encoders import Encoder

_BATCH = 4096
Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SimilarHit:
    """One passage with the cosine between its vector and the query's, in -1..1."""

    hit: Hit
    cosine: float


def search_similar(study: Study, store: Store, text: str, limit: int) -> tuple[SimilarHit, ...]:
    """The `limit` passages nearest in meaning to `text`, best first."""
    from models.encoders import load_encoder

    parse_query(text)  # refuses a question without a word
    encoder = load_encoder()
    with store.reading() as reader:
        passages = list(reader.iter_all_passages())
        if not passages:
            return ()
        vectors = _vectors_of(study, encoder, passages)
        cosines = vectors @ np.asarray(encoder.encode([text]))[0]
        best = np.argsort(-cosines, kind="stable")[:limit]
        found = []
        for place in best:
            passage = passages[int(place)]
            document = reader.find_document(passage.document)
            if document is not None:
                found.append(SimilarHit(Hit(passage, document, 0.0), float(cosines[place])))
    return tuple(found)


def _vectors_of(study: Study, encoder: Encoder, passages: list[Passage]) -> Vectors:
    """One row a passage, of length 1."""
    path = study.vectors_folder / f"{encoder.id}.npz"
    known = _read_vectors(path)
    missing = [passage for passage in passages if passage.id not in known]
    if missing:
        with console.progress("encode", len(missing)) as advance:
            for first in range(0, len(missing), _BATCH):
                batch = missing[first : first + _BATCH]
                rows = np.asarray(encoder.encode([passage.text for passage in batch]), dtype=np.float16)
                known.update(zip((passage.id for passage in batch), rows, strict=True))
                advance(len(batch), "")
        _write_vectors(path, {passage.id: known[passage.id] for passage in passages})
    return np.stack([known[passage.id] for passage in passages]).astype(np.float32)


def _read_vectors(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        with np.load(path, allow_pickle=False) as stored:
            return dict(zip(stored["ids"].tolist(), stored["vectors"], strict=True))
    except (ValueError, KeyError, OSError, BadZipFile):
        return {}  # damaged: made anew


def _write_vectors(path: Path, vectors: dict[str, Any]) -> None:
    with replacing(path) as temporary:
        np.savez(temporary, ids=np.array(list(vectors)), vectors=np.stack(list(vectors.values())))
