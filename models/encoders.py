"""Encoders: texts to vectors whose dot product says how close their meanings are."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from models.errors import EncoderError

SHIPPED_ENCODER: Final = Path(__file__).with_name("encoder")
"""The static Swedish encoder that needs neither network nor graphics card."""

_BATCH: Final = 256


class Encoder:
    """A sentence-transformers model. `id` is its name and 8 hexadecimal digits of its weights."""

    def __init__(self, name: str, model: Any) -> None:
        self._model = model
        self.id: Final = f"{name}-{_hash_weights(model)[:8]}"

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """One row of length 1 per text: float32, shape (texts, dimensions). An empty text gives zeros."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        rows = self._model.encode(
            list(texts), batch_size=_BATCH, show_progress_bar=False, normalize_embeddings=True
        )
        return np.asarray(rows, dtype=np.float32)

    @property
    def dimensions(self) -> int:
        """The length of a row."""
        return int(self._model.get_embedding_dimension())


def load_encoder(folder_or_name: str | None = None) -> Encoder:
    """Load the shipped encoder (None), one in a folder, or one by its name on the Hugging Face hub.

    A folder is read without touching the network. Raises EncoderError when there is no such encoder.
    """
    from sentence_transformers import SentenceTransformer

    source = str(SHIPPED_ENCODER) if folder_or_name is None else folder_or_name
    is_folder = Path(source).is_dir()
    try:
        model = SentenceTransformer(source, device="cpu", local_files_only=is_folder)
    except Exception as error:
        where = "folder" if is_folder else "name"
        msg = f"no encoder can be loaded from the {where} '{source}' ({error}): check it, or leave it out"
        raise EncoderError(msg) from error
    # half-precision vectors load as they are; on a CPU single precision is exact and no slower
    return Encoder("static-sv" if folder_or_name is None else Path(source).name, model.float())


def _hash_weights(model: Any) -> str:
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(f"{name} {tuple(tensor.shape)}\n".encode())
        digest.update(tensor.cpu().numpy().tobytes())
    return digest.hexdigest()
