"""What importing a project would do: answers, memos and people to add, and the fate of everything in it.

Reads the study and writes nothing; sources are gone through one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from corpus.importing.code_matching import CodeMatch, match_codes
from corpus.importing.combining import Combined, Heaps, Rules
from corpus.importing.loss import Fate, Item, LossReport, Reason, What
from corpus.importing.marks import Given, Selection, iter_given, place_selections
from corpus.importing.memos import References, Remembered, collect_memos
from corpus.importing.people import describe_people, match_people
from corpus.importing.remainder import Ours, describe_rest, describe_source
from corpus.importing.source_matching import Found, Library
from corpus.records import Codebook
from corpus.refi.opening import Package
from corpus.refi.records import Guid, Note, Project, Source
from corpus.refi.remarks import parse_remark
from corpus.refi.writing import clean_text
from corpus.refi_reader import RefiReader, without_store_ids
from corpus.review_records import Answer, Reviewer

Advance = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """By which codebook, whose the codings are where nobody is named, and at which time."""

    codebook: Codebook
    anonymous: str
    at: str


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What is to be added. `changed` counts the answers that stand in place of another of the same person,
    `known` those that the study has or once had from a file. `missing` are the sources without a document.
    """

    answers: tuple[Combined, ...]
    memos: tuple[Remembered, ...]
    people: tuple[Reviewer, ...]
    changed: int
    known: int
    missing: tuple[Source, ...]
    report: LossReport


def plan_import(
    reader: RefiReader, package: Package, project: Project, options: ImportOptions, advance: Advance
) -> ImportPlan:
    """Plan the import of a project."""
    codes = match_codes(project.codes, options.codebook)
    reviewers = tuple(reader.iter_reviewers())
    people = match_people(project.users, reviewers, reader.find_coders(), options.anonymous, options.at)
    notes = tuple(_complete(note, package) for note in project.notes)
    heaps = Heaps(_rules(reader, codes, notes, options), people)
    references = References()
    references.add_codes(project, codes)
    items: list[Item] = list(codes.items)
    missing: list[Source] = []
    library, ours = Library(reader), Ours.of(reader)
    for source in project.sources:
        found = library.find(source, package)
        selections = place_selections(found)
        references.add_source(found, selections)
        items.extend(_take_source(found, selections, codes, heaps))
        items.extend(describe_source(found, project, ours))
        _take_rests(selections, notes_by_guid(notes), heaps)
        if found.reading is None:
            missing.append(source)
        advance(1, source.name)
    combined = heaps.combine()
    fresh, changed = _find_fresh(reader, combined, {one.id for one in reviewers})
    told = _tell_codings(combined, fresh)
    memos, memo_items = collect_memos(
        [one for one in notes if one.guid not in heaps.rules.remarks], references.targets, people
    )
    own_items = _tell_own(notes, references, (combined, fresh))
    new_memos, taken_memos = _find_new(reader, memos)
    used = {one.answer.reviewer for one in combined} | {one.memo.reviewer for one in memos}
    items += [*told, *memo_items, *own_items, *taken_memos]
    items += [*describe_people(people, {one.id for one in reviewers}, used), *describe_rest(project, ours)]
    return ImportPlan(
        answers=fresh,
        memos=new_memos,
        people=tuple(one for one in people.made.values() if one.id in used),
        changed=changed,
        known=len(combined) - len(fresh),
        missing=tuple(missing),
        report=LossReport(package.name, project.origin, tuple(items)),
    )


def _rules(reader: RefiReader, codes: CodeMatch, notes: Iterable[Note], options: ImportOptions) -> Rules:
    remarks = {note.guid: remark for note in notes if (remark := parse_remark(note.text)) is not None}
    versions = frozenset(version.hash for version in reader.iter_codebook_versions())
    return Rules(options.codebook, codes.offered, remarks, versions)


def _complete(note: Note, package: Package) -> Note:
    """The note with its text, also where that is a file."""
    info = package.find_file(note.text_path)
    return note if info is None or note.text else replace(note, text=package.read_text(info))


