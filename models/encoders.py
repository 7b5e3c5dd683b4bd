"""Encoders: texts to vectors whose dot product says how close their meanings are.

Whoever needs one takes the protocol; `load_encoder` gives the shipped static encoder, or any model of the
sentence-transformers format from a folder or by its name on the Hugging Face hub.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from models.errors import EncoderError

Vectors = npt.NDArray[np.float32]

SHIPPED_ENCODER: Final = Path(__file__).with_name("encoder")
"""The static Swedish encoder that needs neither network nor graphics card."""
SHIPPED: Final = "shipped"
SHIPPED_NAME: Final = "static-sv"


class Device(StrEnum):
    """Where an encoder computes. The static encoder always takes the processor, which it is fastest on."""

    AUTO = "auto"  # the best there is: cuda, then mps, then cpu
    CPU = "cpu"
    CUDA = "cuda"  # NVIDIA, and AMD by ROCm
    MPS = "mps"  # Apple


class Encoder(Protocol):
    """What turns texts into vectors of length 1. `id` is its name and 8 hexadecimal digits of its weights."""

    @property
    def id(self) -> str:
        """Names the encoder and what decides its vectors: the same id, the same vectors."""

    @property
    def source(self) -> str:
        """What loads it again: "" for the shipped one, else a folder or a name."""

    @property
    def dimensions(self) -> int:
        """The length of a row."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row per passage: float32, shape (texts, dimensions). An empty text may give zeros."""

    def encode_query(self, text: str) -> Vectors:
        """The vector of a question, shape (dimensions,): some models set a question apart from passages."""


@dataclass(frozen=True, slots=True)
class EncoderChoice:
    """Which encoder to load. `source` is a folder or a hub name, "" for the shipped one."""

    source: str = ""
    device: Device = Device.AUTO

    @classmethod
    def read(cls, source: str, device: str) -> EncoderChoice:
        """What a person wrote; "shipped" is the shipped encoder."""
        return cls("" if source == SHIPPED else source, Device(device))


def load_encoder(choice: EncoderChoice = EncoderChoice()) -> Encoder:
    """Load an encoder. A folder is read without touching the network. Raises EncoderError with the mend."""
    from models.static_encoder import StaticEncoder, is_static

    folder = Path(choice.source) if choice.source else SHIPPED_ENCODER
    if is_static(folder):
        return StaticEncoder.load(folder, choice.source)
    if not folder.is_dir() and _looks_like_path(choice.source):
        raise EncoderError(f"there is no folder '{choice.source}': name one that holds an encoder")
    from models.sentence_encoder import SentenceEncoder

    return SentenceEncoder.load(choice)


def choose_device(wanted: Device, there: Collection[Device]) -> Device:
    """The device to compute on, of those that are there. Raises EncoderError when the wanted one is not."""
    if wanted is Device.AUTO:
        return next((one for one in (Device.CUDA, Device.MPS) if one in there), Device.CPU)
    if wanted not in there:
        known = ", ".join(sorted(there))
        raise EncoderError(f"this computer has no device '{wanted}' that the encoder can use: take {known}")
    return wanted


def _looks_like_path(source: str) -> bool:
    """Hub names are ``owner/name``; anything else with a separator, or with a dot first, is a path."""
    return source.startswith((".", "/", "~")) or "\\" in source or source.count("/") > 1
