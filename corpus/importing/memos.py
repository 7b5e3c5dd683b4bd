"""Notes of a file → memos on passages, documents and codes. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from corpus.importing.code_matching import CodeMatch, walk
from corpus.importing.loss import Item, Reason, What, shorten
from corpus.importing.marks import Selection
from corpus.importing.people import People
from corpus.importing.source_matching import Found
from corpus.refi.records import Guid, Note, Project
from corpus.review_records import Memo, MemoTarget

Target = tuple[MemoTarget, str] | Reason


@dataclass(frozen=True, slots=True)
class Remembered:
    """A memo, when it was made as the file tells, and its item: None for a note on several things, but on the
    first.
    """

    memo: Memo
    made: str
    item: Item | None


@dataclass(slots=True)
class References:
    """What refers to each note: things of the study, or why what refers to it is not there, each with its
    source, once and in the order of the file. One note may be on every coding of a package.
    """

    targets: dict[Guid, dict[tuple[Target, str], None]] = field(default_factory=lambda: defaultdict(dict))

    def add_source(self, found: Found, selections: Iterable[Selection]) -> None:
        """Note what the source and its selections refer to. A memo on a coding is one on its passage."""
        name = found.source.name
        reading = found.reading
        whole: Target = Reason.UNKNOWN_SOURCE
        if reading is not None:
            whole = (MemoTarget.DOCUMENT, reading.document.sha256)
        self._add(found.source.notes, whole, name)
        for selection in selections:
            target: Target = selection.reason
            if selection.placed:
                target = (MemoTarget.PASSAGE, selection.placed[0].passage.id)
            on_marks = (note for mark in selection.marks for note in mark.notes)
            self._add((*selection.notes, *on_marks), target, name)

    def add_codes(self, project: Project, codes: CodeMatch) -> None:
        """Note what the codes refer to."""
        for node, _ in walk(project.codes):
            code = codes.codes.get(node.guid)
            target: Target = Reason.UNKNOWN_CODE if code is None else (MemoTarget.CODE, code)
            self._add(node.notes, target, node.name)

    def _add(self, notes: Iterable[Guid], target: Target, source: str) -> None:
        for note in dict.fromkeys(notes):
            self.targets[note].setdefault((target, source))


def collect_memos(
    notes: Iterable[Note], references: Mapping[Guid, Iterable[tuple[Target, str]]], people: People
) -> tuple[tuple[Remembered, ...], tuple[Item, ...]]:
    """Each note as a memo on everything that refers to it, or the reason why it cannot be one."""
    memos: list[Remembered] = []
    items: list[Item] = []
    for note in notes:
        user = people.get_user(note.user)
        name = people.names.get(user, "")
        item = Item(What.MEMO, Reason.NO_PLACE, note.name, user=name, quote=shorten(note.text))
        reached = tuple(references.get(note.guid, ()))
        there = [(target, source) for target, source in reached if not isinstance(target, Reason)]
        reason = _refuse(note, user, people, [target for target, _ in reached if isinstance(target, Reason)])
        if not there or not note.text.strip() or user not in people.users:
            source = reached[0][1] if reached else ""
            items.append(Item(item.what, reason, item.name, source, "", item.user, item.quote))
            continue
        for number, ((kind, target), source) in enumerate(there):
            told = Item(item.what, Reason.TAKEN, item.name, source, "", item.user, item.quote)
            memo = Memo(people.users[user], kind, target, note.text)
            memos.append(Remembered(memo, note.at, told if number == 0 else None))
    return tuple(memos), tuple(items)


def _refuse(note: Note, user: Guid | str, people: People, reasons: list[Reason]) -> Reason:
    if not note.text.strip():
        return Reason.NO_TEXT if note.text_path else Reason.EMPTY
    if user not in people.users:
        return Reason.NO_USER
    return reasons[0] if reasons else Reason.NO_PLACE