def notes_by_guid(notes: Iterable[Note]) -> dict[Guid, Note]:
    """Notes by their GUID."""
    return {note.guid: note for note in notes}


def _take_source(
    found: Found, selections: tuple[Selection, ...], codes: CodeMatch, heaps: Heaps
) -> Iterable[Item]:
    """Heap up what people gave; the fate of the source and of what they could not give."""
    people = heaps.people
    yield Item(What.SOURCE, _source_reason(found), found.source.name)
    for one in iter_given(found, selections, codes, people):
        if isinstance(one, Given):
            heaps.add(one)
        else:
            yield one
    for selection in selections:
        models = [people.models[mark.user] for mark in selection.marks if mark.user in people.models]
        for placed in selection.placed if models else ():
            heaps.shown.setdefault(placed.passage.id, models[0])


def _source_reason(found: Found) -> Reason:
    if found.reading is None:
        return Reason.UNKNOWN_SOURCE
    return Reason.KNOWN if found.reading.is_read else Reason.NEW_SOURCE


def _take_rests(selections: Iterable[Selection], notes: dict[Guid, Note], heaps: Heaps) -> None:
    """Let the notes that samverkan wrote on answers count as part of them."""
    for selection in selections:
        for guid in selection.notes if selection.placed else ():
            remark = heaps.rules.remarks.get(guid)
            user = heaps.people.get_user(notes[guid].user) if guid in notes else ""
            if remark is not None and remark.own is not None and user in heaps.people.users:
                reviewer = heaps.people.users[user]
                heaps.add_rest(selection.placed[0].passage.id, reviewer, guid, notes[guid].at)


def _tell_codings(combined: Iterable[Combined], fresh: Collection[Combined]) -> Iterator[Item]:
    """The codings of every answer; those of an answer that is there already are known, not taken."""
    new = {(one.answer.passage, one.answer.reviewer) for one in fresh}
    for one in combined:
        known = (one.answer.passage, one.answer.reviewer) not in new
        for item in one.items:
            taken = item.reason.fate is Fate.TAKEN
            yield replace(item, reason=Reason.KNOWN) if known and taken else item


def _tell_own(
    notes: Iterable[Note], references: References, answers: tuple[Iterable[Combined], Iterable[Combined]]
) -> Iterator[Item]:
    """The notes that samverkan wrote on answers are no memos: they share the fate of the answers."""
    known, taken = (frozenset[Guid]().union(*(one.notes for one in part)) for part in answers)
    for note in notes:
        if parse_remark(note.text) is None:
            continue
        reached = references.targets.get(note.guid, ())
        lost = next((target for target, _ in reached if isinstance(target, Reason)), Reason.NO_PLACE)
        fate = Reason.KNOWN if note.guid in known else lost
        yield Item(What.MEMO, Reason.TAKEN if note.guid in taken else fate, note.name)


def _find_fresh(
    reader: RefiReader, combined: Iterable[Combined], known: Collection[str]
) -> tuple[tuple[Combined, ...], int]:
    """The answers that are not there already, and how many of them change another."""
    fresh, changed = [], 0
    for one in combined:
        if one.answer.reviewer not in known:
            fresh.append(one)
            continue
        standing = reader.find_answer(one.answer.passage, one.answer.reviewer)
        before = reader.iter_imported_answers(one.answer.passage, one.answer.reviewer)
        if any(_same(one.answer, other) for other in (standing, *before) if other is not None):
            continue
        fresh.append(one)
        changed += standing is not None
    return tuple(fresh), changed


def _same(new: Answer, old: Answer) -> bool:
    """Whether two answers say the same, in whatever words XML can hold."""
    plain = [without_store_ids(replace(one, note=clean_text(one.note))) for one in (new, old)]
    return plain[0] == plain[1]


def _find_new(
    reader: RefiReader, memos: Iterable[Remembered]
) -> tuple[tuple[Remembered, ...], tuple[Item, ...]]:
    new, items = [], []
    for one in memos:
        known = reader.is_memo_known(one.memo)
        if not known:
            new.append(one)
        if one.item is not None:
            items.append(replace(one.item, reason=Reason.KNOWN if known else one.item.reason))
    return tuple(new), tuple(items)
