"""What the definitions of an older answer's codes have become: why it is to be looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from corpus.records import Code
from corpus.review_reader import ReviewReader
from corpus.review_records import Answer
from review.codebook_words import FIELDS, FieldChange, compare_texts
from review.codebooks import CodebookFile, find_changed, parse_file

_MEANING: Final = ("definition", "include", "exclude")


@dataclass(frozen=True, slots=True)
class Redefinition:
    """A code that means something else now than when it was given; `now`: None where it is no more. `fields`
    are what decides its use, old and new in one; without any the code was split or merged.
    """

    then: Code
    now: Code | None
    fields: tuple[FieldChange, ...]


def list_redefinitions(
    reader: ReviewReader, answer: Answer | None, file: CodebookFile
) -> tuple[Redefinition, ...]:
    """For each code of the answer that means something else in the codebook as it is now."""
    if answer is None or answer.codebook == file.codebook.hash:
        return ()
    version = reader.find_codebook_version(answer.codebook)
    if version is None:
        return ()
    changed = find_changed(answer.yes, version.meanings, file.meanings)
    if not changed:
        return ()
    earlier = parse_file(version.text, Path("codebook.yaml")).codebook
    then = {code.id: code for code in earlier.codes}
    now = {code.id: code for code in file.codebook.codes}
    return tuple(_compare(then[code], now.get(code)) for code in changed if code in then)


def _compare(then: Code, now: Code | None) -> Redefinition:
    names = [name for name in _MEANING if now is not None and getattr(then, name) != getattr(now, name)]
    fields = [
        FieldChange(FIELDS[name], compare_texts(getattr(then, name), getattr(now, name))) for name in names
    ]
    return Redefinition(then, now, tuple(fields))
