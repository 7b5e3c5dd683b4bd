"""Memos, and what answers hold beside codes, as notes for other programs; gathered source by source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from corpus.export.texts import Texts
from corpus.records import CodeId, PassageId, Sha256
from corpus.refi.guids import guid_of, reviewer_guid
from corpus.refi.records import Guid, Note
from corpus.refi.remarks import Circumstances, Remark, circumstances_of, format_remark, rest_of
from corpus.refi.writing import clean_text
from corpus.review_records import Answer, Memo, MemoTarget, ReviewerId


class NoteBook:
    """The notes of a package: memos from the beginning, notes on answers as they come."""

    def __init__(
        self,
        memos: Iterable[Memo],
        names: Mapping[ReviewerId, str],
        labels: Mapping[CodeId, str],
        texts: Texts,
    ) -> None:
        self._names, self._labels, self._texts = names, labels, texts
        self._notes: dict[Guid, Note] = {}
        self._memos: dict[tuple[MemoTarget, str], list[Note]] = defaultdict(list)
        seen: Counter[tuple[str, ...]] = Counter()
        for memo in memos:
            key = (memo.kind.value, memo.target, memo.reviewer, clean_text(memo.text))  # as it is read back
            seen[key] += 1
            guid = guid_of("memo", *key, seen[key])
            name = texts.fill("refi.memo", name=self._name(memo.reviewer))
            note = Note(guid, name, clean_text(memo.text), reviewer_guid(memo.reviewer), memo.at)
            self._memos[memo.kind, memo.target].append(note)

    def on_passage(self, passage: PassageId) -> tuple[Guid, ...]:
        """The memos on a passage, which go into the package."""
        return self._take(MemoTarget.PASSAGE, passage)

    def on_document(self, document: Sha256) -> tuple[Guid, ...]:
        """The memos on a document."""
        return self._take(MemoTarget.DOCUMENT, document)

    def on_codes(self) -> dict[CodeId, tuple[Guid, ...]]:
        """The memos on codes of the codebook."""
        return {code: self._take(MemoTarget.CODE, code) for code in self._labels}

    def add_way(self, answer: Answer) -> Guid:
        """The note on how an answer was given, which it shares with others."""
        way = circumstances_of(answer)
        if way.guid not in self._notes:
            text = format_remark(Remark(way), self._tell_way(way))
            self._notes[way.guid] = Note(way.guid, self._texts["refi.way"], text)
        return way.guid

    def add_answer(self, answer: Answer) -> tuple[Guid, ...]:
        """The note on what an answer's codes do not tell; none where they tell it all."""
        rest = rest_of(answer)
        if rest is None:
            return ()
        guid = guid_of("answer", answer.passage, answer.reviewer)
        text = clean_text(format_remark(Remark(circumstances_of(answer), rest), ""))
        user = reviewer_guid(answer.reviewer)
        self._notes[guid] = Note(guid, self._name_answer(answer), text, user, answer.at)
        return (guid,)

    def list_notes(self) -> tuple[Note, ...]:
        """Every note that something refers to, in an order that depends on nothing but them."""
        return tuple(self._notes[guid] for guid in sorted(self._notes))

    def _take(self, kind: MemoTarget, target: str) -> tuple[Guid, ...]:
        found = self._memos.get((kind, target), [])
        self._notes.update((note.guid, note) for note in found)
        return tuple(sorted(note.guid for note in found))

    def _name(self, reviewer: ReviewerId) -> str:
        return self._names.get(reviewer, reviewer)

    def _tell_way(self, way: Circumstances) -> str:
        blind = way.shown is None
        told = [self._texts["refi.blind"] if blind else self._texts.fill("refi.shown", coder=way.shown)]
        if way.settles:
            told.append(self._texts["refi.settles"])
        return " ".join(told)

    def _name_answer(self, answer: Answer) -> str:
        parts = [self._texts.fill("refi.answer", name=self._name(answer.reviewer))]
        if not answer.yes:
            parts.append(self._texts["refi.no_codes"])
        if answer.unsure:
            named = ", ".join(self._labels.get(code, code) for code in sorted(answer.unsure)[:5])
            more = "…" if len(answer.unsure) > 5 else ""
            parts.append(self._texts.fill("refi.unsure", codes=named + more))
        return ", ".join(parts)
