"""The study as a project for NVivo, ATLAS.ti, MAXQDA and others (QDPX).

The documents with rows in the inventory or with people's answers and memos, each with its file and its text;
every person's codings as their own, and the model as a user. Documents are taken from the store one by one.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from corpus.counts import plural
from corpus.export.columns import labels_by_id
from corpus.export.extents import say_extent
from corpus.export.files import replacing
from corpus.export.material import Material, Written
from corpus.export.refi_codebook import build_tree
from corpus.export.refi_notes import NoteBook
from corpus.export.refi_sources import Coded, build_source
from corpus.export.refi_variables import build_case, list_variables
from corpus.inventory_records import InventoryRow
from corpus.records import Coding, Document, PassageId, Sha256
from corpus.refi.guids import guid_of, model_guid, reviewer_guid, source_guid
from corpus.refi.packing import Packed, write_project
from corpus.refi.records import ORIGIN, Project, SetOf, User
from corpus.refi_reader import RefiReader
from corpus.review_records import Memo, MemoTarget, ReviewerId


class Coders(StrEnum):
    """Whose codings a project holds."""

    PEOPLE = "people"  # people's, and the model's where nobody has answered
    ALL = "all"  # people's, and the model's on every passage that it or people say something of


def export_qdpx(material: Material, path: Path) -> Written:
    """Write the project with what people coded, and the model where nobody did."""
    return _export(material, path, Coders.PEOPLE)


def export_qdpx_all(material: Material, path: Path) -> Written:
    """Write the project with what people and, beside them, the model coded."""
    return _export(material, path, Coders.ALL)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What goes into the package: documents by SHA-256, each with its rows and owners, and who coded or wrote
    memos on what goes in.
    """

    material: Material
    reader: RefiReader
    coders: Coders
    rows: Mapping[Sha256, tuple[InventoryRow, ...]]
    owners: Mapping[str, tuple[Sha256, ...]]
    documents: tuple[Document, ...]
    names: Mapping[Sha256, str]
    notes: NoteBook
    people: frozenset[ReviewerId]
    counts: Counter[str] = field(default_factory=Counter)


def _export(material: Material, path: Path, coders: Coders) -> Written:
    plan = _plan(material, coders)
    head = _build_head(plan)
    digest = hashlib.sha256(repr(head).encode())

    def packed() -> Iterator[Packed]:
        for document in plan.documents:
            one = _pack(plan, document)
            digest.update(repr(one.source).encode())
            yield one

    def tail() -> Project:
        notes, sets = plan.notes.list_notes(), _build_sets(plan)
        digest.update(repr((notes, sets)).encode())
        said = _describe(plan, digest.hexdigest())
        return Project(head.name, notes=notes, sets=sets, description=said)

    with replacing(path) as temporary:
        write_project(temporary, head, packed(), tail)
    return _tell(plan)


def _plan(material: Material, coders: Coders) -> _Plan:
    reader = RefiReader.beside(material.reader)
    rows: dict[Sha256, list[InventoryRow]] = defaultdict(list)
    for row in material.inventory.rows:
        rows[row.statement.document.sha256].append(row)
    memos = tuple(reader.iter_made_memos())
    answering, places = reader.read_answering(), _place_memos(memos, reader)
    inside = {row.document.sha256 for row in material.inventory.documents}
    wanted = inside & (set(rows) | set(answering) | {place for place in places if place})
    told = wanted | {""}
    writers = {memo.reviewer for memo, place in zip(memos, places, strict=True) if place in told}
    owners: dict[str, list[Sha256]] = defaultdict(list)
    for one in material.inventory.documents:
        if one.document.sha256 in wanted:
            owners[one.municipality.code].append(one.document.sha256)
    documents = {one.document.sha256: one.document for one in material.inventory.documents}
    chosen = tuple(documents[sha256] for sha256 in sorted(wanted))
    names = {one.id: one.name for one in reader.iter_reviewers()}
    labels = labels_by_id(material.inventory.codebook, material.texts)
    return _Plan(
        material,
        reader,
        coders,
        {sha256: tuple(found) for sha256, found in rows.items()},
        {code: tuple(found) for code, found in owners.items()},
        chosen,
        _name_documents(chosen),
        NoteBook(memos, names, labels, material.texts),
        frozenset(writers).union(*(people for place, people in answering.items() if place in wanted)),
    )


def _place_memos(memos: tuple[Memo, ...], reader: RefiReader) -> list[Sha256 | None]:
    """The document that each memo is about, by itself or by a current passage: "" for one on a code, None for
    one on a passage that is gone.
    """
    places: list[Sha256 | None] = []
    for memo in memos:
        match memo.kind:
            case MemoTarget.DOCUMENT:
                places.append(Sha256(memo.target))
            case MemoTarget.PASSAGE:
                passage = reader.find_current_passage(memo.target)
                places.append(None if passage is None else passage.document)
            case MemoTarget.CODE:
                places.append(Sha256(""))
    return places


