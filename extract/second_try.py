"""The second try: what is told of a document whose first reading was lost, and that was read more plainly."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import Final

from corpus.records import ExtractionFailure
from extract.reading import Reading

_LOST: Final = frozenset({ExtractionFailure.TIME, ExtractionFailure.MEMORY, ExtractionFailure.CRASH})
_FAILED_BYTES: Final = 10_000  # of a pickled reading that failed: it has no pages, only its reason
FAILED_FIRST: Final = "(The first try failed: {})"
AGAIN: Final = "Read in a plainer way, without tags, drawings and OCR, since the first try failed: {}"


def find_lost(packed: bytes) -> Reading | None:
    """The failed reading, if it was lost to time, memory or a crash: its document may be read otherwise."""
    if len(packed) > _FAILED_BYTES:
        return None
    reading: Reading = pickle.loads(packed)  # noqa: S301 - from our own reader
    return reading if reading.extraction.failure in _LOST else None


def choose_reading(lost: Reading, packed: bytes) -> bytes:
    """The reading of the second try, with the reason for it; the first failure if it was lost as well, or
    found no text: it recognises none in pictures, and leaves out pages that would take too long.
    """
    second: Reading = pickle.loads(packed)  # noqa: S301 - from our own reader
    if second.extraction.failure in (*_LOST, ExtractionFailure.NO_TEXT):
        return pickle.dumps(lost, pickle.HIGHEST_PROTOCOL)
    failed = second.extraction.failure is not None
    first = (FAILED_FIRST if failed else AGAIN).format(lost.extraction.detail)
    detail = f"{second.extraction.detail} {first}".strip()
    extraction = replace(second.extraction, detail=detail)
    return pickle.dumps(replace(second, extraction=extraction), pickle.HIGHEST_PROTOCOL)
