"""Encoders of the sentence-transformers library: from a folder, or by their name on the Hugging Face hub."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from models.encoders import Device, EncoderChoice, Vectors, choose_device
from models.errors import EncoderError

_BATCH: Final = 32
"""Texts at once: more is no faster on a processor, and fills a small graphics card."""
_E5: Final = re.compile(r"\be5-(?:small|base|large)(?:-v2)?$")
_E5_PROMPTS: Final = {"query": "query: ", "document": "passage: "}
"""What the E5 models were trained with (their model cards); their own settings do not tell the library."""


class SentenceEncoder:
    """A model of the library; `device` is where it computes. Prompts of its settings are used."""

    def __init__(self, model: Any, source: str, device: Device) -> None:
        self._model = model
        self._prompts: Final = dict(model.prompts) if any(model.prompts.values()) else _known_prompts(source)
        self.source: Final = source
        self.device: Final = device
        self.id: Final = f"{_name(source)}-{_hash_weights(model, self._prompts)[:8]}"

    @classmethod
    def load(cls, choice: EncoderChoice) -> SentenceEncoder:
        """Load what was chosen. Raises EncoderError that names the mend."""
        from sentence_transformers import SentenceTransformer

        source, is_folder = choice.source, Path(choice.source).is_dir()
        device = choose_device(choice.device, find_devices())
        try:
            model = SentenceTransformer(source, device=str(device), local_files_only=is_folder)
        except Exception as error:  # the library raises whatever the file, the hub or the network gave
            raise EncoderError(_explain(source, error)) from error
        # on a processor single precision is exact and no slower than half
        return cls(model.float() if device is Device.CPU else model, source, device)

    @property
    def dimensions(self) -> int:
        """The length of a row."""
        return int(self._model.get_embedding_dimension())

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 per passage, with the model's prompt for documents before it, if it has one."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        return self._encode([self._prompts.get("document", "") + text for text in texts])

    def encode_query(self, text: str) -> Vectors:
        """The vector of a question, with the model's prompt for queries before it, if it has one."""
        return np.asarray(self._encode([self._prompts.get("query", "") + text])[0])

    def _encode(self, texts: Sequence[str]) -> Vectors:
        rows = self._model.encode(
            list(texts), batch_size=_BATCH, prompt="", show_progress_bar=False, normalize_embeddings=True
        )
        return np.asarray(rows, dtype=np.float32)


def find_devices() -> frozenset[Device]:
    """The devices of this computer that an encoder can compute on."""
    import torch

    found = {Device.CPU}
    if torch.cuda.is_available():
        found.add(Device.CUDA)
    if torch.backends.mps.is_available():
        found.add(Device.MPS)
    return frozenset(found)


def _known_prompts(source: str) -> dict[str, str]:
    return dict(_E5_PROMPTS) if _E5.search(source.rstrip("/\\")) else {}


def _name(source: str) -> str:
    """A name that can be part of a file's."""
    return re.sub(r"[^\w.-]+", "_", Path(source).name) or "encoder"


def _explain(source: str, error: Exception) -> str:
    if Path(source).is_dir():
        return (
            f"no encoder can be loaded from the folder '{source}' ({_first_line(error)}): give one that "
            "SentenceTransformer.save or 'hf download NAME --local-dir FOLDER' has written"
        )
    return (
        f"the encoder '{source}' cannot be loaded ({_first_line(error)}): check its name; without a "
        f"connection fetch it elsewhere ('hf download {source} --local-dir FOLDER') and give that folder"
    )


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")[:160]


def _hash_weights(model: Any, prompts: dict[str, str]) -> str:
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(f"{name} {tuple(tensor.shape)}\n".encode())
        digest.update(tensor.float().cpu().numpy().tobytes())
    if any(prompts.values()):
        digest.update(repr(sorted(prompts.items())).encode())
    return digest.hexdigest()
