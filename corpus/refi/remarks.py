"""What the standard has no place for in an answer: how it was given, what was left unsure, and its note.

It travels in notes, which every program shows and keeps: one for each way of answering, which all its
codings refer to, and one for an answer with a note, with something unsure, or without any code. The last line
of such a note is for samverkan, which reads it back.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from corpus.records import CodeId
from corpus.refi.guids import guid_of
from corpus.refi.records import Guid
from corpus.review_records import Answer

_MARK = "[samverkan] "


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How an answer was given: with which model's suggestion in view, by which codebook, for all or not."""

    shown: str | None
    codebook: str
    settles: bool

    @property
    def guid(self) -> Guid:
        """Of the note that tells it."""
        return guid_of("circumstances", self.shown or "", self.codebook, int(self.settles))


@dataclass(frozen=True, slots=True)
class Remark:
    """What a note tells of an answer. `own` is None in the note of a way of answering, which tells nothing of
    any one answer.
    """

    circumstances: Circumstances
    own: AnswerRest | None = None


@dataclass(frozen=True, slots=True)
class AnswerRest:
    """Of one answer, what its codings do not tell."""

    unsure: tuple[CodeId, ...]
    note: str


def circumstances_of(answer: Answer) -> Circumstances:
    """How an answer was given."""
    return Circumstances(answer.shown, answer.codebook, answer.settles)


def rest_of(answer: Answer) -> AnswerRest | None:
    """What an answer's codings do not tell, or None when they tell it all."""
    if answer.yes and not answer.unsure and not answer.note:
        return None
    return AnswerRest(tuple(sorted(answer.unsure)), answer.note)


def format_remark(remark: Remark, words: str) -> str:
    """The text of a note: the answer's own note or, for a way of answering, `words`; then the last line."""
    way = remark.circumstances
    told: dict[str, object] = {"shown": way.shown, "codebook": way.codebook, "settles": way.settles}
    if remark.own is not None:
        told["unsure"] = list(remark.own.unsure)
        words = remark.own.note
    line = _MARK + json.dumps(told, ensure_ascii=False, sort_keys=True)
    return f"{words}\n\n{line}" if words else line


def parse_remark(text: str) -> Remark | None:
    """What `format_remark` wrote, or None for any other note."""
    before, mark, line = text.rpartition(_MARK)
    if not mark or (before and not before.endswith("\n")):
        return None
    try:
        told = json.loads(line)
        way = Circumstances(told["shown"], str(told["codebook"]), bool(told["settles"]))
        unsure = told.get("unsure")
        own = None if unsure is None else AnswerRest(tuple(map(CodeId, unsure)), before.removesuffix("\n\n"))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None  # somebody edited the line: then it is a memo like any other
    return Remark(way, own)