def _name_documents(documents: tuple[Document, ...]) -> dict[Sha256, str]:
    """Titles, told apart where several documents have the same, since some programs know sources by name."""
    titles = {one.sha256: one.metadata.title or one.name for one in documents}
    often = Counter(titles.values())
    return {
        sha256: title if often[title] == 1 else f"{title} [{sha256[:8]}]" for sha256, title in titles.items()
    }


def _build_head(plan: _Plan) -> Project:
    inventory, texts = plan.material.inventory, plan.material.texts
    people = [
        User(reviewer_guid(one.id), one.name, one.id)
        for one in sorted(plan.reader.iter_reviewers(), key=lambda one: one.id)
        if one.id in plan.people
    ]
    coder = inventory.provenance.coder
    model = User(model_guid(coder), texts.fill("refi.model", coder=coder), coder)
    municipalities = {row.municipality.code: row.municipality for row in inventory.documents}
    return Project(
        name=inventory.provenance.study,
        origin=inventory.provenance.program or ORIGIN,
        users=(*people, model),
        codes=build_tree(inventory.codebook, texts, plan.notes.on_codes()),
        variables=list_variables(texts),
        cases=tuple(build_case(municipalities[code], plan.owners[code]) for code in sorted(plan.owners)),
    )


def _pack(plan: _Plan, document: Document) -> Packed:
    reader, sha256 = plan.reader, document.sha256
    answers = tuple(reader.iter_made_answers(sha256))
    rows = plan.rows.get(sha256, ())
    codes = plan.material.inventory.codebook.codes
    answered = frozenset(answer.passage for answer in answers)
    coded = Coded(
        document=document,
        name=plan.names[sha256],
        pages=tuple(reader.iter_pages(sha256)),
        passages=tuple(reader.iter_passages(sha256)),
        rows=rows,
        answers=answers,
        codings=_choose_codings(plan, sha256, answered),
        place={code.id: number for number, code in enumerate(codes)},
    )
    packed = build_source(coded, plan.notes, plan.material.blobs)
    plan.counts["selections"] += len(packed.source.stretches)
    plan.counts["codings"] += sum(len(one.marks) for one in packed.source.stretches)
    return packed


def _choose_codings(plan: _Plan, document: Sha256, answered: frozenset[PassageId]) -> tuple[Coding, ...]:
    """What the model accepts of the rows of the inventory; where people answered, only if all shall speak."""
    rows = {row.statement.passage.id for row in plan.rows.get(document, ())}
    speaking = rows - answered if plan.coders is Coders.PEOPLE else rows | answered
    if not speaking:
        return ()
    said = plan.reader.iter_codings(plan.material.inventory.provenance.coder, document)
    return tuple(one for one in said if one.accepted and one.passage in speaking)


def _build_sets(plan: _Plan) -> tuple[SetOf, ...]:
    """A set of documents for each municipality and each batch."""
    inside = {one.sha256 for one in plan.documents}
    names = {row.municipality.code: row.municipality.name for row in plan.material.inventory.documents}
    sets = [
        SetOf(guid_of("set", code), names[code], sources=tuple(map(source_guid, sorted(plan.owners[code]))))
        for code in sorted(plan.owners)
    ]
    asked: dict[int, list[Sha256]] = defaultdict(list)
    for batch, document in plan.reader.iter_batch_documents():
        if document in inside:
            asked[batch].append(document)
    for one in sorted(plan.reader.iter_batches(), key=lambda one: one.id):
        if asked[one.id]:
            name = plan.material.texts.fill("refi.batch", name=one.name)
            guid = guid_of("batch", one.name, one.at)
            sets.append(SetOf(guid, name, sources=tuple(map(source_guid, asked[one.id]))))
    return tuple(sets)


def _describe(plan: _Plan, content: str) -> str:
    """How the package came about. Without times, so that the same study gives the same bytes."""
    made, texts = plan.material.inventory.provenance, plan.material.texts
    extent = say_extent(plan.material.inventory)
    told = texts.fill(
        "refi.description",
        study=made.study,
        program=made.program,
        coder=made.coder,
        codebook=made.codebook,
        content=content,
        coders=texts[f"refi.{plan.coders}"],
    )
    return told if extent is None else f"{extent.of(texts.language)} {told}"


def _tell(plan: _Plan) -> Written:
    told = f"{plural(len(plan.documents), 'source')}, {plural(plan.counts['selections'], 'selection')}, "
    inside = {row.document.sha256 for row in plan.material.inventory.documents}
    retired = sum(number for place, number in plan.reader.count_retired_answers().items() if place in inside)
    left = [f"{plural(retired, 'answer')} to passages that a later reading no longer has"] if retired else []
    return Written(f"{told}{plural(plan.counts['codings'], 'coding')}.", tuple(left))
