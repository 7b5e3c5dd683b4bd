"""Answers given under an earlier definition: which of their codes, and how many of them each person has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.records import CodeId
from corpus.review_reader import ReviewReader
from corpus.review_records import Answer, Reviewer
from review.codebooks import CodebookFile, find_changed, parse_file
from review.language import Words


@dataclass(frozen=True, slots=True)
class Outdated:
    """How many of a person's answers hold a code that means something else now, or is no more."""

    person: Reviewer
    answers: int


def count_outdated(reader: ReviewReader, codebook: str) -> tuple[Outdated, ...]:
    """For everybody who has such answers, in the order they came."""
    counted = [
        Outdated(person, sum(1 for _ in reader.iter_outdated(person.id, codebook)))
        for person in reader.iter_reviewers()
    ]
    return tuple(one for one in counted if one.answers)


def name_outdated(
    reader: ReviewReader, answer: Answer | None, file: CodebookFile, words: Words
) -> tuple[str, ...]:
    """The names of an answer's codes that mean something else now than when it was given."""
    if answer is None or answer.codebook == file.codebook.hash:
        return ()
    then = reader.find_codebook_version(answer.codebook)
    if then is None:
        return ()
    changed = find_changed(answer.yes, then.meanings, file.meanings)
    if not changed:
        return ()
    names: Mapping[CodeId, str] = {code.id: words.label(code) for code in file.codebook.codes}
    if any(code not in names for code in changed):  # only then is the old text worth reading
        earlier = parse_file(then.text, Path("codebook.yaml")).codebook
        names = {**{code.id: words.label(code) for code in earlier.codes}, **names}
    return tuple(names.get(code, str(code)) for code in changed)
