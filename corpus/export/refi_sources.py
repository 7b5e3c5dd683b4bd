"""One document of the study as a source for other programs: its file, its text, and who coded what in it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from corpus.blobs import Blobs
from corpus.export.refi_notes import NoteBook
from corpus.export.refi_variables import document_values
from corpus.inventory_records import InventoryRow
from corpus.quotes import begin_quote
from corpus.records import CodeId, Coding, Document, Page, Passage, document_text
from corpus.refi.guids import code_guid, guid_of, model_guid, reviewer_guid, selection_guid, source_guid
from corpus.refi.packing import Attachment, Packed
from corpus.refi.records import Area, Guid, Mark, Source, SourceKind, Stretch
from corpus.review_records import Answer

_NAME = 80  # letters of a quote that name its selection
_PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Coded:
    """A document with all that is told of it. `rows` are those of the inventory, by whoever published it;
    `codings` the model's accepted ones on the passages where it shall speak.
    """

    document: Document
    name: str
    pages: tuple[Page, ...]
    passages: tuple[Passage, ...]
    rows: tuple[InventoryRow, ...] = ()
    answers: tuple[Answer, ...] = ()
    codings: tuple[Coding, ...] = ()
    place: Mapping[CodeId, int] = field(default_factory=dict)


def build_source(coded: Coded, notes: NoteBook, blobs: Blobs) -> Packed:
    """The document as a source with its files. Notes on answers are added to the notebook.

    A PDF whose file is gone becomes a text source, since its codings are on the text.
    """
    document = coded.document
    guid = source_guid(document.sha256)
    stored = blobs.find_path(document.sha256) if document.media_type == _PDF else None
    text_guid = guid_of("representation", document.sha256) if stored else guid
    stretches = _build_stretches(coded, notes)
    source = Source(
        guid=guid,
        name=coded.name,
        kind=SourceKind.PDF if stored else SourceKind.TEXT,
        path=f"{guid}.pdf" if stored else "",
        text_path=f"{text_guid}.txt",
        text_guid=text_guid,
        stretches=stretches,
        areas=_build_areas(coded, {one.guid for one in stretches}) if stored else (),
        notes=notes.on_document(document.sha256),
        values=document_values(coded.document, coded.rows),
    )
    files = [Attachment(source.path, stored)] if stored else []
    files.append(Attachment(source.text_path, document_text(coded.pages)))
    return Packed(source, tuple(files))


def _build_stretches(coded: Coded, notes: NoteBook) -> tuple[Stretch, ...]:
    """A stretch for each passage that somebody has said something of."""
    answers, codings = defaultdict(list), defaultdict(list)
    for answer in coded.answers:
        answers[answer.passage].append(answer)
    for coding in coded.codings:
        codings[coding.passage].append(coding)
    found = []
    for passage in coded.passages:
        own = (*_answer_notes(answers[passage.id], notes), *notes.on_passage(passage.id))
        marks = tuple(_build_marks(answers[passage.id], codings[passage.id], coded.place, notes))
        if marks or own:
            guid = selection_guid(passage.id)
            found.append(Stretch(guid, passage.start, passage.end, _name(passage), marks, own))
    return tuple(found)


def _answer_notes(answers: Iterable[Answer], notes: NoteBook) -> tuple[Guid, ...]:
    return tuple(guid for answer in answers for guid in notes.add_answer(answer))


def _build_marks(
    answers: Iterable[Answer], codings: Iterable[Coding], place: Mapping[CodeId, int], notes: NoteBook
) -> Iterable[Mark]:
    """Every code as its coder's own mark, in the order of the codebook."""

    def order(code: CodeId) -> tuple[int, CodeId]:
        return place.get(code, len(place)), code

    for answer in answers:
        way = notes.add_way(answer)
        user = reviewer_guid(answer.reviewer)
        for code in sorted(answer.yes, key=order):
            guid = guid_of("coding", answer.passage, code, user)
            yield Mark(guid, code_guid(code), user, answer.at, (way,))
    for coding in sorted(codings, key=lambda one: order(one.code)):
        user = model_guid(coding.coder)
        yield Mark(guid_of("coding", coding.passage, coding.code, user), code_guid(coding.code), user)


def _build_areas(coded: Coded, coded_guids: set[Guid]) -> tuple[Area, ...]:
    """Where the coded passages stand on their pages: one rectangle a page, round all lines there.

    They share the GUID of the stretch, being the same quotation; the codes stand on the stretch alone, or
    programs that read both would count them twice.
    """
    heights = {page.number: page.height for page in coded.pages}
    found: list[Area] = []
    for passage in coded.passages:
        guid = selection_guid(passage.id)
        pages = sorted({box.page for box in passage.boxes}) if guid in coded_guids else ()
        found.extend(
            _build_area(passage, guid, number, heights[number])
            for number in pages
            if heights.get(number, 0.0) > 0.0
        )
    return tuple(found)


def _build_area(passage: Passage, guid: Guid, number: int, height: float) -> Area:
    boxes = [box for box in passage.boxes if box.page == number]
    return Area(
        guid=guid,
        page=number - 1,
        left=max(0, math.floor(min(box.x0 for box in boxes))),
        bottom=max(0, math.floor(height - max(box.bottom for box in boxes))),
        right=math.ceil(max(box.x1 for box in boxes)),
        top=math.ceil(height - min(box.top for box in boxes)),
        name=_name(passage),
    )


def _name(passage: Passage) -> str:
    return begin_quote(passage.text, _NAME)
