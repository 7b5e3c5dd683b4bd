"""Records to database rows and back: the one place that knows both shapes."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import astuple, fields

from corpus.records import (
    Box,
    CodeId,
    Coding,
    Document,
    DocumentKind,
    Evidence,
    Extraction,
    ExtractionFailure,
    Fact,
    Fetch,
    FetchFailure,
    Judgement,
    Likeness,
    LikenessKind,
    Mention,
    Metadata,
    Municipality,
    Notice,
    Page,
    Passage,
    PassageId,
    PassageKind,
    Run,
    Sha256,
    Verdict,
    Visit,
    VisitOutcome,
)

Row = sqlite3.Row
Values = tuple[object, ...]

METADATA_COLUMNS = tuple(field.name for field in fields(Metadata))
_FETCH_COLUMNS = tuple(field.name for field in fields(Fetch))
PASSAGE_COLUMNS = tuple(field.name for field in fields(Passage))


def municipality_values(municipality: Municipality) -> Values:
    """In the column order of the table `municipality`."""
    return astuple(municipality)


def municipality_record(row: Row) -> Municipality:
    """From a row of the table `municipality`."""
    return Municipality(*tuple(row))


def run_record(row: Row) -> Run:
    """From a row of the table `run`."""
    return Run(
        id=row["id"],
        step=row["step"],
        started=row["started"],
        finished=row["finished"],
        version=row["version"],
        config_hash=row["config_hash"],
        counts=json.loads(row["counts"]),
    )


def fetch_values(fetch: Fetch) -> Values:
    """In the column order of the table `fetch`, without id and run."""
    return tuple([getattr(fetch, name) for name in _FETCH_COLUMNS])  # astuple copies deeply: 5 times as long


def fetch_record(row: Row) -> Fetch:
    """From a row of the table `fetch`."""
    values = {name: row[name] for name in _FETCH_COLUMNS}
    values["failure"] = None if row["failure"] is None else FetchFailure(row["failure"])
    return Fetch(**values)


def visit_values(visit: Visit) -> Values:
    """In the column order of the table `visit`, without id and run."""
    return astuple(visit)


def visit_record(row: Row) -> Visit:
    """From a row of the table `visit`."""
    values = {field.name: row[field.name] for field in fields(Visit)}
    values["outcome"] = VisitOutcome(row["outcome"])
    return Visit(**values)


def document_values(document: Document) -> Values:
    """In the column order of the table `document`."""
    own = (document.sha256, document.municipality, document.media_type, document.size, document.name)
    return (*own, document.found, *astuple(document.metadata))


def document_record(row: Row) -> Document:
    """From a row of the table `document`."""
    metadata = {name: row[name] for name in METADATA_COLUMNS}
    metadata["kind"] = DocumentKind(row["kind"])
    return Document(
        sha256=Sha256(row["sha256"]),
        municipality=row["municipality"],
        media_type=row["media_type"],
        size=row["size"],
        name=row["name"],
        found=row["found"],
        metadata=Metadata(**metadata),
    )


def fact_values(fact: Fact) -> Values:
    """In the column order of the table `fact`."""
    return astuple(fact)


def fact_record(row: Row) -> Fact:
    """From a row of the table `fact`."""
    return Fact(**{field.name: row[field.name] for field in fields(Fact)})


def notice_values(notice: Notice) -> Values:
    """In the column order of the table `notice`, without run."""
    return astuple(notice)


def notice_record(row: Row) -> Notice:
    """From a row of the table `notice`."""
    return Notice(**{field.name: row[field.name] for field in fields(Notice)})


def extraction_record(row: Row) -> Extraction:
    """From a row of the table `extraction`."""
    return Extraction(
        document=Sha256(row["document"]),
        extractor=row["extractor"],
        failure=None if row["failure"] is None else ExtractionFailure(row["failure"]),
        pages=row["pages"],
        seconds=row["seconds"],
        detail=row["detail"],
    )


def likeness_values(likeness: Likeness) -> Values:
    """In the column order of the table `likeness`, without run."""
    return astuple(likeness)


def likeness_record(row: Row) -> Likeness:
    """From a row of the table `likeness`."""
    return Likeness(
        document=Sha256(row["document"]),
        other=Sha256(row["other"]),
        kind=LikenessKind(row["kind"]),
        share=row["share"],
        other_share=row["other_share"],
    )


def page_values(page: Page) -> Values:
    """In the column order of the table `page`."""
    return astuple(page)


def page_record(row: Row) -> Page:
    """From a row of the table `page`."""
    return Page(**{field.name: row[field.name] for field in fields(Page)})


def passage_values(passage: Passage) -> Values:
    """In the column order that `PASSAGE_COLUMNS` names."""
    place = (passage.start, passage.end, passage.first_page, passage.last_page, passage.kind)
    headings = json.dumps(passage.headings, ensure_ascii=False)
    boxes = json.dumps([astuple(box) for box in passage.boxes])
    columns = json.dumps(passage.columns, ensure_ascii=False)
    own = (passage.id, passage.document, passage.ordinal, *place, headings, boxes)
    return (*own, passage.text, columns, passage.speaker)


def passage_record(row: Row) -> Passage:
    """From a row of the table `passage`."""
    return Passage(
        id=PassageId(row["id"]),
        document=Sha256(row["document"]),
        ordinal=row["ordinal"],
        start=row["start"],
        end=row["end"],
        first_page=row["first_page"],
        last_page=row["last_page"],
        kind=PassageKind(row["kind"]),
        headings=tuple(json.loads(row["headings"])),
        boxes=tuple(Box(*values) for values in json.loads(row["boxes"])),
        text=row["text"],
        columns=tuple(json.loads(row["columns"])),
        speaker=row["speaker"],
    )


def coding_values(coding: Coding) -> Values:
    """In the column order of the table `coding`, without run."""
    evidence = json.dumps([astuple(span) for span in coding.evidence])
    return (coding.passage, coding.code, coding.coder, coding.score, int(coding.accepted), evidence)


def coding_record(row: Row) -> Coding:
    """From a row of the table `coding`."""
    return Coding(
        passage=PassageId(row["passage"]),
        code=CodeId(row["code"]),
        score=row["score"],
        accepted=bool(row["accepted"]),
        coder=row["coder"],
        evidence=tuple(Evidence(*values) for values in json.loads(row["evidence"])),
    )


def mention_values(mention: Mention, coder: str) -> Values:
    """In the column order of the table `mention`."""
    place = (mention.start, mention.end, mention.partner_type)
    return (mention.passage, coder, *place, mention.text, mention.actor)


def mention_record(row: Row) -> Mention:
    """From a row of the table `mention`."""
    return Mention(
        passage=PassageId(row["passage"]),
        start=row["start"],
        end=row["end"],
        text=row["text"],
        actor=row["actor"],
        partner_type=CodeId(row["partner_type"]),
    )


def judgement_values(judgement: Judgement) -> Values:
    """In the column order of the table `judgement`, without id."""
    return astuple(judgement)


def judgement_record(row: Row) -> Judgement:
    """From a row of the table `judgement`."""
    return Judgement(
        passage=PassageId(row["passage"]),
        code=CodeId(row["code"]),
        verdict=Verdict(row["verdict"]),
        reviewer=row["reviewer"],
        at=row["at"],
        shown=row["shown"],
        codebook=row["codebook"],
        note=row["note"],
        settles=bool(row["settles"]),
    )
