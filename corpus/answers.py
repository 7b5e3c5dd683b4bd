"""People's answers to passages: as rows of the database, and as words on each single code."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from functools import lru_cache

from corpus.records import CodeId, Judgement, PassageId, Verdict
from corpus.review_records import Answer, ReviewerId


def answer_values(answer: Answer, decision: int) -> tuple[object, ...]:
    """In the column order of the table `answer`. Codes are sorted, so that equal answers are equal text."""
    codes = (json.dumps(sorted(set(answer.yes))), json.dumps(sorted(set(answer.unsure))))
    said = (answer.shown, answer.codebook, answer.note, int(answer.settles))
    return (decision, answer.passage, answer.reviewer, *codes, *said)


@lru_cache(maxsize=8192)
def parse_codes(text: str) -> tuple[CodeId, ...]:
    """Codes from their column. People give the same few sets again and again, so that they are kept."""
    return tuple(map(CodeId, json.loads(text)))


def answer_record(row: sqlite3.Row) -> Answer:
    """From a row of the table `answer` with its decision's `at`."""
    return Answer(
        passage=PassageId(row["passage"]),
        reviewer=ReviewerId(row["reviewer"]),
        yes=parse_codes(row["yes"]),
        unsure=parse_codes(row["unsure"]),
        shown=row["shown"],
        codebook=row["codebook"],
        note=row["note"],
        settles=bool(row["settles"]),
        decision=row["decision"],
        at=row["at"],
    )


def expand_answer(answer: Answer, codes: Collection[CodeId]) -> Iterator[Judgement]:
    """The answer as a word on each of its codebook's codes: what is not named is a no.

    Codes named in the answer come even if the codebook's version is not known.
    """
    for code in (*codes, *(one for one in (*answer.yes, *answer.unsure) if one not in codes)):
        yield Judgement(
            passage=answer.passage,
            code=code,
            verdict=_verdict(answer, code),
            reviewer=answer.reviewer,
            at=answer.at,
            shown=answer.shown,
            codebook=answer.codebook,
            note=answer.note,
            settles=answer.settles,
        )


def _verdict(answer: Answer, code: CodeId) -> Verdict:
    if code in answer.unsure:
        return Verdict.UNSURE
    return Verdict.YES if code in answer.yes else Verdict.NO
