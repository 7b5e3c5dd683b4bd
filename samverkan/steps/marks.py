"""What the files in ``exports/`` were made from, so that nothing is written twice."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from corpus.export.files import replacing

_NAME = ".made.json"


def read_marks(folder: Path) -> dict[str, str]:
    """The mark of each export by its name; empty when none was written or the file is damaged."""
    try:
        marks = json.loads((folder / _NAME).read_text("utf-8"))
    except (OSError, ValueError):
        return {}  # never written, or damaged: everything is simply written anew
    return marks if isinstance(marks, dict) else {}


def remember_marks(folder: Path, marks: Mapping[str, str]) -> None:
    """Add these marks to those that are there."""
    with replacing(folder / _NAME) as temporary:
        temporary.write_text(json.dumps(read_marks(folder) | dict(marks), indent=1), "utf-8")
