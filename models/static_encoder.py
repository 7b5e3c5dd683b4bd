"""The static encoder with numpy alone: a text's vector is the mean of its subwords' vectors.

It reads the folder that sentence-transformers writes for a model whose first module is a StaticEmbedding, and
gives the same vectors without loading torch: a search starts in a fraction of a second instead of seconds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from models.encoders import SHIPPED_NAME, Vectors
from models.errors import EncoderError

_MODULES: Final = "modules.json"
_WEIGHTS: Final = "model.safetensors"
_TOKENIZER: Final = "tokenizer.json"
_BATCH: Final = 1024
"""Texts at once: about 60,000 subwords, 30 MB of vectors."""


@dataclass(frozen=True, slots=True)
class StaticEncoder:
    """Vectors of subwords, shape (subwords, dimensions), and what splits a text into them."""

    id: str
    source: str
    vectors: Vectors
    tokenizer: Any

    @classmethod
    def load(cls, folder: Path, source: str) -> StaticEncoder:
        """Read the folder. Raises EncoderError when a file is missing or damaged."""
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        try:
            # half precision is enough to keep; single precision is what is reckoned with
            (weights,) = load_file(str(folder / _WEIGHTS)).values()
            tokenizer = Tokenizer.from_file(str(folder / _TOKENIZER))
        except Exception as error:  # the readers' own errors have no common root
            msg = f"no encoder can be loaded from the folder '{folder}' ({error}): fetch it again"
            raise EncoderError(msg) from error
        tokenizer.no_padding()
        tokenizer.no_truncation()
        digest = hashlib.sha256(np.ascontiguousarray(weights).tobytes()).hexdigest()
        name = folder.name if source else SHIPPED_NAME
        return cls(f"{name}-{digest[:8]}", source, weights.astype(np.float32), tokenizer)

    @property
    def dimensions(self) -> int:
        """The length of a row."""
        return int(self.vectors.shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 per text; an empty text gives zeros."""
        batches = [self._encode(texts[first : first + _BATCH]) for first in range(0, len(texts), _BATCH)]
        return np.concatenate([np.zeros((0, self.dimensions), dtype=np.float32), *batches])

    def encode_query(self, text: str) -> Vectors:
        """A question's vector is made as a passage's is."""
        return np.asarray(self.encode([text])[0])

    def _encode(self, texts: Sequence[str]) -> Vectors:
        split = [one.ids for one in self.tokenizer.encode_batch(list(texts), add_special_tokens=False)]
        sizes = np.array([len(ids) for ids in split])
        rows = np.zeros((len(split), self.dimensions), dtype=np.float32)
        filled = np.flatnonzero(sizes)
        if len(filled):
            subwords = np.fromiter((i for ids in split for i in ids), dtype=np.int64, count=int(sizes.sum()))
            starts = np.concatenate(([0], np.cumsum(sizes[filled])[:-1]))
            rows[filled] = np.add.reduceat(self.vectors[subwords], starts)  # the sum: only its way counts
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(np.divide(rows, lengths, out=rows, where=lengths > 0))


def is_static(folder: Path) -> bool:
    """Whether the folder holds a static encoder."""
    try:
        modules = json.loads((folder / _MODULES).read_text("utf-8"))
        kinds = [str(module["type"]).rpartition(".")[2] for module in modules]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return kinds in (["StaticEmbedding"], ["StaticEmbedding", "Normalize"])
