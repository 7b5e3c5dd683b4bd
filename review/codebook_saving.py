"""Saving a codebook so that its file and the store agree, also after kill -9 at any moment.

The new text is written beside the file first (``codebook.yaml.next``, on disk before anything else happens).
Then one transaction records the change: that is the moment at which the codebook is changed. Last the text
is put in the file's place, in one step. Whoever finds a text that waits looks into the store: if it was
recorded last and the file is still what it was made from, the last step is done; else it is thrown away.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from corpus.review_records import ReviewerId
from models.errors import CodebookError
from review.codebooks import CodebookFile, CodebookShelf, find_recorded, parse_file
from review.desk import Desk

OUTSIDE = ReviewerId("")
"""Who changed a file that was not changed in the application."""


@dataclass(frozen=True, slots=True)
class Change:
    """A codebook to be saved. `base` is the stamp of the text that it was made from."""

    file: CodebookFile
    base: str
    reviewer: ReviewerId
    summary: str


class ChangedOutside(Exception):
    """The file is not what the change was made from: show what is in it, and offer to go on from there."""


def save_change(desk: Desk, shelf: CodebookShelf, change: Change) -> int:
    """Save a codebook and record it; returns the change's id. Raises ChangedOutside, CodebookError."""
    finish_saving(desk, shelf)
    before = shelf.load_file()
    if before.stamp != change.base:
        raise ChangedOutside
    waiting = find_waiting(shelf)
    write_durably(waiting, change.file.text)
    with desk.deciding() as writer:
        if find_recorded(writer) != before.codebook.hash:
            writer.add_codebook_change(before.as_version(OUTSIDE, "", find_recorded(writer)))
        made = change.file.as_version(change.reviewer, change.summary, before.codebook.hash)
        number = writer.add_codebook_change(made)
    put_in_place(waiting, shelf.path)
    return number


def finish_saving(desk: Desk, shelf: CodebookShelf) -> None:
    """Finish or give up a saving that was broken off. Does nothing when none was."""
    waiting = find_waiting(shelf)
    if not waiting.exists():
        return
    with desk.reviewing() as reader:
        last = next(reader.iter_codebook_changes(), None)
        text = "" if last is None else reader.get_codebook_text(last.id)
    if last is not None and text == waiting.read_text("utf-8") and _find_hash(shelf) == last.parent:
        put_in_place(waiting, shelf.path)
    else:
        waiting.unlink()


def record_found(desk: Desk, shelf: CodebookShelf) -> None:
    """See that the store knows the codebook as its file is. Raises CodebookError, CorpusError."""
    file = shelf.load_file()
    with desk.reviewing() as reader:
        known = find_recorded(reader) == file.codebook.hash
    if not known:
        with desk.deciding() as writer:
            writer.add_codebook_change(file.as_version(OUTSIDE, "", find_recorded(writer)))


def find_waiting(shelf: CodebookShelf) -> Path:
    """Where a text waits to become the codebook's file."""
    return shelf.path.with_name(shelf.path.name + ".next")


def write_durably(path: Path, text: str) -> None:
    """Write a file and see that it is on the disk."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def put_in_place(waiting: Path, path: Path) -> None:
    """Put the text that waits in the file's place, in one step."""
    waiting.replace(path)
    with suppress(OSError):  # Windows cannot open a folder
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _find_hash(shelf: CodebookShelf) -> str:
    """The hash of the codebook that the file holds, "" when it holds none."""
    try:
        return parse_file(shelf.path.read_text("utf-8"), shelf.path).codebook.hash
    except (CodebookError, OSError, UnicodeDecodeError):
        return ""
