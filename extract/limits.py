"""What reading one document may cost."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Care(Enum):
    """How much of a document is looked at. PLAIN is for a second try, after the first was the reader's end.

    It leaves out what only makes a reading better and can fail on its own: tags, drawings, a second opinion
    and OCR.
    """

    FULL = "full"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """What one document may cost: seconds by the clock, and megabytes of memory of its reader."""

    seconds: float = 120.0
    memory_mb: int = 2048

    def __post_init__(self) -> None:
        """Refuse limits under which nothing could be read."""
        if self.seconds <= 0:
            raise ValueError(f"seconds is {self.seconds}: give the time a document may take, such as 120")
        if self.memory_mb < 256:  # Python, PDFium and one document
            raise ValueError(f"memory_mb is {self.memory_mb}: a reader needs at least 256")
